package org.smartmeter.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.smartmeter.readings.validation.Finding;
import org.smartmeter.readings.validation.IntervalStatus;
import org.smartmeter.readings.validation.RuleBook;
import org.smartmeter.readings.validation.Samples;
import org.smartmeter.readings.validation.Series;
import org.smartmeter.readings.validation.Validation;
import org.smartmeter.server.configuration.ConfigurationException;
import org.smartmeter.server.validation.RulesFile;
import org.smartmeter.terms.Energy;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Validates interval data and estimates what is missing.
@Command(
        name = "validate",
        description = {
            "Looks for what cannot be in meters' registers, and estimates missing intervals so that they add up to"
                    + " the registers on both sides.",
            "The intervals without holes, each with its status, go to --out (else to standard output), what was"
                    + " found to standard error; with --json what was found goes to standard output."
        },
        footer = {
            "",
            "FILE is CSV: meter,interval_end,register_kwh and, where there are such, status (actual, missing,"
                    + " estimated, edited, new-epoch, power-down, disconnected, signature-failed; several with +),"
                    + " kwh (of the interval, as sent) and voltage. Rows may mix meters and come in any order.",
            "Rules are JSON: {\"usual\": \"home\", \"classes\": {\"home\": {\"spike-ratio\": 2.5, \"off\": \"low-use\"}},"
                    + " \"meters\": {\"SEM0000000000001\": \"home\"}}. Thresholds: docs/validation.md."
        },
        mixinStandardHelpOptions = true)
final class ValidateCommand implements Callable<Integer> {

    private static final CSVFormat TABLE =
            CSVFormat.DEFAULT
                    .builder()
                    .setHeader("meter", "interval_end", "register_kwh", "kwh", "status")
                    .setRecordSeparator('\n')
                    .get();

    @Parameters(paramLabel = "FILE", description = "the intervals, may be gzipped")
    private Path file = Path.of("");

    @Option(names = "--rules", paramLabel = "FILE", description = "other thresholds")
    private Optional<Path> rules = Optional.empty();

    @Option(
            names = "--zone",
            paramLabel = "TZ",
            description = "of times without offset, and of local days (default: UTC)")
    private String zone = "UTC";

    @Option(names = "--out", paramLabel = "FILE", description = "where the intervals go")
    private Optional<Path> out = Optional.empty();

    @Option(names = "--json", description = "one JSON document")
    private boolean json;

    @Spec private CommandSpec spec = CommandSpec.create();

    private static RuleBook rules(Path file) {
        try {
            return RulesFile.read(file);
        } catch (ConfigurationException e) {
            throw new BadInput(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public Integer call() throws IOException {
        RuleBook book = rules.isPresent() ? rules(rules.get()) : RuleBook.HOMES;
        var localTime = ZoneText.zone(zone);
        List<Validation> validations = new ArrayList<>();
        for (Samples samples : IntervalFile.read(file, localTime)) {
            try {
                validations.add(Validation.of(samples, book.of(samples.meter()), localTime));
            } catch (IllegalArgumentException e) {
                throw new BadInput(file + ": " + e.getMessage());
            }
        }
        PrintWriter standard = spec.commandLine().getOut();
        if (out.isPresent()) {
            try (Writer table = Files.newBufferedWriter(out.get())) {
                print(validations, table);
            }
        } else if (!json) {
            print(validations, standard);
        }
        if (json) {
            report(validations).print(standard);
        } else {
            validations.stream()
                    .flatMap(one -> one.findings().stream())
                    .forEach(finding -> spec.commandLine().getErr().println(text(finding)));
        }
        return 0;
    }

    private static Report report(List<Validation> validations) {
        Report status = new Report();
        for (IntervalStatus one : IntervalStatus.values()) {
            long count = count(validations, one);
            // Edits come only from files that have some.
            if (one != IntervalStatus.EDITED || count > 0) {
                status.with(one.name().toLowerCase(Locale.ROOT), count);
            }
        }
        return new Report()
                .with(
                        "intervals",
                        validations.stream()
                                .flatMap(one -> one.series().stream())
                                .mapToLong(Series::count)
                                .sum())
                .with(
                        "findings",
                        validations.stream()
                                .flatMap(one -> one.findings().stream())
                                .map(ValidateCommand::report)
                                .toList())
                .with("status", status);
    }

    private static long count(List<Validation> validations, IntervalStatus status) {
        return validations.stream()
                .flatMap(one -> one.series().stream())
                .mapToLong(series -> series.count(status))
                .sum();
    }

    private static Report report(Finding finding) {
        return new Report()
                .with("meter", finding.meter())
                .with("from", finding.from().toString())
                .with("to", finding.to().toString())
                .with("rule", finding.rule().label())
                .with("detail", finding.detail());
    }

    private static String text(Finding finding) {
        return finding.meter()
                + " "
                + finding.from()
                + " to "
                + finding.to()
                + " "
                + finding.rule().label()
                + ": "
                + finding.detail();
    }

    private static void print(List<Validation> validations, Appendable out) throws IOException {
        CSVPrinter table = TABLE.print(out);
        for (Validation validation : validations) {
            if (validation.series().isPresent()) {
                print(validation.series().get(), table);
            }
        }
        table.flush();
    }

    private static void print(Series series, CSVPrinter table) throws IOException {
        for (int i = 0; i < series.count(); i++) {
            boolean known = series.statuses()[i] != IntervalStatus.MISSING;
            table.printRecord(
                    series.meter(),
                    series.endOf(i),
                    known ? kilowattHours(series.registers()[i]) : "",
                    known ? kilowattHours(series.energies()[i]) : "",
                    series.statuses()[i].name().toLowerCase(Locale.ROOT));
        }
    }

    private static String kilowattHours(long milliwattHours) {
        return new Energy(milliwattHours).toKilowattHours().toPlainString();
    }
}
