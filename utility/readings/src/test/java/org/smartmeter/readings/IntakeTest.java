package org.smartmeter.readings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.smartmeter.terms.SequenceRange;

/// What the writer does when the world does not do its part.
class IntakeTest {

    private static final Instant DAY = Instant.parse("2026-05-02T00:00:00Z");
    private static final Instant RECEIVED = Instant.parse("2026-07-01T00:00:00Z");

    @TempDir static Path directory;
    private static OpenStore store;

    @BeforeAll
    static void open() {
        store = new OpenStore(directory);
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
