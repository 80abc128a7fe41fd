package org.smartmeter.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.smartmeter.database.Database;
import org.smartmeter.database.TestDatabases;
import org.smartmeter.network.Network;
import org.smartmeter.network.NewHome;
import org.smartmeter.readings.ReadingStore;
import org.smartmeter.readings.ReadingsSettings;
import org.smartmeter.server.coverage.Coverage;
import org.smartmeter.server.coverage.DayCoverage;
import org.smartmeter.terms.MeterId;

/// "Every interval of yesterday by 06:00" as a figure, told by the day.
@ExtendWith(Neighbourhood.Shared.class)
class CoverageTest {

    private static final MeterId WHOLE = new MeterId("SEM0000000000101");
    private static final MeterId LATE = new MeterId("SEM0000000000102");
    private static final Instant SINCE = Instant.parse("2026-11-01T00:00:00Z");
    private static final ZoneId KARACHI = ZoneId.of("Asia/Karachi");
    private static final LocalDate YESTERDAY = LocalDate.of(2026, 11, 21);

    private final Neighbourhood town;
    private final TestClock clock = new TestClock(SINCE);
    private Database database = TestDatabases.fresh();
    private ReadingStore readings = store();
    private Coverage coverage = coverage();

    CoverageTest(Neighbourhood town) {
        this.town = town;
    }

    private ReadingStore store() {
        return new ReadingStore(
                database,
                ReadingsSettings.DEFAULT,
                _ -> Optional.empty(),
                _ -> Optional.empty(),
                clock);
    }

    private Coverage coverage() {
        database.migrate("server");
        Network network = Network.open(database);
        return new Coverage(database.jdbi(), network, readings, KARACHI, clock);
    }

    @BeforeEach
    void settle() {
        Network.open(database)
                .createHomes(
                        List.of(
                                new NewHome("P1", "", ZoneOffset.UTC, "C1", WHOLE, SINCE),
                                new NewHome("P2", "", ZoneOffset.UTC, "C2", LATE, SINCE)));
    }

    @AfterEach
    void close() {
        coverage.close();
        readings.close();
        database.close();
    }

    @Test
    void theMorningsFigureStaysAndWhatComesLaterIsToldBesideIt() {
        MeterHistory.write(readings, WHOLE, SINCE, at("2026-11-21T19:00:00Z"));
        MeterHistory.write(readings, LATE, SINCE, at("2026-11-21T12:00:00Z"));
        until(at("2026-11-22T00:59:00Z")); // 05:59 in Karachi
        coverage.look();
        assertThat(coverage.days(1)).noneMatch(day -> day.day().equals(YESTERDAY));

        until(at("2026-11-22T01:00:00Z"));
        coverage.look();
        DayCoverage morning = coverage.days(1).getFirst();
        assertThat(morning.day()).isEqualTo(YESTERDAY);
        assertThat(morning.meters()).isEqualTo(2);
        assertThat(morning.complete()).isEqualTo(1);
        assertThat(coverage.incomplete(YESTERDAY, 10))
                .containsExactly(new Coverage.Incomplete(LATE, at("2026-11-21T12:00:00Z")));

        MeterHistory.write(readings, LATE, SINCE, at("2026-11-21T20:00:00Z"));
        until(at("2026-11-22T02:30:00Z"));
        coverage.look();
        DayCoverage later = coverage.days(1).getFirst();
        assertThat(later.complete()).as("by 06:00").isEqualTo(1);
        assertThat(later.completeByThen()).as("by 07:30").isEqualTo(2);
        assertThat(coverage.incomplete(YESTERDAY, 10)).isEmpty();
    }

    @Test
    void anOperatorSeesTheDaysAndWhoIsMissing() {
        town.coverage.look();
        Browser omar = town.browserOf("omar");
        var days = omar.get("/api/operator/coverage").body();
        assertThat(days.get(0).path("day").asString()).isEqualTo("2026-11-21");
        assertThat(days.get(0).path("meters").asInt()).isEqualTo(5);
        assertThat(days.get(0).path("complete").asInt()).isEqualTo(4);
        assertThat(omar.get("/api/operator/coverage/2026-11-21").body().toString())
                .contains(Neighbourhood.SILENT.value());
        assertThat(omar.get("/api/operator/coverage?days=0").status()).isEqualTo(400);
    }

    private void until(Instant time) {
        clock.forward(Duration.between(clock.instant(), time));
    }

    private static Instant at(String time) {
        return Instant.parse(time);
    }
}
