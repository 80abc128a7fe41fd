package org.smartmeter.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// `measure` on waveforms whose true values are known from how they are made: sums of sines whose
/// mean squares and products are added up directly, with no transform in between.
class MeasureTest {

    private static final Percentage WITHIN = Percentage.withPercentage(0.02);
    private static final double MILLIHERTZ = 0.001;
    private static final double SECONDS = 1.3;

    private static final List<String> PHASE_KEYS =
            List.of(
                    "uRms",
                    "iRms",
                    "uDc",
                    "iDc",
                    "p",
                    "q1",
                    "s",
                    "pf",
                    "f",
                    "thdU",
                    "thdI",
                    "harmonicsU",
                    "harmonicsI");

    private @TempDir Path directory = Path.of("");

    /// A sine of the mains or one of its harmonics: rms and phase, of voltage and current.
    private record Tone(int order, double u, double uPhase, double i, double iPhase) {}

    /// One phase: a direct part and tones.
    private record Made(double uDc, double iDc, List<Tone> tones) {

        double uRms() {
            return Math.sqrt(uDc * uDc + tones.stream().mapToDouble(t -> t.u * t.u).sum());
        }

        double iRms() {
            return Math.sqrt(iDc * iDc + tones.stream().mapToDouble(t -> t.i * t.i).sum());
        }

        double p() {
            return uDc * iDc
                    + tones.stream()
                            .mapToDouble(t -> t.u * t.i * Math.cos(t.uPhase - t.iPhase))
                            .sum();
        }

        double q1() {
            Tone first = tones.getFirst();
            return first.u * first.i * Math.sin(first.uPhase - first.iPhase);
        }

        double voltage(double cycles) {
            double sum = uDc;
            for (Tone t : tones) {
                sum += Math.sqrt(2) * t.u * Math.sin(2 * Math.PI * t.order * cycles + t.uPhase);
            }
            return sum;
        }

        double current(double cycles) {
            double sum = iDc;
            for (Tone t : tones) {
                sum += Math.sqrt(2) * t.i * Math.sin(2 * Math.PI * t.order * cycles + t.iPhase);
            }
            return sum;
        }
    }

    private record Wave(double rate, int mains, double f, List<Made> phases, boolean gzip) {

        @Override
        public String toString() {
            return "%d phases, %.3f Hz at %.0f Sa/s".formatted(phases.size(), f, rate);
        }

        Path writeIn(Path directory) throws IOException {
            Path file = directory.resolve(gzip ? "wave.csv.gz" : "wave.csv");
            try (OutputStream bytes = Files.newOutputStream(file);
                    PrintStream out = new PrintStream(gzip ? new GZIPOutputStream(bytes) : bytes)) {
                out.println(phases.size() == 1 ? "v,i" : "v1,i1,v2,i2,v3,i3");
                for (int n = 0; n < SECONDS * rate; n++) {
                    StringBuilder line = new StringBuilder();
                    for (Made phase : phases) {
                        double cycles = n / rate * f + 0.123;
                        line.append(line.isEmpty() ? "" : ",")
                                .append((float) phase.voltage(cycles))
                                .append(',')
                                .append((float) phase.current(cycles));
                    }
                    out.println(line);
                }
            }
            return file;
        }
    }

    static Stream<Wave> waves() {
        Random random = new Random(2);
        return IntStream.range(0, 24).mapToObj(number -> wave(number, random));
    }

    private static Wave wave(int number, Random random) {
        int mains = number % 3 == 2 ? 60 : 50;
        double[] rates = {4_000, 6_400, 8_000, 12_800, 25_600, 32_000};
        int phases = number % 2 == 0 ? 1 : 3;
        double turn = random.nextDouble(2 * Math.PI);
        return new Wave(
                rates[number % rates.length],
                mains,
                mains * random.nextDouble(0.97, 1.03),
                IntStream.range(0, phases)
                        .mapToObj(phase -> made(turn - phase * 2 * Math.PI / 3, random))
                        .toList(),
                number % 4 == 3);
    }

