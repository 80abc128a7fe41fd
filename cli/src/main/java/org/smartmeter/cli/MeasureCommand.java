package org.smartmeter.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.smartmeter.metrology.Measurement;
import org.smartmeter.metrology.PhaseMeasurement;
import org.smartmeter.metrology.WaveformMeasurement;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Measures a recorded waveform as the meter would.
@Command(
        name = "measure",
        description = {
            "Measures a waveform: columns v,i or v1,i1,v2,i2,v3,i3 in V and A, and n for the neutral's current if it is"
                    + " there.",
            "Covers whole cycles, from the first to the last positive-going zero crossing of the fundamental of the"
                    + " first voltage."
        },
        mixinStandardHelpOptions = true)
final class MeasureCommand implements Callable<Integer> {

    private static final double LOWEST_RATE = 4_000;
    private static final double HIGHEST_RATE = 32_000;

    @Parameters(paramLabel = "FILE", description = "CSV, may be gzipped")
    private Path file = Path.of("");

    @Option(
            names = "--rate",
            required = true,
            paramLabel = "HZ",
            description = "samples per second, 4000 to 32000")
    private double rate;

    @Option(
            names = "--mains",
            paramLabel = "50|60",
            defaultValue = "50",
            description = "nominal frequency, Hz (default: ${DEFAULT-VALUE})")
    private int mains;

    @Option(names = "--json", description = "one JSON document")
    private boolean json;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        if (!(rate >= LOWEST_RATE && rate <= HIGHEST_RATE)) {
            throw new BadInput(
                    "--rate is " + rate + "; it must be between 4000 and 32000 samples per second");
        }
        if (mains != 50 && mains != 60) {
            throw new BadInput("--mains is " + mains + "; it must be 50 or 60");
        }
        Waveform waveform = Waveform.read(file);
        Measurement measured;
        try {
            measured =
                    WaveformMeasurement.measure(
                            waveform.voltages(),
                            waveform.currents(),
                            waveform.neutral(),
                            rate,
                            mains);
        } catch (IllegalArgumentException e) {
            throw new BadInput(file + ": " + e.getMessage());
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            report(measured).print(out);
        } else {
            print(measured, out);
        }
        return 0;
    }

    private static Report report(Measurement m) {
        Report report =
                new Report()
                        .with("phases", m.phases().stream().map(MeasureCommand::report).toList())
                        .with("p", m.p())
                        .with("q1", m.q1())
                        .with("s", m.s())
                        .with("pf", m.pf());
        if (m.phases().size() == 3) {
            report.with("sVector", m.sVector()).with("pfVector", m.pfVector());
        }
        m.neutralAmperes().ifPresent(amperes -> report.with("iNeutral", amperes));
        return report.with("f", m.f())
                .with("seconds", m.seconds())
                .with("energyWh", m.energyWh())
                .with("firstSample", m.firstSample())
                .with("sampleCount", m.sampleCount());
    }

    private static Report report(PhaseMeasurement phase) {
        return new Report()
                .with("uRms", phase.uRms())
                .with("iRms", phase.iRms())
                .with("uDc", phase.uDc())
                .with("iDc", phase.iDc())
                .with("p", phase.p())
                .with("q1", phase.q1())
                .with("s", phase.s())
                .with("pf", phase.pf())
                .with("f", phase.f())
                .with("thdU", phase.thdU())
                .with("thdI", phase.thdI())
                .with("harmonicsU", phase.harmonicsU())
                .with("harmonicsI", phase.harmonicsI());
    }

    private static void print(Measurement m, PrintWriter out) {
        int number = 1;
        for (PhaseMeasurement phase : m.phases()) {
            out.printf(
                    Locale.ROOT,
                    "L%d   U %9.3f V    I %9.4f A    P %10.2f W    Q1 %10.2f var%n",
                    number++,
                    phase.uRms(),
                    phase.iRms(),
                    phase.p(),
                    phase.q1());
            out.printf(
                    Locale.ROOT,
                    "     S %9.2f VA   PF %8.4f     THD U %6.2f %%   THD I %6.2f %%%n",
                    phase.s(),
                    phase.pf(),
                    100 * phase.thdU(),
                    100 * phase.thdI());
        }
        m.neutralAmperes()
                .ifPresent(amperes -> out.printf(Locale.ROOT, "N    I %9.4f A%n", amperes));
        out.printf(
                Locale.ROOT,
                "all  P %9.2f W    Q1 %8.2f var   S %10.2f VA  PF %8.4f   f %.4f Hz%n",
                m.p(),
                m.q1(),
                m.s(),
                m.pf(),
                m.f());
        out.printf(
                Locale.ROOT,
                "     %.6f Wh in %.4f s (samples %d to %d)%n",
                m.energyWh(),
                m.seconds(),
                m.firstSample(),
                m.firstSample() + m.sampleCount() - 1);
    }
}
