package org.smartmeter.network;

/// A line that leaves the substation, by the utility's own code. It feeds transformers.
public record Feeder(String code) implements Comparable<Feeder> {

    /// @throws IllegalArgumentException if the code is blank
    public Feeder {
        code = Text.required("a feeder's code", code);
    }

    @Override
    public int compareTo(Feeder other) {
        return code.compareTo(other.code);
    }

    @Override
    public String toString() {
        return code;
    }
}