    /// Harmonics stay below 13 × 61.8 Hz, far within the lowest rate.
    private static Made made(double turn, Random random) {
        double u = random.nextDouble(195, 260);
        double i = random.nextDouble(0.05, 60);
        double lag = random.nextDouble(-1.2, 1.2);
        Stream<Tone> harmonics =
                Stream.of(3, 5, 7, 13)
                        .map(
                                order ->
                                        new Tone(
                                                order,
                                                u * random.nextDouble(0.06),
                                                random.nextDouble(6),
                                                i * random.nextDouble(0.4),
                                                random.nextDouble(6)));
        return new Made(
                random.nextDouble(-2, 2),
                i * random.nextDouble(-0.05, 0.05),
                Stream.concat(Stream.of(new Tone(1, u, turn, i, turn - lag)), harmonics).toList());
    }

    @ParameterizedTest
    @MethodSource("waves")
    void agreesWithWhatTheWaveIsMadeOf(Wave wave) throws IOException {
        JsonNode measured = measure(wave);

        double p = 0;
        double s = 0;
        for (int phase = 0; phase < wave.phases().size(); phase++) {
            Made made = wave.phases().get(phase);
            JsonNode found = measured.path("phases").path(phase);
            assertThat(number(found, "uRms")).isCloseTo(made.uRms(), WITHIN);
            assertThat(number(found, "iRms")).isCloseTo(made.iRms(), WITHIN);
            assertThat(number(found, "p"))
                    .isCloseTo(made.p(), within(0.0002 * made.uRms() * made.iRms()));
            assertThat(number(found, "q1"))
                    .isCloseTo(made.q1(), within(0.0005 * made.uRms() * made.iRms()));
            assertThat(number(found, "f")).isCloseTo(wave.f(), within(MILLIHERTZ));
            p += made.p();
            s += made.uRms() * made.iRms();
        }
        assertThat(number(measured, "f")).isCloseTo(wave.f(), within(MILLIHERTZ));
        assertThat(number(measured, "p")).isCloseTo(p, within(0.0002 * s));
        assertThat(number(measured, "s")).isCloseTo(s, WITHIN);
        double wholeCycles = number(measured, "seconds") * number(measured, "f");
        assertThat(wholeCycles).isCloseTo(Math.rint(wholeCycles), within(1e-6));
        assertThat(number(measured, "energyWh"))
                .isCloseTo(p * number(measured, "seconds") / 3_600, within(0.0002 * s / 3_600));
    }

    @Test
    void theDocumentHasTheShapeThatIsPromised() throws IOException {
        JsonNode one = measure(wave(0, new Random(1)));
        assertThat(one.propertyNames())
                .containsExactly(
                        "phases",
                        "p",
                        "q1",
                        "s",
                        "pf",
                        "f",
                        "seconds",
                        "energyWh",
                        "firstSample",
                        "sampleCount");
        assertThat(one.path("phases").path(0).propertyNames())
                .containsExactlyElementsOf(PHASE_KEYS);

        JsonNode three = measure(wave(1, new Random(1)));
        assertThat(three.propertyNames())
                .containsExactly(
                        "phases",
                        "p",
                        "q1",
                        "s",
                        "pf",
                        "sVector",
                        "pfVector",
                        "f",
                        "seconds",
                        "energyWh",
                        "firstSample",
                        "sampleCount");
        assertThat(three.path("phases")).hasSize(3);
    }

    @Test
    void theNeutralsCurrentIsMeasuredWhereTheRecordingHasIt() throws IOException {
        Path file = directory.resolve("neutral.csv");
        StringBuilder lines = new StringBuilder("n,v,i\n");
        for (int n = 0; n < 4_000; n++) {
            double angle = 2 * Math.PI * 50 * n / 4_000 + 0.1;
            double third = 3 * Math.sin(3 * angle);
            lines.append(Math.sqrt(2) * (4 * Math.sin(angle) + third)).append(',');
            lines.append(Math.sqrt(2) * 230 * Math.sin(angle)).append(',');
            lines.append(Math.sqrt(2) * 4 * Math.sin(angle)).append('\n');
        }
        Files.writeString(file, lines);

        JsonNode measured = CommandRun.of("measure", file, "--rate", 4_000, "--json").json();
        assertThat(number(measured, "iNeutral")).isCloseTo(5, WITHIN);
        assertThat(number(measured.path("phases").path(0), "iRms")).isCloseTo(4, WITHIN);
        assertThat(CommandRun.of("measure", file, "--rate", 4_000).out())
                .contains("N    I    5.0000 A");
    }

