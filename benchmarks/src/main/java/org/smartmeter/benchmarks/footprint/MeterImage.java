package org.smartmeter.benchmarks.footprint;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// The meter's image, made anew by the script that anybody makes it with.
final class MeterImage {

    private static final double BYTES_PER_MEBIBYTE = 1 << 20;

    private MeterImage() {}

    /// @throws IOException if the script fails; the message is what it said
    static Path make() throws IOException, InterruptedException {
        Path board = Path.of(System.getProperty("smartmeter.home", ".")).resolve("meter/board");
        ProcessBuilder builder = new ProcessBuilder("sh", board.resolve("image.sh").toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process script = builder.redirectErrorStream(true).start();
        String said = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (script.waitFor() != 0) {
            throw new IOException("the meter's image was not made: " + said.strip());
        }
        try (Stream<Path> images = Files.list(board.resolve("target"))) {
            return images.filter(it -> it.getFileName().toString().startsWith("meter-"))
                    .findFirst()
                    .orElseThrow(
                            () -> new IOException("the script made no image: " + said.strip()));
        }
    }

    static double mebibytes(Path image) throws IOException {
        try (Stream<Path> files = Files.walk(image)) {
            long bytes = 0;
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                bytes += Files.size(file);
            }
            return bytes / BYTES_PER_MEBIBYTE;
        }
    }
}
