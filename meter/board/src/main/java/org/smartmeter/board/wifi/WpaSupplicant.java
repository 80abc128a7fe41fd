package org.smartmeter.board.wifi;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.smartmeter.board.linux.DatagramSocket;
import org.smartmeter.board.wifi.WifiReport.Reach;
import org.smartmeter.board.wifi.WifiReport.State;

/// Speaks to `wpa_supplicant` on its control socket: commands as text, one datagram each, one
/// answer each (hostap, "wpa_supplicant control interface"). It is on every such board, needs no
/// bus and no other service, and can open a network as well. Networks are set in its memory only,
/// so that a password stands in no other file than the meter's own.
final class WpaSupplicant implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(WpaSupplicant.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final String CHANNEL_6 = "2437";
    private static final int MOST_SEEN = 20;

    /// Flags of networks that want something of whoever comes.
    private static final Pattern CLOSED = Pattern.compile("WPA|RSN|WEP|SAE|OWE|OSEN");

    /// Those that cannot be joined with one password: companies' and ones of an age gone by.
    private static final Pattern NOT_OURS = Pattern.compile("EAP(?!.*(PSK|SAE))|WEP");

    private final DatagramSocket socket;

    private WpaSupplicant(DatagramSocket socket) {
        this.socket = socket;
    }

    /// @param control the daemon's socket, like `/run/wpa_supplicant/wlan0`
    /// @param own where its answers come to; replaced if it is there
    static WpaSupplicant open(Path control, Path own) throws IOException {
        Files.deleteIfExists(own);
        WpaSupplicant opened = new WpaSupplicant(DatagramSocket.between(own, control.toString()));
        try {
            opened.ask("PING", "PONG");
            return opened;
        } catch (IOException e) {
            opened.close();
            throw e;
        }
    }

    void join(Credentials network) throws IOException {
        String id = added(network);
        if (network.password().isEmpty()) {
            set(id, "key_mgmt", "NONE");
        } else {
            set(id, "psk", '"' + network.password() + '"');
            try {
                set(id, "key_mgmt", "WPA-PSK SAE");
                set(id, "ieee80211w", "1"); // SAE wants it; routers without it are joined as well
            } catch (IOException _) {
                set(id, "key_mgmt", "WPA-PSK"); // a daemon built without SAE
            }
        }
        set(id, "scan_ssid", "1"); // hidden ones too
        ask("SELECT_NETWORK " + id, "OK");
    }

    void open(Credentials network) throws IOException {
        String id = added(network);
        set(id, "mode", "2");
        set(id, "frequency", CHANNEL_6);
        set(id, "key_mgmt", "WPA-PSK");
        set(id, "proto", "RSN");
        set(id, "pairwise", "CCMP");
        set(id, "psk", '"' + network.password() + '"');
        ask("SELECT_NETWORK " + id, "OK");
    }

    private String added(Credentials network) throws IOException {
        ask("REMOVE_NETWORK all", "OK");
        String id = ask("ADD_NETWORK");
        if (!id.matches("\\d{1,6}")) {
            throw new IOException("wpa_supplicant adds no network: " + id);
        }
        set(id, "ssid", HexFormat.of().formatHex(network.name().getBytes(StandardCharsets.UTF_8)));
        return id;
    }

    private void set(String id, String key, String value) throws IOException {
        if (!ask("SET_NETWORK " + id + " " + key + " " + value).equals("OK")) {
            throw new IOException("wpa_supplicant does not take " + key);
        }
    }

    /// How it stands.
    ///
    /// @param wanted name of the network that is to be joined
    WifiReport report(String wanted, Reach reach) throws IOException {
        Map<String, String> status = values(ask("STATUS"));
        List<SeenNetwork> seen = seen(ask("SCAN_RESULTS"));
        boolean completed = "COMPLETED".equals(status.get("wpa_state"));
        if ("AP".equals(status.get("mode"))) {
            State state = completed ? State.OPEN : State.SEARCHING;
            return new WifiReport(state, 0, false, Reach.UNKNOWN, seen);
        }
        if (completed) {
            boolean hasAddress = status.containsKey("ip_address");
            return new WifiReport(
                    State.JOINED, signal(), hasAddress, hasAddress ? reach : Reach.UNKNOWN, seen);
        }
        return new WifiReport(failing(wanted, seen), 0, false, Reach.UNKNOWN, seen);
    }

    /// A network whose password was refused is disabled for a while and said to be.
    private State failing(String wanted, List<SeenNetwork> seen) throws IOException {
        if (ask("LIST_NETWORKS").contains("[TEMP-DISABLED]")) {
            return State.PASSWORD_REFUSED;
        }
        boolean inReach = seen.stream().anyMatch(each -> each.name().equals(wanted));
        return seen.isEmpty() || inReach ? State.SEARCHING : State.NOT_FOUND;
    }

    private int signal() throws IOException {
        String found = values(ask("SIGNAL_POLL")).getOrDefault("RSSI", "0");
        return found.matches("-?\\d{1,3}") ? Integer.parseInt(found) : 0;
    }

    private static Map<String, String> values(String lines) {
        Map<String, String> values = new TreeMap<>();
        for (String line : lines.split("\n")) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                values.put(line.substring(0, equals), line.substring(equals + 1));
            }
        }
        return values;
    }

    /// Has it look again which networks there are; it says no while it does something else.
    void scan() throws IOException {
        String answer = ask("SCAN");
        LOG.debug("a scan: {}", answer);
    }

    /// Lines of `bssid / frequency / signal level / flags / ssid`, separated by tabs; of a network
    /// with several radios the strongest counts.
    private static List<SeenNetwork> seen(String results) {
        Map<String, SeenNetwork> all = new HashMap<>();
        for (String line : results.split("\n")) {
            String[] fields = line.split("\t", -1);
            if (fields.length == 5 && fields[2].matches("-?\\d{1,3}") && !fields[4].isEmpty()) {
                String flags = fields[3];
                SeenNetwork found =
                        new SeenNetwork(
                                EscapedName.read(fields[4]),
                                Integer.parseInt(fields[2]),
                                !CLOSED.matcher(flags).find());
                if (!NOT_OURS.matcher(flags).find()) {
                    all.merge(found.name(), found, (a, b) -> a.signal() < b.signal() ? b : a);
                }
            }
        }
        return all.values().stream()
                .sorted(
                        Comparator.comparingInt(SeenNetwork::signal)
                                .reversed()
                                .thenComparing(SeenNetwork::name))
                .limit(MOST_SEEN)
                .toList();
    }

    private void ask(String command, String expected) throws IOException {
        String answer = ask(command);
        if (!answer.equals(expected)) {
            throw new IOException("wpa_supplicant answers " + answer + " to " + command);
        }
    }

    private String ask(String command) throws IOException {
        socket.send(command);
        String answer =
                socket.receive(PATIENCE)
                        .orElseThrow(() -> new IOException("wpa_supplicant does not answer"));
        return answer.strip();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
