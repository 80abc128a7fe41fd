package org.smartmeter.headend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.smartmeter.database.Database;
import org.smartmeter.database.TestDatabases;
import org.smartmeter.terms.MeterId;

class RefusalLogTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final MeterId METER = new MeterId("SEM0000000000001");
    private static final MeterId OTHER = new MeterId("SEM0000000000002");

    private static Database database;
    private final TestClock clock = new TestClock(NOON);
    private RefusalLog log;

    @BeforeAll
    static void open() {
        database = TestDatabases.fresh();
        database.migrate("headend");
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @BeforeEach
    void empty() {
        database.jdbi()
                .useHandle(
                        handle ->
                                handle.execute(
                                        "truncate headend.refusals, headend.refusal_counts"));
        log = new RefusalLog(database.jdbi(), clock);
    }

    @Test
    void everyRefusalIsCountedByMeterReasonAndHour() {
        log.refuse(METER, RefusalReason.REPLAYED, "one");
        log.refuse(METER, RefusalReason.REPLAYED, "two");
        clock.pass(Duration.ofHours(1));
        log.refuse(METER, RefusalReason.REPLAYED, "three");
        log.refuse(OTHER, RefusalReason.BROKEN_SEAL, "four");
        log.refuse(Optional.empty(), RefusalReason.WRONG_CODE, "five");

        assertThat(log.counts(METER, NOON)).isEqualTo(Map.of(RefusalReason.REPLAYED, 3L));
        assertThat(log.counts(METER, NOON.plus(Duration.ofMinutes(90))))
                .isEqualTo(Map.of(RefusalReason.REPLAYED, 1L));
        assertThat(log.counts(NOON))
                .isEqualTo(
                        Map.of(
                                RefusalReason.REPLAYED, 3L,
                                RefusalReason.BROKEN_SEAL, 1L,
                                RefusalReason.WRONG_CODE, 1L));
        assertThat(log.byMeter(NOON)).isEqualTo(Map.of(METER, 3L, OTHER, 1L));
        assertThat(log.recent(2)).extracting(Refusal::detail).containsExactly("five", "four");
        assertThat(log.recent(METER, 9))
                .extracting(Refusal::detail)
                .containsExactly("three", "two", "one");
        assertThat(log.total()).isEqualTo(5);
    }

    @Test
    void aFloodIsCountedInFullAndKeptInPart() {
        String endless = "x".repeat(10_000);
        for (int i = 0; i < 50_000; i++) {
            log.refuse(METER, RefusalReason.BROKEN_SEAL, endless);
        }
        assertThat(log.counts(METER, NOON)).containsEntry(RefusalReason.BROKEN_SEAL, 50_000L);
        assertThat(log.recent(100_000))
                .hasSizeLessThan(1_000)
                .allSatisfy(refusal -> assertThat(refusal.detail()).hasSizeLessThan(400));
    }

    @Test
    void whatCouldNotBeWrittenIsWrittenLater() {
        database.jdbi()
                .useHandle(handle -> handle.execute("alter table headend.refusals rename to gone"));
        log.refuse(METER, RefusalReason.REPLAYED, "before");
        assertThat(org.assertj.core.api.Assertions.catchThrowable(log::flush)).isNotNull();
        database.jdbi()
                .useHandle(handle -> handle.execute("alter table headend.gone rename to refusals"));
        log.refuse(METER, RefusalReason.REPLAYED, "after");
        assertThat(log.counts(METER, NOON)).containsEntry(RefusalReason.REPLAYED, 2L);
        assertThat(log.recent(9)).extracting(Refusal::detail).containsExactly("after", "before");
    }

    @Test
    void theStartsNumberRisesEvenOverARestoredCopyAndAClockSetBack() {
        MeterTable table = new MeterTable(database.jdbi());
        int first = table.newBoot(NOON);
        assertThat(first)
                .isEqualTo(
                        (int)
                                Duration.between(Instant.parse("2026-01-01T00:00:00Z"), NOON)
                                        .toSeconds());
        assertThat(table.newBoot(NOON.minus(Duration.ofDays(30)))).isEqualTo(first + 1);
        database.jdbi().useHandle(handle -> handle.execute("truncate headend.boots"));
        assertThat(table.newBoot(NOON.plusSeconds(10))).isGreaterThan(first + 1);
    }
}
