package org.smartmeter.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.smartmeter.drivers.iec62056.ReadoutFormat;
import org.smartmeter.drivers.p1.P1Format;
import org.smartmeter.drivers.sml.SmlFormat;
import org.smartmeter.drivers.telegram.Capture;
import org.smartmeter.drivers.telegram.Damage;
import org.smartmeter.drivers.telegram.Telegram;
import org.smartmeter.drivers.telegram.TelegramFormat;
import org.smartmeter.drivers.telegram.TelegramRegister;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Reads telegrams of a foreign meter as they were captured.
@Command(
        name = "read",
        description = {
            "Reads captured telegrams of a meter: what each register says.",
            "The capture may hold many telegrams and begin or end in the middle of one. A telegram"
                    + " that fails its check is refused and named; the others are read."
        },
        mixinStandardHelpOptions = true)
final class ReadCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "the capture, may be gzipped")
    private Path file = Path.of("");

    @Option(
            names = "--format",
            required = true,
            paramLabel = "FORMAT",
            description = "p1, sml or iec62056-21")
    private String format = "";

    @Option(
            names = "--zone",
            paramLabel = "TZ",
            description =
                    "where the meter stands: of its local times (default: Europe/Amsterdam for p1;"
                            + " iec62056-21: times stay without offset)")
    private @Nullable String zone;

    @Option(names = "--json", description = "one JSON document")
    private boolean json;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        TelegramFormat reader = reader();
        Capture capture = reader.read(CapturedBytes.read(file), true);
        List<Telegram> telegrams = capture.telegrams();
        if (telegrams.isEmpty()) {
            throw new BadInput(
                    file
                            + ": holds no whole telegram of format "
                            + reader.name()
                            + (capture.tailBytes() > 0
                                    ? "; one begins "
                                            + capture.tailBytes()
                                            + " bytes before its end"
                                    : ""));
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            report(reader, capture).print(out);
        } else {
            telegrams.stream().filter(Telegram::isValid).forEach(telegram -> print(telegram, out));
        }
        PrintWriter err = spec.commandLine().getErr();
        telegrams.stream()
                .flatMap(telegram -> telegram.damage().stream())
                .forEach(damage -> err.println("smartmeter: " + file + ": " + damage.text()));
        if (capture.strayBytes() > 0) {
            err.println(
                    file + ": " + capture.strayBytes() + " bytes between telegrams belong to none");
        }
        return telegrams.stream().allMatch(Telegram::isValid) ? 0 : Smartmeter.BAD_INPUT;
    }

    private TelegramFormat reader() {
        return switch (format) {
            case "p1" -> new P1Format(zone().orElse(P1Format.DUTCH));
            case "sml" -> new SmlFormat();
            case "iec62056-21" -> new ReadoutFormat(zone());
            default ->
                    throw new BadInput(
                            "--format is '" + format + "'; there are p1, sml and iec62056-21");
        };
    }

    private Optional<ZoneId> zone() {
        return Optional.ofNullable(zone).map(ZoneText::zone);
    }

    private static Report report(TelegramFormat reader, Capture capture) {
        return new Report()
                .with("format", reader.name())
                .with("telegrams", capture.telegrams().stream().map(ReadCommand::report).toList())
                .with(
                        "cut",
                        new Report()
                                .with("headBytes", capture.headBytes())
                                .with("tailBytes", capture.tailBytes()));
    }

    private static Report report(Telegram telegram) {
        Report report =
                new Report()
                        .with("meter", telegram.meter().orElse(null))
                        .with("time", telegram.time().map(Object::toString).orElse(null));
        telegram.secondIndex().ifPresent(seconds -> report.with("secondIndex", seconds));
        report.with("registers", telegram.registers().stream().map(ReadCommand::report).toList())
                .with("valid", telegram.isValid());
        telegram.damage().ifPresent(damage -> report.with("why", report(damage)));
        return report;
    }

    private static Report report(TelegramRegister register) {
        return new Report()
                .with("obis", register.name())
                .with("value", register.value().orElse(null))
                .with("unit", register.unit().orElse(null))
                .with("time", register.time().map(Object::toString).orElse(null));
    }

    private static Report report(Damage damage) {
        return new Report()
                .with("reason", damage.reason())
                .with("byte", damage.offset())
                .with("line", boxed(damage.line()))
                .with("expected", damage.expected().orElse(null))
                .with("found", damage.found().orElse(null));
    }

    private static @Nullable Integer boxed(OptionalInt number) {
        return number.isPresent() ? number.getAsInt() : null;
    }

    private static void print(Telegram telegram, PrintWriter out) {
        out.println(
                telegram.meter().orElse("a meter without name")
                        + telegram.time().map(time -> ", " + time).orElse(""));
        for (TelegramRegister register : telegram.registers()) {
            out.printf(
                    "  %-24s %s%s%n",
                    register.name(),
                    register.value().orElse("-")
                            + register.unit().map(unit -> " " + unit).orElse(""),
                    register.time()
                            .filter(time -> !Optional.of(time).equals(telegram.time()))
                            .map(time -> "  at " + time)
                            .orElse(""));
        }
    }
}
