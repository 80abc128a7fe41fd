package org.smartmeter.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.smartmeter.device.CalibrationFile;
import org.smartmeter.metrology.Calibration;
import org.smartmeter.metrology.ChannelCalibration;
import org.smartmeter.metrology.Crosstalk;
import org.smartmeter.metrology.calibration.CalibrationException;
import org.smartmeter.metrology.calibration.CalibrationPoint;
import org.smartmeter.metrology.calibration.CalibrationProcedure;
import org.smartmeter.simulator.frontend.FrontEndModel;
import org.smartmeter.simulator.frontend.FrontEndUnit;
import org.smartmeter.simulator.frontend.MeterShop;
import org.smartmeter.simulator.frontend.ShopPlan;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Finds a meter's coefficients from readings at load points, and verifies them at others.
@Command(
        name = "calibrate",
        description = {
            "Finds a meter's coefficients from readings at reference load points, and shows the errors before and"
                    + " after at points that were not used.",
            "With --points the readings come from a bench; with --model from the model of a front end, one unit of"
                    + " which is put through the whole programme of a meter shop.",
            "Exit code 1 when a verified error is above 0.1 %% / power factor, or above 0.6 %% of the"
                    + " neutral's current where that is measured."
        },
        footer = {
            "",
            "A model is lines of key = value, all optional: part (ADS131M08), phases, rate, mains, nominal.volts,"
                    + " nominal.amperes, maximum.amperes, transformer.ratio, transformer.burden.ohms,"
                    + " transformer.corner.hz, divider.ratio, neutral (yes: a transformer around it too), seed (which unit).",
            "A file of points begins with rate and the coefficients that the meter had when it was read (v1.gain,"
                    + " i1.gain, ... as in --out), then a table, one row per point and phase; --points-out writes an"
                    + " example. See docs/calibration.md."
        },
        mixinStandardHelpOptions = true)
final class CalibrateCommand implements Callable<Integer> {

    /// Half the limit of class 0.2S, which an error of phase may use as it grows with 1 / PF.
    private static final double MOST_PERCENT_AT_PF_1 = 0.1;

    /// Of the neutral's current: a tenth of what is taken for a difference to the phase's.
    private static final double MOST_PERCENT_OF_NEUTRAL = 0.6;

    @ArgGroup(multiplicity = "1")
    private Source source = new Source();

    @Option(names = "--out", paramLabel = "FILE", description = "where the coefficients go")
    private Optional<Path> out = Optional.empty();

    @Option(
            names = "--points-out",
            paramLabel = "FILE",
            description = "where the readings go, as --points takes them")
    private Optional<Path> pointsOut = Optional.empty();

    @Option(names = "--json", description = "one JSON document")
    private boolean json;

    @Spec private CommandSpec spec = CommandSpec.create();

    /// Where the readings come from.
    private static final class Source {

        @Option(names = "--model", paramLabel = "FILE", description = "a front end's model")
        private @Nullable Path model;

        @Option(names = "--points", paramLabel = "FILE", description = "readings at load points")
        private @Nullable Path points;
    }

    /// What came of it.
    private record Verified(Calibration calibration, List<Error> before, List<Error> after) {}

    private record Error(String point, double percent, double mostPercent) {}

    @Override
    public Integer call() throws IOException {
        Verified verified;
        try {
            if (source.model != null) {
                verified = byModel(FrontEndModel.read(source.model));
            } else {
                verified = byPoints(PointsFile.read(Objects.requireNonNull(source.points)));
            }
        } catch (CalibrationException e) {
            throw new BadInput(
                    (source.model != null ? source.model : source.points) + ": " + e.getMessage());
        }
        if (out.isPresent()) {
            Files.write(out.get(), CalibrationFile.lines(verified.calibration()));
        }
        PrintWriter print = spec.commandLine().getOut();
        if (json) {
            report(verified).print(print);
        } else {
            print(verified, print);
        }
        boolean kept =
                verified.after().stream().allMatch(e -> Math.abs(e.percent()) <= e.mostPercent());
        return kept ? 0 : Smartmeter.NO;
    }

