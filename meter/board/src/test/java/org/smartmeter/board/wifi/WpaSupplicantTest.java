package org.smartmeter.board.wifi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.smartmeter.board.linux.DatagramSocket;
import org.smartmeter.board.wifi.WifiReport.Reach;
import org.smartmeter.board.wifi.WifiReport.State;

/// What goes over the daemon's control socket, with a stand-in that speaks its protocol: the
/// answers are as `wpa_supplicant` 2.10 gives them.
class WpaSupplicantTest {

    private static final Credentials HOME = new Credentials("Café", "correct \"horse\"");

    @TempDir private Path directory;
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private Thread daemon = new Thread();
    private volatile boolean ended;

    @BeforeEach
    void start() throws IOException {
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
        DatagramSocket socket = DatagramSocket.at(control());
        daemon = Thread.ofPlatform().daemon().start(() -> serve(socket));
    }

    private Path control() {
        return directory.resolve("wlan0");
    }

    private void serve(DatagramSocket socket) {
        try (socket) {
            boolean answering = false;
            while (!ended) {
                var command = socket.receive(Duration.ofMillis(100));
                if (command.isEmpty()) {
                    continue;
                }
                if (!answering) {
                    socket.connect(directory.resolve("own").toString());
                    answering = true;
                }
                asked.add(command.get());
                socket.send(answers.getOrDefault(command.get(), "OK\n"));
            }
        } catch (IOException e) {
            asked.add("failed: " + e.getMessage());
        }
    }

    @AfterEach
    void stop() throws InterruptedException {
        ended = true;
        daemon.join();
    }

    @Test
    void aNetworkIsJoinedWithoutItsPasswordStandingInAnyFileOfTheDaemon() throws IOException {
        try (WpaSupplicant wpa = open()) {
            wpa.join(HOME);
        }
        assertThat(asked)
                .containsExactly(
                        "PING",
                        "REMOVE_NETWORK all",
                        "ADD_NETWORK",
                        "SET_NETWORK 3 ssid 436166c3a9",
                        "SET_NETWORK 3 psk \"correct \"horse\"\"",
                        "SET_NETWORK 3 key_mgmt WPA-PSK SAE",
                        "SET_NETWORK 3 ieee80211w 1",
                        "SET_NETWORK 3 scan_ssid 1",
                        "SELECT_NETWORK 3");
    }

    @Test
    void aDaemonWithoutSaeGetsTheOlderWay() throws IOException {
        answers.put("SET_NETWORK 3 key_mgmt WPA-PSK SAE", "FAIL\n");
        try (WpaSupplicant wpa = open()) {
            wpa.join(HOME);
        }
        assertThat(asked).contains("SET_NETWORK 3 key_mgmt WPA-PSK");
    }

    @Test
    void theMetersOwnNetworkIsClosedWithItsPassword() throws IOException {
        try (WpaSupplicant wpa = open()) {
            wpa.open(new Credentials("Meter-000001", "printed on case"));
        }
        assertThat(asked)
                .contains("SET_NETWORK 3 mode 2", "SET_NETWORK 3 psk \"printed on case\"")
                .endsWith("SELECT_NETWORK 3");
    }

    @Test
    void howItStandsIsRead() throws IOException {
        try (WpaSupplicant wpa = open()) {
            assertThat(wpa.report("Café", Reach.UNKNOWN))
                    .isEqualTo(
                            new WifiReport(
                                    State.SEARCHING,
                                    0,
                                    false,
                                    Reach.UNKNOWN,
                                    List.of(
                                            new SeenNetwork("Café", -41, false),
                                            new SeenNetwork("guests", -75, true),
                                            new SeenNetwork("far", -80, false))));
            assertThat(wpa.report("elsewhere", Reach.UNKNOWN).state()).isEqualTo(State.NOT_FOUND);

            answers.put(
                    "LIST_NETWORKS",
                    "network id / ssid / bssid / flags\n3\tCaf\\xc3\\xa9\tany\t[CURRENT][TEMP-DISABLED]\n");
            assertThat(wpa.report("Café", Reach.UNKNOWN).state()).isEqualTo(State.PASSWORD_REFUSED);

            answers.put("STATUS", "ssid=Caf\\xc3\\xa9\nmode=station\nwpa_state=COMPLETED\n");
            WifiReport joined = wpa.report("Café", Reach.INTERNET);
            assertThat(joined.state()).isEqualTo(State.JOINED);
            assertThat(joined.signal()).isEqualTo(-61);
            assertThat(joined.hasAddress()).isFalse();
            assertThat(joined.reach()).isEqualTo(Reach.UNKNOWN);

            answers.put(
                    "STATUS",
                    "ssid=x\nmode=station\nwpa_state=COMPLETED\nip_address=192.168.1.20\n");
            assertThat(wpa.report("Café", Reach.PORTAL).reach()).isEqualTo(Reach.PORTAL);

            answers.put("STATUS", "ssid=Meter\nmode=AP\nwpa_state=COMPLETED\n");
            assertThat(wpa.report("Meter", Reach.UNKNOWN).state()).isEqualTo(State.OPEN);
        }
    }

    @Test
    void itIsAskedToLookAroundAndMaySayNo() throws IOException {
        answers.put("SCAN", "FAIL-BUSY\n");
        try (WpaSupplicant wpa = open()) {
            wpa.scan();
        }
        assertThat(asked).containsExactly("PING", "SCAN");
    }

    @Test
    void aRefusalNamesTheKeyAndNotThePassword() {
        answers.put("SET_NETWORK 3 psk \"correct \"horse\"\"", "FAIL\n");
        assertThatThrownBy(
                        () -> {
                            try (WpaSupplicant wpa = open()) {
                                wpa.join(HOME);
                            }
                        })
                .isInstanceOf(IOException.class)
                .hasMessage("wpa_supplicant does not take psk");
    }

    private WpaSupplicant open() throws IOException {
        return WpaSupplicant.open(control(), directory.resolve("own"));
    }
}
