package org.smartmeter.benchmarks;

/// What it was measured on.
///
/// @param processors that the Java machine may use
/// @param memoryMebibytes the most heap this process may take
public record Machine(
        String system, String architecture, int processors, long memoryMebibytes, String java) {

    private static final long MEBIBYTE = 1 << 20;

    public static Machine here() {
        return new Machine(
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors(),
                Runtime.getRuntime().maxMemory() / MEBIBYTE,
                System.getProperty("java.vendor") + " " + Runtime.version());
    }
}
