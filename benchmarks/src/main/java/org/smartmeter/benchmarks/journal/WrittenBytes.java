package org.smartmeter.benchmarks.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/// What this process has had written to block devices, as Linux counts it: every page of a file
/// that became dirty, in pages of 4 KiB. What the file system writes for itself is not in it.
final class WrittenBytes {

    private static final Path COUNTERS = Path.of("/proc/self/io");
    private static final String WRITTEN = "write_bytes: ";

    private WrittenBytes() {}

    /// Empty where the system does not tell.
    static OptionalLong now() throws IOException {
        if (!Files.isReadable(COUNTERS)) {
            return OptionalLong.empty();
        }
        return Files.readAllLines(COUNTERS).stream()
                .filter(line -> line.startsWith(WRITTEN))
                .mapToLong(line -> Long.parseLong(line.substring(WRITTEN.length())))
                .findFirst();
    }
}
