package org.smartmeter.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.smartmeter.network.importing.BadRow;
import org.smartmeter.network.importing.ImportResult;
import org.smartmeter.server.UtilityAdministration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Takes the network and its customers from a file into the utility's record.
@Command(
        name = "import",
        description = {
            "Takes feeders, transformers, places, customers and meters from a CSV file, whole or not at all; works"
                    + " beside the running utility.",
            "Where a row differs from the record, what was there ends at the row's `from` and what the row says begins."
                    + " The same file again changes nothing."
        },
        footer = {
            "",
            "Columns in any order: place,from and, where they are to be said, address,zone,transformer,phase,feeder,"
                    + "customer,name,meter. What they mean: docs/network.md."
        },
        mixinStandardHelpOptions = true)
final class ImportCommand implements Callable<Integer> {

    private static final int MOST_TOLD = 100;

    @Parameters(paramLabel = "FILE", description = "the table, may be gzipped")
    private Path table = Path.of("");

    @Option(
            names = "--config",
            required = true,
            paramLabel = "FILE",
            description = "the utility's configuration")
    private Path file = Path.of("");

    @Option(names = "--dry-run", description = "say what would change, and write nothing")
    private boolean dryRun;

    @Option(names = "--json", description = "one JSON document")
    private boolean json;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        NetworkFile network = NetworkFile.read(table);
        try (UtilityAdministration administration = UtilityCommand.administer(file)) {
            // With rows that are none, the others are still looked at, so that all is told at once.
            ImportResult result =
                    administration.importNetwork(
                            String.valueOf(table.getFileName()),
                            network.columns(),
                            network.rows(),
                            dryRun || !network.bad().isEmpty());
            List<BadRow> bad =
                    Stream.concat(network.bad().stream(), result.bad().stream())
                            .sorted(Comparator.comparingLong(BadRow::line))
                            .toList();
            if (!bad.isEmpty()) {
                throw new BadInput(refusal(bad));
            }
            print(network.rows().size(), result);
            return 0;
        }
    }

    private String refusal(List<BadRow> bad) {
        String told =
                bad.stream()
                        .limit(MOST_TOLD)
                        .map(row -> table + ":" + row.line() + ": " + row.reason())
                        .collect(Collectors.joining("\n"));
        int untold = bad.size() - MOST_TOLD;
        return told
                + (untold > 0 ? "\nand " + untold + " more like these" : "")
                + "\nnothing was imported: "
                + bad.size()
                + (bad.size() == 1 ? " row is bad" : " rows are bad");
    }

    private void print(int rows, ImportResult result) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            new Report()
                    .with("rows", rows)
                    .with("dryRun", dryRun)
                    .with("feeders", result.feeders())
                    .with("transformers", result.transformers())
                    .with("places", result.places())
                    .with("customers", result.customers())
                    .with("corrected", result.corrected())
                    .with("begun", result.begun())
                    .with("ended", result.ended())
                    .with("movedBack", result.movedBack())
                    .print(out);
            return;
        }
        out.println(rows + " rows" + (dryRun ? ", and nothing written: a dry run" : ""));
        if (result.nothingNew()) {
            out.println("all on record already");
            return;
        }
        out.println(
                "new         "
                        + result.feeders()
                        + " feeders, "
                        + result.transformers()
                        + " transformers, "
                        + result.places()
                        + " places, "
                        + result.customers()
                        + " customers");
        out.println("corrected   " + result.corrected() + " places and customers");
        out.println(
                "links       "
                        + result.begun()
                        + " begun, "
                        + result.ended()
                        + " ended, "
                        + result.movedBack()
                        + " moved back");
    }
}
