package org.smartmeter.benchmarks.fuzz;

/// What Jazzer calls, in a process of its own for each reader.
public final class FuzzTarget {

    private static ByteReader reader = ByteReaders.named("p1");

    private FuzzTarget() {}

    /// @param arguments the reader's name
    public static void fuzzerInitialize(String[] arguments) {
        reader = ByteReaders.named(arguments[0]);
    }

    public static void fuzzerTestOneInput(byte[] bytes) throws Exception {
        reader.reading().read(bytes);
    }
}
