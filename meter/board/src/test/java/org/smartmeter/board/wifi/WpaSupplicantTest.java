package org.smartmeter.board.wifi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.smartmeter.board.wifi.WifiReport.Reach;
import org.smartmeter.board.wifi.WifiReport.State;

/// What goes over the daemon's control socket, with a stand-in that speaks its protocol: the
/// answers are as `wpa_supplicant` 2.10 gives them.
class WpaSupplicantTest {

    private static final Credentials HOME = new Credentials("Café", "correct \"horse\"");

    @TempDir private Path directory;
    private final StandInSupplicant daemon = new StandInSupplicant();

    @BeforeEach
    void start() throws IOException {
        daemon.start(directory.resolve("wlan0"), directory.resolve("own"));
    }

    @AfterEach
    void stop() throws InterruptedException {
        daemon.close();
    }

    @Test
    void aNetworkIsJoinedWithoutItsPasswordStandingInAnyFileOfTheDaemon() throws IOException {
        try (WpaSupplicant wpa = open()) {
            wpa.join(HOME);
        }
        assertThat(daemon.asked)
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
        daemon.answers.put("SET_NETWORK 3 key_mgmt WPA-PSK SAE", "FAIL\n");
        try (WpaSupplicant wpa = open()) {
            wpa.join(HOME);
        }
        assertThat(daemon.asked).contains("SET_NETWORK 3 key_mgmt WPA-PSK");
    }

    @Test
    void theMetersOwnNetworkIsClosedWithItsPassword() throws IOException {
        try (WpaSupplicant wpa = open()) {
            wpa.open(new Credentials("Meter-000001", "printed on case"));
        }
        assertThat(daemon.asked)
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

            daemon.answers.put(
                    "LIST_NETWORKS",
                    "network id / ssid / bssid / flags\n3\tCaf\\xc3\\xa9\tany\t[CURRENT][TEMP-DISABLED]\n");
            assertThat(wpa.report("Café", Reach.UNKNOWN).state()).isEqualTo(State.PASSWORD_REFUSED);

            daemon.answers.put("STATUS", "ssid=Caf\\xc3\\xa9\nmode=station\nwpa_state=COMPLETED\n");
            WifiReport joined = wpa.report("Café", Reach.INTERNET);
            assertThat(joined.state()).isEqualTo(State.JOINED);
            assertThat(joined.signal()).isEqualTo(-61);
            assertThat(joined.hasAddress()).isFalse();
            assertThat(joined.reach()).isEqualTo(Reach.UNKNOWN);

            daemon.answers.put(
                    "STATUS",
                    "ssid=x\nmode=station\nwpa_state=COMPLETED\nip_address=192.168.1.20\n");
            assertThat(wpa.report("Café", Reach.PORTAL).reach()).isEqualTo(Reach.PORTAL);

            daemon.answers.put("STATUS", "ssid=Meter\nmode=AP\nwpa_state=COMPLETED\n");
            assertThat(wpa.report("Meter", Reach.UNKNOWN).state()).isEqualTo(State.OPEN);
        }
    }

    @Test
    void itIsAskedToLookAroundAndMaySayNo() throws IOException {
        daemon.answers.put("SCAN", "FAIL-BUSY\n");
        try (WpaSupplicant wpa = open()) {
            wpa.scan();
        }
        assertThat(daemon.asked).containsExactly("PING", "SCAN");
    }

    @Test
    void aRefusalNamesTheKeyAndNotThePassword() {
        daemon.answers.put("SET_NETWORK 3 psk \"correct \"horse\"\"", "FAIL\n");
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
        return WpaSupplicant.open(directory.resolve("wlan0"), directory.resolve("own"));
    }
}
