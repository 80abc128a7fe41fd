package org.smartmeter.board.wifi;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.smartmeter.board.linux.DatagramSocket;

/// Stands where `wpa_supplicant` does and answers as version 2.10, on a socket of its own.
final class StandInSupplicant implements AutoCloseable {

    /// What it was asked, in order.
    final List<String> asked = new CopyOnWriteArrayList<>();

    /// What it answers; OK where nothing is said.
    final Map<String, String> answers = new ConcurrentHashMap<>();

    private Thread thread = new Thread();
    private volatile boolean ended;

    StandInSupplicant() {
        answers.put("PING", "PONG\n");
        answers.put("ADD_NETWORK", "3\n");
        answers.put("STATUS", "wpa_state=SCANNING\naddress=02:00:00:00:00:00\n");
        answers.put(
                "LIST_NETWORKS", "network id / ssid / bssid / flags\n3\thome\tany\t[CURRENT]\n");
        answers.put("SIGNAL_POLL", "RSSI=-61\nLINKSPEED=65\nNOISE=9999\nFREQUENCY=2437\n");
        answers.put(
                "SCAN_RESULTS",
                "bssid / frequency / signal level / flags / ssid\n"
                        + "02:00:00:00:01:00\t2412\t-80\t[WPA2-PSK-CCMP][ESS]\tfar\n"
                        + "02:00:00:00:00:00\t2437\t-41\t[WPA2-PSK-CCMP][ESS]\tCaf\\xc3\\xa9\n"
                        + "02:00:00:00:00:01\t5180\t-66\t[WPA2-PSK-CCMP][ESS]\tCaf\\xc3\\xa9\n"
                        + "02:00:00:00:03:00\t2437\t-75\t[ESS]\tguests\n"
                        + "02:00:00:00:04:00\t2437\t-50\t[WPA2-EAP-CCMP][ESS]\tcompany\n"
                        + "02:00:00:00:05:00\t2437\t-51\t[WEP][ESS]\told\n"
                        + "02:00:00:00:02:00\t2437\t-70\t[ESS]\t\n");
    }

    /// @param control where it is asked
    /// @param own where its answers go
    void start(Path control, Path own) throws IOException {
        DatagramSocket socket = DatagramSocket.at(control);
        thread = Thread.ofPlatform().daemon().start(() -> serve(socket, own));
    }

    private void serve(DatagramSocket socket, Path own) {
        try (socket) {
            boolean answering = false;
            while (!ended) {
                var command = socket.receive(Duration.ofMillis(100));
                if (command.isEmpty()) {
                    continue;
                }
                if (!answering) {
                    socket.connect(own.toString());
                    answering = true;
                }
                asked.add(command.get());
                socket.send(answers.getOrDefault(command.get(), "OK\n"));
            }
        } catch (IOException e) {
            asked.add("failed: " + e.getMessage());
        }
    }

    @Override
    public void close() throws InterruptedException {
        ended = true;
        thread.join();
    }
}
