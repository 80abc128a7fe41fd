package org.smartmeter.benchmarks.intake;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.smartmeter.benchmarks.BenchmarkResult.Row;
import org.smartmeter.journal.DirectoryFiles;
import org.smartmeter.journal.Journal;
import org.smartmeter.journal.JournalSettings;
import org.smartmeter.server.UtilityServer;
import org.smartmeter.server.configuration.UtilityConfiguration;
import org.smartmeter.terms.JournalRecord;
import org.smartmeter.terms.MeterId;
import org.smartmeter.wire.Definition;
import org.smartmeter.wire.MalformedException;
import org.smartmeter.wire.RecordBatch;
import org.smartmeter.wire.RecordTag;
import org.smartmeter.wire.RecordsCodec;

/// Whole meters whose link was down for weeks come up all at once: large uploads from their
/// journals.
final class BacklogIntake {

    private static final int METERS = 100;
    private static final int DAYS = 20;
    private static final int SAMPLE_PERIOD = 60;
    private static final int REGISTERS = 8;
    private static final int BATCH_RECORDS = 512;
    private static final int BATCH_BYTES = 1 << 20;

    private BacklogIntake() {}

    static List<Row> measure(Path directory, Consumer<String> progress)
            throws IOException, InterruptedException {
        try (UtilityServer utility =
                UtilityServer.start(UtilityConfiguration.loopback(directory.resolve("utility")))) {
            progress.accept("enrolling " + METERS + " meters");
            EnrolledMeters meters =
                    EnrolledMeters.at(
                            utility,
                            directory.resolve("meters"),
                            METERS,
                            Instant.now().minus(Duration.ofDays(DAYS + 1L)));
            progress.accept(
                    "they live through " + DAYS + " days, a row every " + SAMPLE_PERIOD + " s");
            List<String> arguments = new ArrayList<>();
            arguments.add(meters.directory().toString());
            arguments.add(Integer.toString(DAYS));
            arguments.add(Integer.toString(SAMPLE_PERIOD));
            arguments.addAll(meters.names());
            Moment first;
            Moment last;
            try (SecondProcess load =
                    SecondProcess.start(
                            directory.resolve("load.log"), LoadProcess.class, arguments)) {
                progress.accept("the link comes up");
                load.letGo();
                first = Moment.of(utility.readings(), 1);
                last =
                        Moment.of(
                                utility.readings(),
                                (long) METERS * DAYS * 24 * 3_600 / SAMPLE_PERIOD);
            }
            progress.accept("the same bytes by COPY");
            CopyLimit copy = CopyLimit.measure(directory.resolve("copy"), batches(meters));
            return List.of(
                    Row.of("a backlog: values stored", last.valuesPerSecondSince(first), "values/s")
                            .beside(
                                    "raw COPY of the same bytes",
                                    copy.recordsPerSecond() * REGISTERS),
                    Row.of(
                            "a backlog: bytes of a value on the line, before the seal",
                            copy.bytesPerRecord() / REGISTERS,
                            "B"));
        }
    }

    /// What the meters sent, packed as they packed it.
    private static List<PackedBatch> batches(EnrolledMeters meters) {
        List<PackedBatch> batches = new ArrayList<>();
        for (MeterId meter : meters.ids()) {
            try (Journal journal =
                    Journal.open(
                            DirectoryFiles.open(
                                    meters.directory()
                                            .resolve(meter.value())
                                            .resolve("memory")
                                            .resolve("journal")),
                            JournalSettings.DEFAULT,
                            meter,
                            () -> {
                                throw new IllegalStateException("no journal of " + meter);
                            })) {
                pack(journal, meter, batches);
            }
        }
        return batches;
    }

    private static void pack(Journal journal, MeterId meter, List<PackedBatch> batches) {
        Map<Integer, Definition> definitions = new HashMap<>();
        journal.definitions().forEach(record -> learn(record, definitions));
        long next = journal.firstSequence();
        while (next <= journal.lastSequence()) {
            List<JournalRecord> records = journal.read(next, BATCH_RECORDS, BATCH_BYTES);
            records.stream()
                    .filter(record -> record.tag() == RecordTag.DEFINITION)
                    .forEach(record -> learn(record, definitions));
            batches.add(
                    new PackedBatch(
                            meter,
                            next,
                            records.size(),
                            RecordBatch.pack(records, definitions::get).toByteArray()));
            next += records.size();
        }
    }

    private static void learn(JournalRecord record, Map<Integer, Definition> definitions) {
        try {
            Definition definition = RecordsCodec.definition(record.payload());
            definitions.put(definition.number(), definition);
        } catch (MalformedException e) {
            throw new IllegalStateException("a definition of our own is malformed", e);
        }
    }
}
