package org.smartmeter.benchmarks.intake;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.smartmeter.journal.DirectoryFiles;
import org.smartmeter.journal.Journal;
import org.smartmeter.journal.JournalSettings;
import org.smartmeter.terms.JournalRecord;
import org.smartmeter.terms.MeterId;
import org.smartmeter.wire.Definition;
import org.smartmeter.wire.MalformedException;
import org.smartmeter.wire.RecordBatch;
import org.smartmeter.wire.RecordTag;
import org.smartmeter.wire.RecordsCodec;

/// The second process, seen from the first.
final class Load implements AutoCloseable {

    private static final int BATCH_RECORDS = 512;
    private static final int BATCH_BYTES = 1 << 20;

    /// Records as one upload carries them.
    record PackedBatch(MeterId meter, long firstSequence, int records, byte[] body) {}

    private final Process process;
    private final Path directory;
    private final List<MeterId> meters;

    private Load(Process process, Path directory, List<MeterId> meters) {
        this.process = process;
        this.directory = directory;
        this.meters = meters;
    }

    /// Returns when the meters have lived through their past.
    static Load start(Path directory, List<MeterId> meters, int days, int samplePeriod)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "-Xmx1g",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LoadProcess.class.getName(),
                        directory.resolve("meters").toString(),
                        Integer.toString(days),
                        Integer.toString(samplePeriod)));
        meters.forEach(meter -> command.add(meter.value()));
        Process process =
                new ProcessBuilder(command)
                        .redirectError(directory.resolve("load.log").toFile())
                        .start();
        BufferedReader output =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.equals("ready")) {
                return new Load(process, directory.resolve("meters"), meters);
            }
        }
        process.destroyForcibly();
        throw new IllegalStateException(
                "the meters' process ended; see " + directory.resolve("load.log"));
    }

    /// Opens the link of all meters at once.
    void comeUp() throws IOException {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
    }

    /// What the meters send, packed as they pack it; ends the process first, for a journal has one
    /// owner.
    List<PackedBatch> batches(int most) throws InterruptedException {
        close();
        process.waitFor();
        List<PackedBatch> batches = new ArrayList<>();
        for (MeterId meter : meters) {
            try (Journal journal =
                    Journal.open(
                            DirectoryFiles.open(
                                    directory
                                            .resolve(meter.value())
                                            .resolve("memory")
                                            .resolve("journal")),
                            JournalSettings.DEFAULT,
                            meter,
                            () -> {
                                throw new IllegalStateException("no journal of " + meter);
                            })) {
                pack(journal, meter, batches, most);
            }
        }
        return batches;
    }

    private static void pack(Journal journal, MeterId meter, List<PackedBatch> batches, int most) {
        Map<Integer, Definition> definitions = new HashMap<>();
        journal.definitions().forEach(record -> learn(record, definitions));
        long next = journal.firstSequence();
        while (next <= journal.lastSequence() && batches.size() < most) {
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

    @Override
    public void close() {
        process.destroy();
    }
}
