package org.smartmeter.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;
import org.smartmeter.readings.bulk.BadRow;
import org.smartmeter.readings.bulk.BulkRefusedException;
import org.smartmeter.readings.bulk.BulkResult;
import org.smartmeter.server.UtilityAdministration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Takes registers of meters that have another head-end from a file into the store.
@Command(
        name = "import-readings",
        description = {
            "Takes registers of meters that do not speak the line from a CSV file; works beside the running utility.",
            "Rows that are good are stored, the bad ones come back with line and reason (exit 1). The same file again"
                    + " changes nothing."
        },
        footer = {
            "",
            "Columns in any order: meter, interval_end and at least one of register_kwh, export_register_kwh,"
                    + " register_kvarh, export_register_kvarh; and, where there is something to say, status (actual,"
                    + " missing, new-epoch). More: docs/readings.md."
        },
        mixinStandardHelpOptions = true)
final class ImportReadingsCommand implements Callable<Integer> {

    private static final int MOST_TOLD = 100;

    @Parameters(paramLabel = "FILE", description = "the table, may be gzipped")
    private Path table = Path.of("");

    @Option(
            names = "--config",
            required = true,
            paramLabel = "FILE",
            description = "the utility's configuration")
    private Path file = Path.of("");

    @Option(
            names = "--zone",
            paramLabel = "TZ",
            description = "of times without offset (default UTC)")
    private String zone = "UTC";

    @Option(
            names = "--period",
            paramLabel = "MINUTES",
            description = "length of an interval, for meters whose rows are too few to tell it")
    private Optional<Integer> minutes = Optional.empty();

    @Option(
            names = "--bad",
            paramLabel = "FILE",
            description = "where all bad rows go (line,reason); else the first hundred are told")
    private Optional<Path> badFile = Optional.empty();

    @Option(names = "--json", description = "one JSON document")
    private boolean json;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        if (minutes.filter(length -> length < 1 || length > 24 * 60).isPresent()) {
            throw new BadInput("--period is from 1 to 1440 minutes, not " + minutes.get());
        }
        Optional<Duration> period = minutes.map(Duration::ofMinutes);
        ZoneId localTime = ZoneText.zone(zone);
        try (Reader text = TextFile.open(table);
                Told told = new Told(badFile);
                UtilityAdministration administration = UtilityCommand.administer(file)) {
            BulkResult result =
                    administration.importReadings(
                            String.valueOf(table.getFileName()),
                            text,
                            localTime,
                            period,
                            told::bad);
            print(result);
            return result.bad() == 0 ? 0 : 1;
        } catch (BulkRefusedException e) {
            throw new BadInput(table + ": " + e.getMessage());
        }
    }

    /// Bad rows, on the error output or in a file that is made when there is one.
    private final class Told implements AutoCloseable {
        private final Optional<Path> where;
        private @Nullable CSVPrinter list;
        private long count;

        Told(Optional<Path> where) {
            this.where = where;
        }

        void bad(BadRow row) {
            count++;
            if (where.isPresent()) {
                try {
                    list(where.get()).printRecord(row.line(), row.reason());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            } else if (count <= MOST_TOLD) {
                spec.commandLine().getErr().println(table + ":" + row.line() + ": " + row.reason());
            }
        }

        private CSVPrinter list(Path path) throws IOException {
            if (list == null) {
                list = new CSVPrinter(Files.newBufferedWriter(path), CSVFormat.DEFAULT);
                list.printRecord("line", "reason");
            }
            return list;
        }

        @Override
        public void close() throws IOException {
            if (list != null) {
                list.close(true);
            }
            if (where.isEmpty() && count > MOST_TOLD) {
                spec.commandLine()
                        .getErr()
                        .println(
                                "and "
                                        + (count - MOST_TOLD)
                                        + " more; --bad FILE writes all of them");
            }
        }
    }

    private void print(BulkResult result) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            new Report()
                    .with("rows", result.rows())
                    .with("stored", result.stored())
                    .with("held", result.held())
                    .with("bad", result.bad())
                    .with("values", result.values())
                    .print(out);
            return;
        }
        out.printf(
                "%,d rows: %,d stored, %,d were there, %,d bad%n",
                result.rows(), result.stored(), result.held(), result.bad());
    }
}
