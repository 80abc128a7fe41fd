package org.smartmeter.benchmarks;

/// What a figure must reach.
///
/// @param value in the unit of the figure
public record Limit(Direction direction, double value) {

    /// On which side of the limit the figure must be.
    public enum Direction {
        AT_LEAST("at least"),
        AT_MOST("at most");

        private final String words;

        Direction(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    public static Limit atLeast(double value) {
        return new Limit(Direction.AT_LEAST, value);
    }

    public static Limit atMost(double value) {
        return new Limit(Direction.AT_MOST, value);
    }

    /// Whether a figure is on the right side; one that is not a number never is.
    public boolean isKeptBy(double figure) {
        return switch (direction) {
            case AT_LEAST -> figure >= value;
            case AT_MOST -> figure <= value;
        };
    }
}
