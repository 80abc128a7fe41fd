package org.smartmeter.readings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.smartmeter.terms.SequenceRange;
import org.smartmeter.wire.Definition;
import org.smartmeter.wire.Event;
import org.smartmeter.wire.EventCode;
import org.smartmeter.wire.RowStatus;

/// However batches come — twice, in any order, overlapping, from two writers at once, with merges
/// in between — each record is stored once, as the meter wrote it.
class ExactlyOnceTest {

    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant LATER = START.plusSeconds(400 * 86_400L);
    private static final AtomicInteger METERS = new AtomicInteger(1_000);

    private static OpenStore store;
    private static ReadingStore second;

    @BeforeContainer
    static void open() {
        store = new OpenStore();
        second = store.another(OpenStore.MERGES_WHEN_TOLD);
    }

    @AfterContainer
    static void close() {
        second.close();
        store.close();
    }

    @Property(tries = 40, shrinking = ShrinkingMode.OFF)
    void anyArrivalStoresEachRecordOnce(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 30) int batches) {
        Random random = new Random(seed);
        TestMeter meter = randomJournal(random);
        int records = meter.journal.size();
        List<SequenceRange> sent = new ArrayList<>();
        List<CompletableFuture<Committed>> answers = new ArrayList<>();
        for (int i = 0; i < batches; i++) {
            int first = 1 + random.nextInt(records);
            int last = first + random.nextInt(Math.min(40, records - first + 1));
            sent.add(new SequenceRange(first, last));
            ReadingStore writer = random.nextInt(3) == 0 ? second : store.readings;
            answers.add(meter.sends(writer, first, last, LATER));
            if (random.nextInt(8) == 0) {
                store.readings.merge();
            }
        }
        answers.forEach(CompletableFuture::join);
        long acknowledged = answers.stream().mapToLong(a -> a.join().storedUpTo()).max().orElse(0);
        assertThat(store.readings.storedRecords(meter.id, meter.epoch).booked().contiguousUpTo())
                .isGreaterThanOrEqualTo(acknowledged);

        askForWhatIsMissing(meter);
        assertEverythingOnceAsWritten(meter);
        store.readings.merge();
        second.merge();
        assertEverythingOnceAsWritten(meter);
        assertThat(store.readings.chain(meter.id).orElseThrow().followedTo()).isEqualTo(records);
    }

    /// As a meter does that is told up to where it is acknowledged and what is missing beyond.
    private static void askForWhatIsMissing(TestMeter meter) {
        int last = meter.journal.size();
        Committed progress = store.readings.progress(meter.id, meter.epoch);
        while (progress.storedUpTo() < last) {
            for (SequenceRange gap : progress.missing()) {
                meter.sends(store.readings, gap.first(), gap.last(), LATER).join();
            }
            long from = store.readings.progress(meter.id, meter.epoch).storedUpTo() + 1;
            if (from <= last) {
                meter.sends(store.readings, from, Math.min(last, from + 49), LATER).join();
            }
            progress = store.readings.progress(meter.id, meter.epoch);
        }
    }

    private static void assertEverythingOnceAsWritten(TestMeter meter) {
        StoredRecords stored = store.readings.storedRecords(meter.id, meter.epoch);
        SequenceRange all = new SequenceRange(1, meter.journal.size());
        assertThat(stored.duplicates()).isEmpty();
        assertThat(stored.present().ranges()).containsExactly(all);
        assertThat(stored.booked().ranges()).containsExactly(all);
        assertThat(store.readings.journal(meter.id, meter.epoch, all)).isEqualTo(meter.journal);
    }

    private static TestMeter randomJournal(Random random) {
        TestMeter meter = TestMeter.number(METERS.getAndIncrement());
        Definition profile = TestMeter.PROFILE;
        meter.defines(profile);
        Instant time = START;
        long register = random.nextInt(1_000_000);
        int records = 20 + random.nextInt(180);
        while (meter.journal.size() < records) {
            switch (random.nextInt(40)) {
                case 0 -> {
                    int period = List.of(60, 300, 900, 3_600).get(random.nextInt(4));
                    profile =
                            new Definition(1, Definition.Kind.PROFILE, period, profile.registers());
                    meter.defines(profile);
                }
                case 1 ->
                        meter.reports(
                                new Event(EventCode.POWER_UP, time, List.of((long) records, -1L)));
                case 2 -> meter.record(200, new byte[] {1, 2, 3, (byte) random.nextInt()});
                case 3 -> meter.record(2, new byte[] {(byte) 0xff, 7});
                case 4 ->
                        meter.measures(
                                profile,
                                time = time.plusSeconds(77),
                                RowStatus.THINNED.bit(),
                                register,
                                0);
                default -> {
                    time = time.plusSeconds(profile.periodSeconds());
                    register += random.nextInt(300);
                    meter.measures(profile, time, 0, register, 0);
                }
            }
        }
        return meter;
    }
}
