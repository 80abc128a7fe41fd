package org.smartmeter.readings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.smartmeter.terms.Energy;
import org.smartmeter.terms.Epoch;
import org.smartmeter.terms.JournalRecord;
import org.smartmeter.terms.MeterId;
import org.smartmeter.terms.SequenceRange;
import org.smartmeter.wire.RecordsCodec;

/// What was merged when each journal had blocks of its own is on the shelves after the next start.
class EarlierBlocksTest {

    private static final MeterId METER = new MeterId("OLD0000000000001");
    private static final Epoch EPOCH = new Epoch(1_700_000_000L);
    private static final Instant DAY = Instant.parse("2026-05-02T00:00:00Z");
    private static final Duration QUARTER = Duration.ofMinutes(15);

    /// Records 3…98 of [TestMeter#PROFILE], as version 2 wrote them: a day of quarter-hours, the
    /// register from 1,136 to 16,325 Wh, one row thinned.
    private static final String QUARTERS =
            "AmACAaD3Nga+AcD+zuC8Z8CBxVEA4BGq7QEKAAACAF0AwO5tAF0AADAQDwArAWqHJHakE6OGDCtaVAdkZDvliQYW"
                    + "VPjkRYdgb17URj8lk3Jxz8gnRx5y2xu0a9gPZcSJBZ7C7WXKz9iiSZX0tGxL/XOUGA62TMgxnWJz50uNfNty"
                    + "O4Klzf8UZ9L0Ss9wnFCT+8XV7e5sK2YGAw==";

    /// Records 100 and 101 at the next midnight and a quarter-hour later: 20,000 and 20,100 Wh. The
    /// first is not later than the row before it and so passed over.
    private static final String NEXT = "AgICAaD3NsgBAoCAlLK9Z8DubQDAuALIAQoAAAIAwO5tAwDIAQM=";

    /// A row as version 1 wrote it.
    @Test
    void blocksOfTheFirstVersionAreRead() {
        byte[] bytes = {1, 2, 1, 2, 0, 0, 6, 5, 0, 1, 10, 2};

        RowBlock block = EarlierBlock.read(bytes);

        assertThat(block.sequences()).containsExactly(1, 2);
        assertThat(block.times()).containsExactly(3, 3);
        assertThat(block.statuses()).containsExactly(0, 0);
        assertThat(block.columns()[0]).containsExactly(5, 6);
    }

    @Test
    void theNextStartMovesThemAndLeavesWhatIsDamaged() {
        try (OpenStore store = new OpenStore()) {
            store.database.jdbi().useHandle(EarlierBlocksTest::asItWas);
            try (ReadingStore next = store.another(OpenStore.MERGES_WHEN_TOLD)) {
                assertAnswers(next);
                next.seal();
                assertAnswers(next);
            }
            assertThat(left(store)).isEqualTo(1);
            try (ReadingStore again = store.another(OpenStore.MERGES_WHEN_TOLD)) {
                assertAnswers(again);
            }
        }
    }

    private static void assertAnswers(ReadingStore store) {
        List<Interval> curve = store.curve(METER, DAY, DAY.plus(Duration.ofDays(2)));
        assertThat(curve).hasSize(96);
        assertThat(curve.getLast().imported()).isEqualTo(Energy.ofWattHours(20_100 - 16_325));
        assertThat(store.energy(METER, DAY.plus(QUARTER), DAY.plus(Duration.ofDays(1))))
                .hasValueSatisfying(
                        sum ->
                                assertThat(sum.imported())
                                        .isEqualTo(Energy.ofWattHours(16_325 - 1_136)));
        assertThat(store.measuredSpan(METER))
                .contains(
                        new MeasuredSpan(
                                DAY.plus(QUARTER), DAY.plus(Duration.ofDays(1)).plus(QUARTER)));
        List<JournalRecord> records = store.journal(METER, EPOCH, new SequenceRange(3, 101));
        assertThat(records).hasSize(98);
        assertThat(records.getFirst())
                .isEqualTo(
                        Screening.record(
                                1,
                                3,
                                DAY.plus(QUARTER).toEpochMilli(),
                                0,
                                new long[][] {{1_136}, {5}},
                                0));
    }

    private static long left(OpenStore store) {
        return store.database
                .jdbi()
                .withHandle(
                        handle ->
                                handle.createQuery(
                                                "SELECT count(*) FROM readings.block_of_one_journal")
                                        .mapTo(Long.class)
                                        .one());
    }

    private static void asItWas(Handle handle) {
        handle.execute(
                "INSERT INTO readings.journal (meter, epoch, held, records) VALUES (?, ?,"
                        + " '{[1,102)}', 101)",
                METER.value(),
                EPOCH.second());
        handle.execute(
                "INSERT INTO readings.definition SELECT id, 1, ? FROM readings.journal",
                RecordsCodec.encode(TestMeter.PROFILE));
        handle.execute(
                "INSERT INTO readings.merge_state (journal, merged) SELECT id, 101 FROM"
                        + " readings.journal");
        block(handle, 20_575, 1, QUARTERS);
        block(handle, 20_576, 1, NEXT);
        block(handle, 20_577, 1, "AgMJ");
    }

    private static void block(Handle handle, int day, long definition, String body) {
        handle.execute(
                """
                INSERT INTO readings.block_of_one_journal (journal, profile, day, last_day,
                    definition, part, rows, first_time_ms, last_time_ms, first_sequence,
                    last_sequence, body)
                SELECT id, true, ?, ?, ?, 0, 1, 0, 0, 0, 0, ? FROM readings.journal
                """,
                day,
                day,
                definition,
                Base64.getDecoder().decode(body));
    }
}
