package org.smartmeter.simulator.wifi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.smartmeter.board.wifi.Credentials;
import org.smartmeter.board.wifi.SeenNetwork;
import org.smartmeter.board.wifi.Trouble;
import org.smartmeter.board.wifi.WifiPart;
import org.smartmeter.board.wifi.WifiReport.Reach;
import org.smartmeter.board.wifi.WifiStanding;
import org.smartmeter.simulator.files.PowerCutFiles;

/// A home's network over days, as a diary: what happens there, what the meter tells of it, and that
/// it always finds its way back.
class HomeNetworkTest {

    private static final Credentials SETUP = new Credentials("Meter-000001", "printed on case");
    private static final Credentials HOME = new Credentials("home", "correct horse");
    private static final Credentials OTHER = new Credentials("new router", "battery staple");

    private final ModelWifi wifi = new ModelWifi();
    private final PowerCutFiles disk = new PowerCutFiles(0);
    private final List<String> told = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-26T12:00:00Z");
    private WifiPart part = new WifiPart(wifi, SETUP);

    @BeforeEach
    void theRouterIsOn() {
        wifi.router("home", "correct horse");
    }

    @Test
    void aNewMeterOpensItsOwnNetworkAndJoinsTheOneItIsGiven() {
        begin();
        live(Duration.ofDays(2));
        assertThat(wifi.opened()).contains(SETUP);
        assertThat(part.standing().trouble()).isEqualTo(Trouble.NOT_SET_UP);
        assertThat(part.standing().report().seen()).extracting(SeenNetwork::name).contains("home");

        part.give(HOME);
        live(Duration.ofMinutes(1));

        assertThat(told)
                .containsExactly(
                        "WIFI_SETUP_OPENED[]",
                        "WIFI_SETUP_CLOSED[]",
                        "WIFI_CHANGED[]",
                        "WIFI_JOINED[-55]",
                        "WIFI_TROUBLE_OVER[-55]");
        assertThat(wifi.opened()).isEmpty();
    }

    @Test
    void aMistypedPasswordLeadsBackToTheMetersOwnNetwork() {
        begin();
        part.give(new Credentials("home", "correct hose"));
        live(Duration.ofMinutes(3));

        assertThat(told)
                .containsExactly(
                        "WIFI_SETUP_OPENED[]",
                        "WIFI_SETUP_CLOSED[]",
                        "WIFI_CHANGE_FAILED[3]",
                        "WIFI_SETUP_OPENED[]");
        assertThat(wifi.opened()).contains(SETUP);
        assertThat(part.standing().failed())
                .contains(new WifiStanding.Failed("home", Trouble.PASSWORD_REFUSED));
        part.give(HOME);
        live(Duration.ofSeconds(10));
        assertThat(part.standing().failed()).isEmpty();
    }

    @Test
    void aNetworkThatDoesNotComeUpGivesWayToTheOneBefore() {
        joinedHome();
        part.give(OTHER);
        live(Duration.ofMinutes(4));

        assertThat(told).containsExactly("WIFI_CHANGE_FAILED[2]", "WIFI_JOINED[-55]");
        assertThat(part.standing().name()).contains("home");
        restart();
        assertThat(part.standing().name()).as("kept over a start").contains("home");
    }

    @Test
    void aRouterThatIsOffOverLunchIsToldAndJoinedAgain() {
        joinedHome();
        wifi.routerOff("home");
        live(Duration.ofMinutes(50));
        wifi.router("home", "correct horse");
        live(Duration.ofMinutes(5));

        assertThat(told)
                .containsExactly(
                        "WIFI_TROUBLE[2, 0]", "WIFI_JOINED[-55]", "WIFI_TROUBLE_OVER[-55]");
    }

    @Test
    void afterHoursWithoutARouterThePersonFindsTheMetersOwnNetworkAndTheMeterTheRouter() {
        joinedHome();
        wifi.routerOff("home");
        live(Duration.ofHours(2));
        live(Duration.ofMinutes(5));
        assertThat(wifi.opened()).contains(SETUP);
        assertThat(told).containsExactly("WIFI_TROUBLE[2, 0]", "WIFI_SETUP_OPENED[]");

        wifi.router("home", "correct horse");
        live(Duration.ofMinutes(25));
        assertThat(wifi.opened()).isEmpty();
        assertThat(told)
                .endsWith("WIFI_SETUP_CLOSED[]", "WIFI_JOINED[-55]", "WIFI_TROUBLE_OVER[-55]");
    }

    @Test
    void aPasswordThatWasChangedAtTheRouterIsToldAsThat() {
        joinedHome();
        wifi.router("home", "another one");
        live(Duration.ofMinutes(3));
        assertThat(told).containsExactly("WIFI_TROUBLE[3, 0]");
        assertThat(part.standing().trouble()).isEqualTo(Trouble.PASSWORD_REFUSED);

        part.give(new Credentials("home", "another one"));
        live(Duration.ofMinutes(3));
        assertThat(part.standing().trouble()).isEqualTo(Trouble.NONE);
    }

    @Test
    void whatLiesBehindTheRouterIsToldApart() {
        joinedHome();
        wifi.addresses(false);
        live(Duration.ofMinutes(5));
        wifi.addresses(true);
        wifi.reach(Reach.PORTAL);
        live(Duration.ofMinutes(5));
        wifi.reach(Reach.NOTHING);
        live(Duration.ofMinutes(5));
        wifi.reach(Reach.INTERNET);
        live(Duration.ofMinutes(5));

        assertThat(told)
                .containsExactly(
                        "WIFI_TROUBLE[5, -55]",
                        "WIFI_JOINED[-55]",
                        "WIFI_TROUBLE[6, -55]",
                        "WIFI_TROUBLE[7, -55]",
                        "WIFI_TROUBLE_OVER[-55]");
    }

    @Test
    void aSignalAtTheEdgeIsToldOnceAndWhatFlickersNotAtAll() {
        joinedHome();
        for (int minute = 0; minute < 30; minute++) {
            wifi.signal(minute % 2 == 0 ? -80 : -75);
            live(Duration.ofSeconds(90));
        }
        wifi.signal(-60);
        live(Duration.ofMinutes(5));
        for (int minute = 0; minute < 30; minute++) {
            wifi.routerOff("home");
            live(Duration.ofSeconds(30));
            wifi.router("home", "correct horse");
            live(Duration.ofSeconds(90));
        }

        assertThat(told).containsExactly("WIFI_TROUBLE[8, -80]", "WIFI_TROUBLE_OVER[-60]");
    }

    @Test
    void thePasswordIsKeptAndNeverShown() {
        joinedHome();
        assertThat(part.standing().toString() + HOME).doesNotContain("correct horse");
        restart();
        live(Duration.ofMinutes(1));
        assertThat(told).containsExactly("WIFI_JOINED[-55]");
    }

    private void begin() {
        part.begin(new TellingMeter(disk, told), now);
    }

    private void joinedHome() {
        begin();
        part.give(HOME);
        live(Duration.ofMinutes(5));
        told.clear();
    }

    private void restart() {
        told.clear();
        part = new WifiPart(wifi, SETUP);
        begin();
        live(Duration.ofSeconds(10));
    }

    private void live(Duration time) {
        Instant until = now.plus(time);
        while (now.isBefore(until)) {
            now = part.next(now).orElseThrow().plusMillis(1);
            part.run(now);
        }
    }
}
