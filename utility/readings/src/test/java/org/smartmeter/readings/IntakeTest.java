package org.smartmeter.readings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.smartmeter.terms.SequenceRange;
import org.smartmeter.wire.Definition;

/// What the writer does when the world does not do its part.
class IntakeTest {

    private static final Instant DAY = Instant.parse("2026-05-02T00:00:00Z");
    private static final Instant RECEIVED = Instant.parse("2026-07-01T00:00:00Z");

    private static OpenStore store;

    @BeforeAll
    static void open() {
        store = new OpenStore();
    }

    @AfterAll
    static void close() {
        store.close();
    }

    @Test
    void aFailedTransactionAcknowledgesNothingAndTheNextOneGoesOnRightly() {
        TestMeter meter = TestMeter.number(1);
        meter.defines(TestMeter.PROFILE).measuresEvery(TestMeter.PROFILE, DAY, 9, 0, 10);
        meter.sends(store.readings, 1, 4, RECEIVED).join();
        execute("ALTER TABLE readings.segment ADD CONSTRAINT full_disk CHECK (false) NOT VALID");

        CompletableFuture<Committed> failed = meter.sends(store.readings, 5, 8, RECEIVED);
        assertThatThrownBy(failed::join).cause().isInstanceOf(IntakeFailedException.class);
        assertThat(store.readings.progress(meter.id, meter.epoch).storedUpTo()).isEqualTo(4);

        execute("ALTER TABLE readings.segment DROP CONSTRAINT full_disk");
        assertThat(meter.sends(store.readings, 3, 10, RECEIVED).join().storedUpTo()).isEqualTo(10);
        StoredRecords stored = store.readings.storedRecords(meter.id, meter.epoch);
        assertThat(stored.duplicates()).isEmpty();
        assertThat(stored.present().ranges()).containsExactly(new SequenceRange(1, 10));
    }

    /// A writer remembers what it stored; meanwhile a second one may have forgotten it, because a
    /// gap's filling showed that it had been misread.
    @Test
    void whatASecondWriterForgotIsStoredWhenItComesAgain() {
        TestMeter meter = TestMeter.number(5);
        Definition hourly =
                new Definition(1, Definition.Kind.PROFILE, 3_600, TestMeter.PROFILE.registers());
        meter.defines(TestMeter.PROFILE).measuresEvery(TestMeter.PROFILE, DAY, 9, 0, 10);
        meter.defines(hourly).measuresEvery(hourly, DAY.plusSeconds(7_200), 19, 90, 40);
        try (ReadingStore second = store.another(OpenStore.MERGES_WHEN_TOLD)) {
            meter.sends(store.readings, 1, 5, RECEIVED).join();
            meter.sends(store.readings, 20, 30, RECEIVED).join();
            meter.sends(second, 6, 19, RECEIVED).join();
            assertThat(second.progress(meter.id, meter.epoch).storedUpTo()).isEqualTo(19);

            meter.sends(store.readings, 20, 30, RECEIVED).join();
            meter.sends(store.readings, 20, 30, RECEIVED).join();

            StoredRecords stored = store.readings.storedRecords(meter.id, meter.epoch);
            assertThat(stored.present().ranges()).containsExactly(new SequenceRange(1, 30));
            assertThat(stored.duplicates()).isEmpty();
        }
    }

    /// Each hole would make every later batch dearer, for all meters.
    @Test
    void aMeterThatLeavesHolesWithoutEndIsRefusedUntilItFillsThem() {
        TestMeter meter = TestMeter.number(2);
        meter.defines(TestMeter.PROFILE).measuresEvery(TestMeter.PROFILE, DAY, 2_100, 0, 10);
        List<CompletableFuture<Committed>> sent = new ArrayList<>();
        for (int first = 1; first <= 2_001; first += 2) {
            sent.add(meter.sends(store.readings, first, first, RECEIVED));
        }
        CompletableFuture<Committed> tooMany = sent.removeLast();
        sent.forEach(CompletableFuture::join);
        assertRefused(tooMany, "more than 1000 holes");

        meter.sends(store.readings, 1, 100, RECEIVED).join();
        meter.sends(store.readings, 2_001, 2_001, RECEIVED).join();
        assertThat(meter.sends(store.readings, 1, 2_101, RECEIVED).join().storedUpTo())
                .isEqualTo(2_101);
    }

    @Test
    void aMeterThatDescribesItselfWithoutEndIsRefusedAndItsRowsGoOn() {
        TestMeter meter = TestMeter.number(3);
        for (int number = 1; number <= 1_025; number++) {
            meter.defines(
                    new Definition(
                            number, Definition.Kind.PROFILE, 900, TestMeter.PROFILE.registers()));
        }
        assertRefused(
                meter.sends(store.readings, 1, 1_025, RECEIVED), "more than 1024 definitions");
        assertThat(meter.sends(store.readings, 1, 1_024, RECEIVED).join().storedUpTo())
                .isEqualTo(1_024);
        assertRefused(
                meter.sends(store.readings, 1_025, 1_025, RECEIVED), "more than 1024 definitions");

        TestMeter row = TestMeter.number(3);
        row.journal.addAll(meter.journal.subList(0, 1_024));
        row.measures(TestMeter.PROFILE, DAY, 0, 5, 0);
        assertThat(row.sends(store.readings, 1_025, 1_025, RECEIVED).join().storedUpTo())
                .isEqualTo(1_025);
    }

    @Test
    void aSequenceThatNoJournalReachesIsRefused() {
        TestMeter meter = TestMeter.number(4);
        meter.defines(TestMeter.PROFILE);
        assertRefused(
                store.readings
                        .store(
                                meter.id,
                                meter.epoch,
                                new SequenceRange(1L << 62, 1L << 62),
                                meter.batch(1, 1),
                                RECEIVED)
                        .toCompletableFuture(),
                "so many records");
    }

    private static void assertRefused(CompletableFuture<Committed> sent, String why) {
        assertThatThrownBy(sent::join)
                .cause()
                .isInstanceOf(BatchRefusedException.class)
                .hasMessageContaining(why);
    }

    @Test
    void whoBringsMoreThanCanWaitWaits() throws InterruptedException {
        SubmissionQueue queue = new SubmissionQueue(1_000);
        queue.put(submission(600));
        Thread second = Thread.startVirtualThread(() -> queue.put(submission(600)));
        await().until(() -> second.getState() == Thread.State.WAITING);

        assertThat(queue.take(10)).hasSize(1);
        second.join();
        assertThat(queue.take(10)).hasSize(1);

        queue.close();
        assertThat(queue.take(10)).isEmpty();
        assertThatThrownBy(() -> queue.put(submission(1)))
                .isInstanceOf(IntakeFailedException.class)
                .hasMessageContaining("closed");
    }

    private static Submission submission(int bytes) {
        TestMeter meter = TestMeter.number(7);
        return new Submission(
                new JournalKey(meter.id, meter.epoch),
                new SequenceRange(1, 1),
                new byte[bytes],
                0,
                new CompletableFuture<>());
    }

    private static void execute(String sql) {
        store.database.jdbi().useHandle(handle -> handle.execute(sql));
    }
}
