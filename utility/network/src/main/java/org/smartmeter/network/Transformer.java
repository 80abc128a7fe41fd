package org.smartmeter.network;

/// A distribution transformer, by the utility's own code. It supplies places.
public record Transformer(String code) implements Comparable<Transformer> {

    /// @throws IllegalArgumentException if the code is blank
    public Transformer {
        code = Text.required("a transformer's code", code);
    }

    @Override
    public int compareTo(Transformer other) {
        return code.compareTo(other.code);
    }

    @Override
    public String toString() {
        return code;
    }
}
