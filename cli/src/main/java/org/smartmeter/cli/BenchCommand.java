package org.smartmeter.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.smartmeter.benchmarks.Benchmark;
import org.smartmeter.benchmarks.BenchmarkResult;
import org.smartmeter.benchmarks.Limit;
import org.smartmeter.benchmarks.Machine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Runs a benchmark and prints each figure with what it stands beside.
@Command(
        name = "bench",
        description = "Runs a benchmark; 'bench list' names them.",
        mixinStandardHelpOptions = true)
final class BenchCommand implements Callable<Integer> {

    @Parameters(paramLabel = "NAME", description = "a benchmark, or 'list'")
    private String name = "";

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "a folder with data of real homes, for the benchmarks that use it")
    private Optional<Path> data = Optional.empty();

    @Option(names = "--json", description = "one JSON document")
    private boolean json;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        if (name.equals("list")) {
            Benchmark.all(data)
                    .forEach(bench -> out.println(bench.name() + "  " + bench.description()));
            return 0;
        }
        if (data.isPresent() && !Files.isDirectory(data.get())) {
            throw new BadInput(data.get() + ": no such directory");
        }
        Benchmark benchmark =
                Benchmark.all(data).stream()
                        .filter(bench -> bench.name().equals(name))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new BadInput(
                                                "there is no benchmark '"
                                                        + name
                                                        + "'; see smartmeter bench list"));
        PrintWriter err = spec.commandLine().getErr();
        BenchmarkResult result =
                benchmark.run(
                        line -> {
                            err.println(line);
                            err.flush();
                        });
        if (json) {
            report(result).print(out);
        } else {
            print(result, out);
        }
        return result.pass() ? 0 : Smartmeter.NO;
    }

    private static Report report(BenchmarkResult result) {
        Machine machine = result.machine();
        return new Report()
                .with("bench", result.bench())
                .with(
                        "machine",
                        new Report()
                                .with("system", machine.system())
                                .with("architecture", machine.architecture())
                                .with("processors", machine.processors())
                                .with("memoryMebibytes", machine.memoryMebibytes())
                                .with("java", machine.java()))
                .with("rows", result.rows().stream().map(BenchCommand::report).toList())
                .with("pass", result.pass());
    }

    private static Report report(BenchmarkResult.Row row) {
        Report report =
                new Report()
                        .with("name", row.name())
                        .with("value", row.value())
                        .with("unit", row.unit());
        row.besideValue()
                .ifPresent(
                        value ->
                                report.with(
                                        "beside",
                                        new Report()
                                                .with("name", row.besideName())
                                                .with("value", value)));
        row.limit()
                .ifPresent(
                        limit ->
                                report.with("limit", limit.value())
                                        .with("limitIs", limit.direction().words()));
        return report;
    }

    private static void print(BenchmarkResult result, PrintWriter out) {
        Machine machine = result.machine();
        out.printf(
                "%s on %d processors, %s, %s%n",
                result.bench(), machine.processors(), machine.system(), machine.java());
        for (BenchmarkResult.Row row : result.rows()) {
            out.printf(
                    Locale.ROOT,
                    "  %-44s %16s %-10s%s%s%n",
                    row.name(),
                    figure(row.value()),
                    row.unit(),
                    beside(row),
                    row.limit().map(limit -> limit(row, limit)).orElse(""));
        }
        out.println(result.pass() ? "pass" : "not reached");
    }

    private static String beside(BenchmarkResult.Row row) {
        return row.besideValue().isEmpty()
                ? ""
                : String.format(
                        Locale.ROOT,
                        "  beside %s %s (%.2f)",
                        row.besideName(),
                        figure(row.besideValue().getAsDouble()),
                        row.value() / row.besideValue().getAsDouble());
    }

    private static String limit(BenchmarkResult.Row row, Limit limit) {
        return String.format(
                Locale.ROOT,
                "  %s %s%s",
                limit.direction().words(),
                figure(limit.value()),
                row.keepsItsLimit() ? "" : ": not reached");
    }

    /// Large figures with a tenth, small ones with four digits that count.
    private static String figure(double value) {
        double size = Math.abs(value);
        return String.format(Locale.ROOT, size >= 100 || size == 0 ? "%,.1f" : "%.4g", value);
    }
}
