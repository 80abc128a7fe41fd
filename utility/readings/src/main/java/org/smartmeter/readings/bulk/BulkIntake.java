package org.smartmeter.readings.bulk;

import java.io.IOException;
import java.io.Reader;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.smartmeter.readings.BatchRefusedException;
import org.smartmeter.readings.Committed;
import org.smartmeter.readings.IntakeFailedException;
import org.smartmeter.readings.ReadingStore;
import org.smartmeter.readings.StoredJournal;
import org.smartmeter.terms.Epoch;
import org.smartmeter.terms.JournalRecord;
import org.smartmeter.terms.MeterId;
import org.smartmeter.terms.SequenceRange;
import org.smartmeter.wire.MalformedException;
import org.smartmeter.wire.RecordBatch;
import org.smartmeter.wire.RecordTag;
import org.smartmeter.wire.RecordsCodec;
import org.smartmeter.wire.Row;

/// Takes tables of registers into the store by its one write path.
public final class BulkIntake {

    /// Rows in memory at a time, some sixty bytes each.
    private static final int PART_ROWS = 1 << 20;

    /// How far ahead of now a row may be dated, as for a meter of ours.
    private final Duration ahead;

    private final ReadingStore store;
    private final Meters meters;
    private final InstantSource clock;

    /// What must be known of meters.
    public interface Meters {

        /// Why rows of the meter cannot be taken in bulk, in words; empty if they can.
        Optional<String> refusal(MeterId meter);

        /// Since when it has been installed anywhere; empty where nobody knows.
        Optional<Instant> installedSince(MeterId meter);
    }

    public BulkIntake(ReadingStore store, Meters meters, Duration ahead, InstantSource clock) {
        this.store = store;
        this.meters = meters;
        this.ahead = ahead;
        this.clock = clock;
    }

    /// Stores what of a table is good; returns when it is durable.
    ///
    /// @param zone of times without offset
    /// @param period of meters that were never delivered before; else the commonest step of each
    /// @param bad hears of each row that is not stored, on this thread
    /// @throws IOException if the table cannot be read
    /// @throws BulkRefusedException if it is no such table; then nothing of it was stored
    public BulkResult take(
            Reader table, ZoneId zone, Optional<Duration> period, Consumer<BadRow> bad)
            throws IOException, BulkRefusedException {
        Delivery delivery = new Delivery(period, bad);
        RegisterTable reader = new RegisterTable(zone, PART_ROWS, delivery::part, delivery::refuse);
        long rows = reader.read(table);
        return new BulkResult(rows, delivery.stored, delivery.held, delivery.bad, delivery.values);
    }

    /// One table on its way.
    private final class Delivery {
        private final Optional<Duration> period;
        private final Consumer<BadRow> toldOf;
        private long stored;
        private long held;
        private long bad;
        private long values;

        Delivery(Optional<Duration> period, Consumer<BadRow> toldOf) {
            this.period = period;
            this.toldOf = toldOf;
        }

        void refuse(BadRow row) {
            bad++;
            toldOf.accept(row);
        }

        private record UnderWay(BulkRun run, MeterRows table, CompletionStage<Committed> done) {}

        void part(RegisterTable.Part part) {
            Instant latest = clock.instant().plus(ahead);
            List<MeterRows> welcome = part.meters().stream().filter(this::isWelcome).toList();
            Map<MeterId, List<StoredJournal>> known =
                    store.journals(welcome.stream().map(MeterRows::meter).toList());
            List<UnderWay> underWay = new ArrayList<>();
            for (MeterRows table : welcome) {
                BulkPlan plan =
                        BulkPlan.of(
                                table,
                                part.columns(),
                                known.getOrDefault(table.meter(), List.of()),
                                period,
                                meters.installedSince(table.meter()).orElse(Instant.EPOCH),
                                latest);
                plan.bad().forEach(this::refuse);
                for (BulkRun run : plan.runs()) {
                    underWay.add(new UnderWay(run, table, submit(run, table)));
                }
                plan.heldRuns().forEach(run -> compare(run, table));
                plan.closings().forEach(closing -> close(closing, table.meter()));
            }
            underWay.forEach(one -> finish(one, part.columns().size()));
        }

