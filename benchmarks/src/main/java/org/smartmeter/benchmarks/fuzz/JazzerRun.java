package org.smartmeter.benchmarks.fuzz;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One run of Jazzer on one reader, in a process of its own with bounded memory; an input that
/// takes longer than ten seconds ends it as a crash does.
///
/// @param executions inputs that were read
/// @param finding what ended it early, empty if nothing did
record JazzerRun(long executions, List<String> finding) {

    private static final int SECONDS_PER_INPUT = 10;
    private static final int MEBIBYTES = 512;
    private static final int LONGEST_INPUT = 32 << 10;
    private static final Pattern EXECUTED =
            Pattern.compile("stat::number_of_executed_units:\\s+(\\d+)");
    private static final Pattern PROGRESS = Pattern.compile("#(\\d+)\\s.*");

    /// @param limit `-max_total_time=60` or `-runs=1000`
    static JazzerRun of(ByteReader reader, String limit, Path directory)
            throws IOException, InterruptedException {
        Path corpus = Files.createDirectories(directory.resolve(reader.name()));
        for (int k = 0; k < reader.seeds().size(); k++) {
            Files.write(corpus.resolve("seed-" + k), reader.seeds().get(k));
        }
        Process process =
                new ProcessBuilder(command(reader, limit, directory, corpus))
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .start();
        long executions = 0;
        List<String> finding = new ArrayList<>();
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            boolean found = false;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher done = EXECUTED.matcher(line);
                Matcher progress = PROGRESS.matcher(line);
                if (done.find()) {
                    executions = Long.parseLong(done.group(1));
                } else if (progress.matches()) {
                    executions = Math.max(executions, Long.parseLong(progress.group(1)));
                }
                found |= line.startsWith("== Java Exception") || line.contains("ERROR: libFuzzer");
                if (found) {
                    finding.add(line);
                }
            }
        }
        int exit = process.waitFor();
        if (exit != 0 && finding.isEmpty()) {
            finding.add("Jazzer ended with " + exit);
        }
        return new JazzerRun(executions, finding);
    }

    private static List<String> command(
            ByteReader reader, String limit, Path directory, Path corpus) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + MEBIBYTES + "m",
                "-XX:+UseSerialGC",
                "-XX:+EnableDynamicAgentLoading",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + FuzzTarget.class.getName(),
                "--target_args=" + reader.name(),
                "--instrumentation_includes=org.smartmeter.**",
                "--custom_hook_includes=org.smartmeter.**",
                "--reproducer_path=" + directory,
                limit,
                "-timeout=" + SECONDS_PER_INPUT,
                "-rss_limit_mb=0",
                "-max_len=" + LONGEST_INPUT,
                "-print_final_stats=1",
                "-artifact_prefix=" + directory + "/" + reader.name() + "-",
                corpus.toString());
    }
}
