package org.smartmeter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Whoever gives a command something wrong is told what, where and what to do, in one line on
/// standard error; the exit code is 2 and standard output stays empty.
class BadInputTest {

    private static final String FINGERPRINT = "AB:".repeat(31) + "AB";

    private @TempDir Path directory = Path.of("");

    /// The file's content, the command's words (FILE stands for the file's path), what is said.
    static Stream<Arguments> files() {
        return Stream.of(
                measure("", "FILE:1: the file is empty"),
                measure("time,volts\n1,2\n", "FILE:1: the columns are 'time,volts'"),
                measure("v1,i1,v2,i2\n1,2,3,4\n", "FILE:1: the columns are 'v1,i1,v2,i2'"),
                measure("v,v\n1,2\n", "FILE:1: the columns are 'v,v'"),
                measure("v,i\n1,2\n3,four\n", "FILE:3: 'four' is not a number"),
                measure("v,i\n1,2\n\n3,\n", "FILE:4: '' is not a number"),
                measure("v,i\n1,2\n3,NaN\n", "FILE:3: 'NaN' is not a finite number"),
                measure("v,i\n1,2\n-Infinity,1\n", "FILE:3: '-Infinity' is not a finite number"),
                measure("v,i\n1,1e999\n", "FILE:2: '1e999' is not a finite number"),
                measure("v,i\n1,2\n3\n", "FILE:3: has 1 columns, the header has 2"),
                measure("v,i,n\n1,2\n", "FILE:2: has 2 columns, the header has 3"),
                measure("v,i,x\n1,2,3\n", "FILE:1: the columns are 'v,i,x'"),
                measure("v,n\n1,2\n", "FILE:1: the columns are 'v,n'"),
                measure("v,i\n1,2\n3,4,5\n", "FILE:3: has 3 columns, the header has 2"),
                measure("v,i\n", "FILE: "),
                measure("v,i\n" + "1,1\n".repeat(2_000), "FILE: "),
                measure("v,i\n230,1\n-230,-1\n", "FILE: "),
                Arguments.of(
                        "state.directory = here\nnonsense\n",
                        "meter --config FILE",
                        "FILE:2: 'nonsense' is not key = value"),
                Arguments.of("colour = red\n", "meter --config FILE", "FILE:1: unknown key"),
                Arguments.of(
                        "source = steady lots\n",
                        "meter --config FILE",
                        "FILE:1: 'lots' is not a number"),
                Arguments.of(
                        "source = steady 1e9\n",
                        "meter --config FILE",
                        "FILE:1: source is 'steady WATTS', at most 100000"),
                Arguments.of(
                        "source = tea\n",
                        "meter --config FILE",
                        "FILE:1: source is 'p1 DEVICE' or 'sml DEVICE' or 'iec62056-21 DEVICE' or"
                                + " 'pzem DEVICE' or 'ads131m04 SPIDEV GPIOCHIP PIN' or"
                                + " 'home NUMBER' or 'steady WATTS'"),
                Arguments.of(
                        "zone = UTC\nsource = home 1\nzone = UTC\n",
                        "meter --config FILE",
                        "FILE:3: zone stands in line 1 already"),
                Arguments.of(
                        "zone = Mars/Base\n",
                        "meter --config FILE",
                        "FILE:1: 'Mars/Base' is no time zone"),
                Arguments.of(
                        "source = home 1\ncalibration = unit\n",
                        "meter --config FILE",
                        "FILE:2: calibration makes volts and amperes of samples; 'home NUMBER'"
                                + " brings measured values"),
                Arguments.of(
                        "memory = /dev/mtd0\n",
                        "meter --config FILE",
                        "FILE:1: memory is 'flash:' and a device"),
                Arguments.of(
                        "supply.voltage = 0\n",
                        "meter --config FILE",
                        "FILE:1: supply.voltage is a number from 50.0 to 500.0, not '0'"),
                Arguments.of(
                        "# nothing\n", "meter --config FILE", "FILE: state.directory is missing"),
                Arguments.of(
                        "state.directory = nowhere\n",
                        "meter --config FILE",
                        "no meter is enrolled there; run smartmeter meter enrol first"),
                utility("colour = red\n", "FILE:1: "),
                utility("data.directory = d\nhttp.port = many\n", "FILE:2: "),
                utility("data.directory = d\nhttp.port = 70000\n", "FILE:2: "),
                utility("data.directory = d\n\ndata.directory = e\n", "FILE:3: "),
                utility("http.port = 0\n", "data.directory"),
                utility("data.directory = d\nzone = Mars/Base\n", "FILE:2: "),
                utility("data.directory = d\njust words\n", "FILE:2: "),
                Arguments.of(
                        "Time,Aggregate\n2014-07-01 00:00:00,100\n2014-07-01 00:01:00,watts\n",
                        "demo --homes 0 --replay FILE --data DIR",
                        "FILE:3: "),
                Arguments.of("", "demo --homes 0 --replay FILE --data DIR", "FILE"),
                Arguments.of("not a table", "demo --replay FILE --data DIR", "FILE:1: "));
    }