    @Test
    void harmonicListsEndWhereTheRateEndsThem() throws IOException {
        Made made = made(0, new Random(1));
        for (Wave wave :
                List.of(
                        new Wave(4_000, 50, 50, List.of(made), false),
                        new Wave(8_000, 60, 60, List.of(made), false),
                        new Wave(32_000, 50, 50, List.of(made), false))) {
            JsonNode phase = measure(wave).path("phases").path(0);
            int expected = (int) Math.min(50, Math.floor(0.45 * wave.rate() / wave.f() + 1e-6));
            assertThat(phase.path("harmonicsU")).as("%s", wave).hasSize(expected);
            assertThat(phase.path("harmonicsI")).hasSize(expected);
            assertThat(phase.path("harmonicsU").path(0).asDouble()).isEqualTo(1);
            for (Tone tone : made.tones()) {
                assertThat(phase.path("harmonicsI").path(tone.order() - 1).asDouble())
                        .isCloseTo(tone.i() / made.tones().getFirst().i(), within(0.001));
            }
        }
    }

    @Test
    void whatDoesNotExistIsNullAndNeverZero() throws IOException {
        Made idle = new Made(0, 0, List.of(new Tone(1, 230, 0, 0, 0), new Tone(3, 5, 0, 0, 0)));
        JsonNode measured = measure(new Wave(8_000, 50, 50, List.of(idle), false));
        JsonNode phase = measured.path("phases").path(0);

        assertThat(phase.path("thdI").isNull()).as("distortion of no current").isTrue();
        assertThat(phase.path("harmonicsI").isArray()).isTrue();
        assertThat(phase.path("harmonicsI")).as("ratios to nothing").isEmpty();
        assertThat(number(phase, "iRms")).isZero();
        assertThat(number(phase, "p")).isZero();
        assertThat(number(phase, "thdU")).isCloseTo(5.0 / 230, within(0.0001));
        assertThat(number(measured, "energyWh")).isZero();
    }

    @Test
    void columnsMayStandInAnyOrder() throws IOException {
        Path file = directory.resolve("swapped.csv");
        StringBuilder text = new StringBuilder("\uFEFF I , V \n");
        for (int n = 0; n < 8_000; n++) {
            double angle = 2 * Math.PI * 50 * n / 8_000;
            text.append(2 * Math.sqrt(2) * Math.sin(angle))
                    .append(',')
                    .append(230 * Math.sqrt(2) * Math.sin(angle))
                    .append("\n");
        }
        Files.writeString(file, text);

        JsonNode measured = CommandRun.of("measure", file, "--rate", 8_000, "--json").json();

        assertThat(number(measured, "p")).isCloseTo(460, WITHIN);
        CommandRun words = CommandRun.of("measure", file, "--rate", 8_000);
        assertThat(words.exit()).isZero();
        assertThat(words.out()).contains("460.00 W", "50.0000 Hz");
    }

    private JsonNode measure(Wave wave) throws IOException {
        CommandRun run =
                CommandRun.of(
                        "measure",
                        wave.writeIn(directory),
                        "--rate",
                        wave.rate(),
                        "--mains",
                        wave.mains(),
                        "--json");
        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.err()).isEmpty();
        return run.json();
    }

    private static double number(JsonNode of, String key) {
        JsonNode value = of.path(key);
        assertThat(value.isNumber()).as("%s is a number: %s", key, value).isTrue();
        return value.asDouble();
    }
}
