package org.smartmeter.benchmarks.fuzz;

/// What Jazzer calls, in a process of its own for each reader.
public final class FuzzTarget {

    private static ByteReader reader = ByteReaders.named("p1");

    private FuzzTarget() {}

    /// Reads the seeds once, so that no input's time is spent on loading and instrumenting classes:
    /// on a busy machine that alone takes longer than an input may.
    ///
    /// @param arguments the reader's name
    public static void fuzzerInitialize(String[] arguments) throws Exception {
        reader = ByteReaders.named(arguments[0]);
        for (byte[] seed : reader.seeds()) {
            reader.reading().read(seed);
        }
    }

    public static void fuzzerTestOneInput(byte[] bytes) throws Exception {
        reader.reading().read(bytes);
    }
}