    private Verified byModel(FrontEndModel model) throws IOException {
        MeterShop shop =
                new MeterShop(new FrontEndUnit(model.design(), model.seed()), model.seed());
        Calibration nominal = model.design().nominalCalibration();
        List<CalibrationPoint> points = new ArrayList<>();
        for (ShopPlan.Step step : ShopPlan.of(model.design())) {
            tell("reading " + step.point().name() + " for " + (int) step.seconds() + " s");
            points.add(shop.read(step, nominal));
        }
        Calibration found = CalibrationProcedure.calibrate(nominal, model.design().rate(), points);
        List<Error> before = new ArrayList<>();
        List<Error> after = new ArrayList<>();
        List<CalibrationPoint> verified = new ArrayList<>();
        for (ShopPlan.Step step : ShopPlan.verification(model.design())) {
            tell("verifying " + step.point().name());
            CalibrationPoint read = shop.read(step, nominal);
            verified.add(read);
            before.addAll(errors(read, read.errorPercent(), read.neutralErrorPercent()));
            CalibrationPoint again = shop.read(step, found);
            after.addAll(errors(again, again.errorPercent(), again.neutralErrorPercent()));
        }
        if (pointsOut.isPresent()) {
            PointsFile file = new PointsFile(nominal, model.design().rate(), points, verified);
            Files.write(pointsOut.get(), file.lines());
        }
        return new Verified(found, before, after);
    }

    private static Verified byPoints(PointsFile file) {
        Calibration found =
                CalibrationProcedure.calibrate(file.believed(), file.rate(), file.used());
        List<CalibrationPoint> shown =
                (file.verified().isEmpty() ? file.used() : file.verified())
                        .stream().filter(point -> point.powerFactor() > 0).toList();
        return new Verified(
                found,
                shown.stream()
                        .flatMap(
                                point ->
                                        errors(
                                                point,
                                                point.errorPercent(),
                                                point.neutralErrorPercent())
                                                .stream())
                        .toList(),
                shown.stream()
                        .flatMap(
                                point ->
                                        errors(
                                                point,
                                                point.errorPercent(
                                                        file.believed(), found, file.rate()),
                                                point.neutralErrorPercent(file.believed(), found))
                                                .stream())
                        .toList());
    }

    /// Of the power and, where it is known, of the neutral's current.
    private static List<Error> errors(
            CalibrationPoint point, double percent, OptionalDouble neutralPercent) {
        String name = point.point().name();
        List<Error> errors = new ArrayList<>();
        errors.add(new Error(name, percent, MOST_PERCENT_AT_PF_1 / point.powerFactor()));
        neutralPercent.ifPresent(
                neutral ->
                        errors.add(
                                new Error(name + ", neutral", neutral, MOST_PERCENT_OF_NEUTRAL)));
        return errors;
    }

    private void tell(String progress) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(progress);
        err.flush();
    }

    private static Report report(Verified verified) {
        Calibration found = verified.calibration();
        return new Report()
                .with("channels", found.channels().stream().map(CalibrateCommand::report).toList())
                .with(
                        "crosstalk",
                        found.crosstalk().stream().map(CalibrateCommand::report).toList())
                .with(
                        "clock",
                        new Report()
                                .with("excess", found.clock().excess())
                                .with(
                                        "temperatureCoefficient",
                                        found.clock().temperatureCoefficient()))
                .with("referenceCelsius", found.referenceCelsius())
                .with("before", verified.before().stream().map(CalibrateCommand::report).toList())
                .with("after", verified.after().stream().map(CalibrateCommand::report).toList());
    }

    private static Report report(ChannelCalibration channel) {
        return new Report()
                .with("gain", channel.gain())
                .with("offset", channel.offset())
                .with("phaseSamples", channel.phaseSamples())
                .with("temperatureCoefficient", channel.temperatureCoefficient())
                .with("cornerHz", channel.magnetisation().cornerHz())
                .with(
                        "cornerTemperatureCoefficient",
                        channel.magnetisation().temperatureCoefficient())
                .with("curvature", channel.magnetisation().curvature())
                .with("noiseRms", channel.noiseRms());
    }

    private static Report report(Crosstalk pair) {
        return new Report()
                .with("from", pair.from())
                .with("to", pair.to())
                .with("direct", pair.direct())
                .with("slopeSeconds", pair.slopeSeconds());
    }

    private static Report report(Error error) {
        return new Report()
                .with("point", error.point())
                .with("errorPercent", error.percent())
                .with("limitPercent", error.mostPercent());
    }

    private static void print(Verified verified, PrintWriter out) {
        CalibrationFile.lines(verified.calibration()).forEach(out::println);
        out.printf("%n%-34s %10s %10s %10s%n", "verified at", "before %", "after %", "limit %");
        for (int n = 0; n < verified.after().size(); n++) {
            Error after = verified.after().get(n);
            out.printf(
                    Locale.ROOT,
                    "%-34s %10.4f %10.4f %10.4f%s%n",
                    after.point(),
                    verified.before().get(n).percent(),
                    after.percent(),
                    after.mostPercent(),
                    Math.abs(after.percent()) <= after.mostPercent() ? "" : "  not kept");
        }
    }
}