        private boolean isWelcome(MeterRows table) {
            Optional<String> refusal = meters.refusal(table.meter());
            refusal.ifPresent(
                    reason -> {
                        for (int row = 0; row < table.count(); row++) {
                            refuse(new BadRow(table.line(row), table.meter() + " " + reason));
                        }
                    });
            return refusal.isEmpty();
        }

        private CompletionStage<Committed> submit(BulkRun run, MeterRows table) {
            return store.store(
                    table.meter(),
                    run.epoch().epoch(),
                    run.range(),
                    run.body(table),
                    clock.instant());
        }

        private void finish(UnderWay one, int registers) {
            Optional<String> refusal = refusal(one.done());
            if (refusal.isPresent()) {
                for (int row : one.run().rows()) {
                    refuse(
                            new BadRow(
                                    one.table().line(row),
                                    one.table().meter() + ": " + refusal.get()));
                }
            } else {
                stored += one.run().rows().length;
                values += (long) one.run().rows().length * registers;
            }
        }

        /// @throws IntakeFailedException if the database did not take it: then the same table
        /// again goes on where this one ended
        private static Optional<String> refusal(CompletionStage<Committed> done) {
            try {
                done.toCompletableFuture().join();
                return Optional.empty();
            } catch (CompletionException e) {
                if (e.getCause() instanceof BatchRefusedException refused) {
                    return Optional.of(String.valueOf(refused.getMessage()));
                }
                throw e.getCause() instanceof IntakeFailedException failed ? failed : e;
            }
        }

        /// What the store has stays; rows that say something else are told.
        private void compare(BulkRun run, MeterRows table) {
            List<Row> there = rows(table.meter(), run.epoch().epoch(), run.range());
            for (int i = 0; i < run.rows().length; i++) {
                int row = run.rows()[i];
                long[] said = run.values(table, row);
                if (i < there.size() && Arrays.equals(said, there.get(i).values())) {
                    held++;
                } else {
                    refuse(
                            new BadRow(
                                    table.line(row),
                                    table.meter()
                                            + ": the store has other registers at "
                                            + Instant.ofEpochMilli(table.end(row))
                                            + "; what was stored stays, an edit corrects it"));
                }
            }
        }

        /// Ends an epoch of older rows with the first row of the epoch behind it.
        private void close(BulkPlan.Closing closing, MeterId meter) {
            BulkEpoch before = closing.before();
            List<Row> behind = rows(meter, closing.behind().epoch(), new SequenceRange(2, 2));
            if (behind.isEmpty()) {
                return;
            }
            Row row = behind.getFirst();
            long[] values = new long[row.values().length];
            for (int i = 0; i < values.length; i++) {
                long thousandths = row.values()[i] * closing.behind().profile().step();
                if (thousandths % before.profile().step() != 0 || thousandths < closing.last()[i]) {
                    return; // another register: there was an exchange between them
                }
                values[i] = thousandths / before.profile().step();
            }
            long[][] columns = new long[values.length][];
            Arrays.setAll(columns, i -> new long[] {values[i]});
            long end = row.time().toEpochMilli();
            long record = before.numbers().recordOf(end);
            store.store(
                            meter,
                            before.epoch(),
                            new SequenceRange(record, record),
                            RecordBatch.packRows(
                                            before.profile().definition(),
                                            false,
                                            new long[] {end},
                                            columns)
                                    .toByteArray(),
                            clock.instant())
                    .toCompletableFuture()
                    .join();
        }

        private List<Row> rows(MeterId meter, Epoch epoch, SequenceRange range) {
            List<Row> rows = new ArrayList<>();
            for (JournalRecord record : store.journal(meter, epoch, range)) {
                if (record.tag() == RecordTag.ROW) {
                    try {
                        rows.add(RecordsCodec.row(record.payload()));
                    } catch (MalformedException e) {
                        throw new IllegalStateException(
                                "record " + record.sequence() + " of " + meter + " does not read",
                                e);
                    }
                }
            }
            return rows;
        }
    }
}
