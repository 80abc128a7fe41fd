package org.smartmeter.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.smartmeter.terms.MeterId;
import org.smartmeter.wire.v1.Live;

@ExtendWith(Neighbourhood.Shared.class)
class LiveTest {

    private final Neighbourhood town;

    LiveTest(Neighbourhood town) {
        this.town = town;
    }

    @AfterEach
    void meterLeaves() {
        town.line.connected.clear();
    }

    @Test
    void lookingTakesALeaseAndShowsWhatTheMeterSends() {
        MeterId meter = Neighbourhood.AMINA;
        town.line.connected.add(meter);
        int before = town.line.leasesOf(meter).size();
        try (Browser amina = town.browserOf("amina");
                Listening live = amina.listen("/api/home/live")) {
            assertThat(live.status()).isEqualTo(200);
            assertThat(live.header("content-type")).startsWith("text/event-stream");
            assertThat(live.header("cache-control")).isEqualTo("no-store");
            await().until(() -> town.line.leasesOf(meter).size() > before);
            await().untilAsserted(() -> assertThat(live.names()).contains("waiting"));
            await().untilAsserted(
                            () ->
                                    assertThat(live.events.getLast().data())
                                            .isEqualTo("{\"reason\":\"asked\"}"));

            town.hub.live(meter, second(1));
            await().untilAsserted(() -> assertThat(live.names()).contains("live"));
            assertThat(live.events.getLast().data())
                    .isEqualTo(
                            "{\"time\":\"2026-11-22T18:07:01Z\",\"watts\":1234.567,"
                                    + "\"vars\":-12.5,\"volts\":[230.1],\"amperes\":[5.4],"
                                    + "\"hertz\":50.01,\"importKwh\":\"42.000001\","
                                    + "\"exportKwh\":\"0\"}");
        }
    }

    @Test
    void manyViewersOfAMeterShareOneLease() {
        MeterId meter = Neighbourhood.BILAL;
        town.line.connected.add(meter);
        try (Browser phone = town.browserOf("bilal");
                Browser desk = town.browserOf("bilal");
                Listening first = phone.listen("/api/home/live");
                Listening second = desk.listen("/api/home/live")) {
            await().untilAsserted(
                            () -> {
                                assertThat(first.names()).contains("waiting");
                                assertThat(second.names()).contains("waiting");
                            });
            town.hub.live(meter, second(1));
            await().untilAsserted(
                            () -> {
                                assertThat(first.names()).contains("live");
                                assertThat(second.names()).contains("live");
                            });
        }
        assertThat(town.line.leasesOf(meter)).hasSize(1);
    }

    @Test
    void aMeterThatIsNotThereIsToldAndAskedWhenItComes() {
        MeterId meter = Neighbourhood.ERIK_NEW;
        try (Browser erik = town.browserOf("erik");
                Listening live = erik.listen("/api/home/live")) {
            await().untilAsserted(() -> assertThat(live.names()).contains("waiting"));
            assertThat(live.events.getFirst().data()).isEqualTo("{\"reason\":\"not-connected\"}");
            int before = town.line.leasesOf(meter).size();

            town.line.connected.add(meter);
            await().until(() -> town.line.leasesOf(meter).size() > before);
            await().untilAsserted(
                            () ->
                                    assertThat(live.events.getLast().data())
                                            .isEqualTo("{\"reason\":\"asked\"}"));
        }
    }

    @Test
    void storedReadingsAreAnnouncedToWhoLooks() {
        try (Browser amina = town.browserOf("amina");
                Listening live = amina.listen("/api/home/live")) {
            await().untilAsserted(() -> assertThat(live.names()).contains("waiting"));
            town.hub.stored(
                    Neighbourhood.AMINA,
                    Instant.parse("2026-11-22T18:15:00Z"),
                    Instant.parse("2026-11-22T18:15:00Z"));
            town.hub.stored(
                    Neighbourhood.BILAL,
                    Instant.parse("2026-11-22T18:30:00Z"),
                    Instant.parse("2026-11-22T18:30:00Z"));

            await().untilAsserted(() -> assertThat(live.names()).contains("reading"));
            assertThat(live.events)
                    .filteredOn(event -> event.name().equals("reading"))
                    .containsExactly(
                            new Listening.Event("reading", "{\"upTo\":\"2026-11-22T18:15:00Z\"}"));
        }
    }

    @Test
    void aStreamEndsWithTheSignIn() {
        try (Browser amina = town.browserOf("amina");
                Listening live = amina.listen("/api/home/live")) {
            await().untilAsserted(() -> assertThat(live.names()).contains("waiting"));
            amina.send("DELETE", "/api/session", null);

            await().until(live::hasEnded);
        }
    }

    @Test
    void aSignInHasTenStreamsAtMost() throws Exception {
        try (Browser chand = town.browserOf("chand")) {
            Listening[] open = new Listening[10];
            for (int i = 0; i < open.length; i++) {
                open[i] = chand.listen("/api/home/live");
                assertThat(open[i].status()).isEqualTo(200);
            }
            assertThat(chand.get("/api/home/live").errorCode()).isEqualTo("too-many-streams");
            for (Listening stream : open) {
                stream.close();
            }
        }
    }

    @Test
    void theIntakeIsToldOnceASecond() {
        try (Browser omar = town.browserOf("omar");
                Listening intake = omar.listen("/api/operator/intake")) {
            await().atMost(Duration.ofSeconds(10)).until(() -> intake.events.size() >= 3);
            assertThat(intake.names()).containsOnly("intake");
            assertThat(intake.events.getFirst().data())
                    .contains("\"recordsPerSecond\":", "\"uploadsPerSecond\":", "\"connected\":0");
        }
    }

    private static Live second(int second) {
        return Live.newBuilder()
                .setTime(Instant.parse("2026-11-22T18:07:00Z").plusSeconds(second).toEpochMilli())
                .setActivePower(1_234_567)
                .setReactivePower(-12_500)
                .addVoltage(230_100)
                .addCurrent(5_400)
                .setFrequency(50_010)
                .setEnergyImport(42_000_001)
                .build();
    }
}
