package org.smartmeter.terms;

/// A meter's identity for life: three capital letters of its maker followed by thirteen digits, as
/// printed on its face (for example `SEM0000000004410`). An exchanged meter is another meter.
public record MeterId(String value) implements Comparable<MeterId> {

    private static final int LETTERS = 3;
    private static final int LENGTH = 16;

    /// @throws IllegalArgumentException if the text is not three capital letters and thirteen
    /// digits
    public MeterId {
        if (!isValid(value)) {
            throw new IllegalArgumentException(
                    "not a meter id: '"
                            + value
                            + "'; it is three capital letters and thirteen digits, like SEM0000000004410");
        }
    }

    private static boolean isValid(String text) {
        if (text.length() != LENGTH) {
            return false;
        }
        for (int i = 0; i < LENGTH; i++) {
            char c = text.charAt(i);
            boolean fits = i < LETTERS ? c >= 'A' && c <= 'Z' : c >= '0' && c <= '9';
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int compareTo(MeterId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