    private static Arguments measure(String content, String said) {
        return Arguments.of(content, "measure FILE --rate 8000 --json", said);
    }

    private static Arguments utility(String content, String said) {
        return Arguments.of(content, "utility --config FILE", said);
    }

    @ParameterizedTest
    @MethodSource("files")
    void aMalformedFileIsRefusedWithItsLine(String content, String words, String said)
            throws IOException {
        Path file = directory.resolve("input.csv");
        Files.writeString(file, content);

        CommandRun run = CommandRun.of(words(words, file));

        refused(run, said.replace("FILE", file.toString()));
        assertThat(directory.resolve("data")).as("nothing is written").doesNotExist();
    }

    static Stream<Arguments> uses() {
        return Stream.of(
                Arguments.of("measure FILE --rate 8000", "FILE: no such file"),
                Arguments.of("measure DIR/.. --rate 8000", "is a directory, a file is wanted"),
                Arguments.of("measure FILE --rate 3999", "--rate is 3999.0; it must be between"),
                Arguments.of("measure FILE --rate 32001", "--rate is 32001.0"),
                Arguments.of("measure FILE --rate NaN", "--rate is NaN"),
                Arguments.of("measure FILE --rate -8000", "--rate is -8000.0"),
                Arguments.of("measure FILE --rate fast", "--rate"),
                Arguments.of("measure FILE", "--rate"),
                Arguments.of(
                        "measure FILE --rate 8000 --mains 55",
                        "--mains is 55; it must be 50 or 60"),
                Arguments.of("journal verify DIR", "DIR: no such directory"),
                Arguments.of("journal verify EMPTY", "EMPTY: holds no journal"),
                Arguments.of("journal verify EMPTY --json", "EMPTY: holds no journal"),
                Arguments.of("demo --homes 0 --data DIR", "--homes is 0; it must be 1 to"),
                Arguments.of("demo --homes -3 --data DIR", "--homes is -3"),
                Arguments.of("demo --homes 1000000 --data DIR", "--homes is 1000000"),
                Arguments.of("demo --port 70000 --data DIR", "--port is 70000"),
                Arguments.of("demo --speed 0 --data DIR", "--speed is 0.0; it must be 1 to 3600"),
                Arguments.of("demo --speed NaN --data DIR", "--speed is NaN"),
                Arguments.of("demo --zone Mars/Base --data DIR", "'Mars/Base'"),
                Arguments.of("demo --replay FILE --data DIR", "FILE: no such file"),
                Arguments.of("demo --replay EMPTY --data DIR", "EMPTY: is a directory"),
                Arguments.of("utility --config FILE", "FILE"),
                Arguments.of("utility", "--config FILE"),
                Arguments.of(
                        "utility invite-meter --config FILE --meter 4410",
                        "not a meter id: '4410'"),
                Arguments.of(
                        "utility add-user --config FILE --name a --role customer",
                        "a customer needs --meter"),
                Arguments.of("utility add-user --config FILE --name a --role king", "operator"),
                Arguments.of("utility import --config DIR FILE", "FILE: no such file"),
                Arguments.of("utility import FILE", "--config"),
                Arguments.of("meter --config FILE", "FILE: no such file"),
                Arguments.of("meter --config EMPTY", "EMPTY: is a directory"),
                Arguments.of("meter", "--config FILE"),
                Arguments.of(enrol("SEM1", "https://localhost:1/enrol", FINGERPRINT), "'SEM1'"),
                Arguments.of(
                        enrol("SEM0000000004410", "http://localhost:1/enrol", FINGERPRINT),
                        "'http://localhost:1/enrol' is no enrolment address"),
                Arguments.of(
                        enrol("SEM0000000004410", "nonsense", FINGERPRINT),
                        "'nonsense' is no enrolment address"),
                Arguments.of(
                        enrol("SEM0000000004410", "https://localhost:1/enrol", "AB:CD"),
                        "a fingerprint has 64 hexadecimal digits"),
                Arguments.of("bench nosuch", "there is no benchmark 'nosuch'; see"),
                Arguments.of("bench nosuch --json", "there is no benchmark 'nosuch'"),
                Arguments.of("nosuch", "nosuch"),
                Arguments.of("", "say what to do"));
    }

