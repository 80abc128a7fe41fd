package org.smartmeter.benchmarks.intake;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The meters' process, seen from the utility's: it gets ready, is let go, and ends with this.
final class SecondProcess implements AutoCloseable {

    private final Process process;

    private SecondProcess(Process process) {
        this.process = process;
    }

    /// Returns when the process says that it is ready.
    ///
    /// @param log what it writes to its error output
    static SecondProcess start(Path log, Class<?> main, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "-Xmx1g",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        System.getProperty("java.class.path"),
                        main.getName()));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command).redirectError(log.toFile()).start();
        BufferedReader output =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.equals("ready")) {
                return new SecondProcess(process);
            }
        }
        process.destroyForcibly();
        throw new IllegalStateException("the meters' process ended; see " + log);
    }

    void letGo() throws IOException {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
    }

    /// CPU time it has used, in seconds.
    double cpuSeconds() {
        return process.info().totalCpuDuration().orElseThrow().toNanos() / 1e9;
    }

    /// Ends it and waits until it has: a journal has one owner.
    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
