package org.smartmeter.benchmarks.footprint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The meter's image as a process with the environment of its own unit file, and what Linux says
/// about it in `/proc`.
final class MeterProcess implements AutoCloseable {

    private static final Pattern ENVIRONMENT =
            Pattern.compile("^Environment=(?:\"([^\"]*)\"|(.*))$", Pattern.MULTILINE);
    private static final int USER_TICKS = 11;
    private static final int SYSTEM_TICKS = 12;
    private static final double TICKS_PER_SECOND = 100;
    private static final int STOP_SECONDS = 60;

    private final Process process;
    private final Path log;

    private MeterProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /// @param image as `meter/board/image.sh` makes it
    /// @param archive of loaded classes, on this machine
    static MeterProcess start(Path image, Path configuration, Path archive, Path log)
            throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(
                        image.resolve("bin").resolve("meter").toString(),
                        "--config",
                        configuration.toString());
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        builder.environment()
                .putAll(environment(image.resolve("share").resolve("smartmeter-meter.service")));
        builder.environment().put("METER_ARCHIVE", archive.toString());
        return new MeterProcess(
                builder.redirectErrorStream(true).redirectOutput(log.toFile()).start(), log);
    }

    /// The variables that a unit file sets: several in a line, or one in quotation marks.
    static Map<String, String> environment(Path unit) throws IOException {
        return ENVIRONMENT
                .matcher(Files.readString(unit))
                .results()
                .flatMap(
                        line ->
                                line.group(1) == null
                                        ? Stream.of(line.group(2).split(" "))
                                        : Stream.of(line.group(1)))
                .map(assignment -> assignment.split("=", 2))
                .collect(java.util.stream.Collectors.toMap(parts -> parts[0], parts -> parts[1]));
    }

    /// Processor time used so far, user and system.
    double processorSeconds() {
        String stat = read("stat");
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[SYSTEM_TICKS]))
                / TICKS_PER_SECOND;
    }

    /// A line of `/proc/PID/status` that is in kB, in MiB.
    double mebibytes(String name) {
        Matcher found =
                Pattern.compile("^" + name + ":\\s+(\\d+) kB$", Pattern.MULTILINE)
                        .matcher(read("status"));
        if (!found.find()) {
            throw new IllegalStateException("/proc tells no " + name);
        }
        return Long.parseLong(found.group(1)) / 1024.0;
    }

    private String read(String name) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), name));
        } catch (IOException e) {
            throw new UncheckedIOException("the meter's process is gone; " + tail(), e);
        }
    }

    /// Waits, and fails if the meter ends meanwhile.
    void runs(Duration time) throws InterruptedException {
        if (process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException(
                    "the meter ended with " + process.exitValue() + "; " + tail());
        }
    }

    private String tail() {
        try {
            List<String> lines = Files.readAllLines(log);
            return "it said: "
                    + String.join(
                            " / ", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
        } catch (IOException e) {
            return "its log cannot be read: " + e.getMessage();
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