    private static String enrol(String meter, String url, String fingerprint) {
        return "meter enrol --meter "
                + meter
                + " --url "
                + url
                + " --fingerprint "
                + fingerprint
                + " --code 0000-0000 --state DIR";
    }

    @ParameterizedTest
    @MethodSource("uses")
    void wrongUseIsRefused(String words, String said) throws IOException {
        Files.createDirectories(directory.resolve("empty"));
        Path file = directory.resolve("absent");

        CommandRun run = CommandRun.of(words(words, file));

        refused(
                run,
                said.replace("EMPTY", directory.resolve("empty").toString())
                        .replace("DIR", directory.resolve("data").toString())
                        .replace("FILE", said.startsWith("--") ? "FILE" : file.toString()));
        assertThat(directory.resolve("data")).as("nothing is written").doesNotExist();
    }

    private Object[] words(String words, Path file) {
        return Arrays.stream(words.split(" "))
                .filter(word -> !word.isEmpty())
                .map(
                        word ->
                                word.replace("FILE", file.toString())
                                        .replace("EMPTY", directory.resolve("empty").toString())
                                        .replace("DIR/..", directory.toString())
                                        .replace("DIR", directory.resolve("data").toString()))
                .toArray();
    }

    private static void refused(CommandRun run, String said) {
        assertThat(run.exit()).as(run.err()).isEqualTo(Smartmeter.BAD_INPUT);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains(said).doesNotContain("\tat ").doesNotContain("Exception");
    }

    @Test
    void aTruncatedGzipFileIsRefused() throws IOException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(whole)) {
            for (int line = 0; line < 5_000; line++) {
                gzip.write((line + "," + Math.sin(line) + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
        Path file = directory.resolve("wave.csv.gz");
        byte[] bytes = whole.toByteArray();
        Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
        refused(CommandRun.of("measure", file, "--rate", 8_000), file.toString());

        Files.write(file, new byte[] {0x1f, (byte) 0x8b});
        refused(CommandRun.of("measure", file, "--rate", 8_000), file.toString());
        refused(CommandRun.of("meter", "--config", file), "smartmeter: ");
        refused(CommandRun.of("demo", "--replay", file), "smartmeter: ");
    }

    @Test
    void aFileThatIsNoTextIsRefused() throws IOException {
        Path file = directory.resolve("noise");
        Files.write(file, new byte[] {(byte) 0xc3, 0x28, 0, 1, 2});

        refused(CommandRun.of("measure", file, "--rate", 8_000), "is not UTF-8 text");
        refused(CommandRun.of("meter", "--config", file), "UTF-8");
        refused(CommandRun.of("utility", "--config", file), "smartmeter: ");
        refused(CommandRun.of("demo", "--replay", file), "smartmeter: ");
    }

    @Test
    void aPortInUseEndsTheDemonstrationInOneLineWithEverythingStopped() throws IOException {
        Path data = directory.resolve("data");
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CommandRun run =
                    CommandRun.of(
                            "demo", "--homes", 1, "--data", data, "--port", taken.getLocalPort());

            refused(run, "port is in use");
            assertThat(run.err().lines()).hasSize(1);
        }
        try (Stream<Path> left = Files.walk(data)) {
            assertThat(left.filter(path -> path.endsWith("postmaster.pid")))
                    .as("the database is stopped")
                    .isEmpty();
        }
    }

    @Test
    void helpIsNoError() {
        for (String command : new String[] {"", "demo", "measure", "utility", "meter", "bench"}) {
            Object[] words = Stream.of(command, "--help").filter(word -> !word.isEmpty()).toArray();
            CommandRun run = CommandRun.of(words);
            assertThat(run.exit()).isZero();
            assertThat(run.out()).contains("Usage: smartmeter");
        }
    }
}
