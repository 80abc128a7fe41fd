package org.smartmeter.commands;

/// Which commands go out first when not all can.
public enum Priority {
    /// Somebody waits for it, or the grid does.
    URGENT(0),
    USUAL(1),
    /// May take days, like a new tariff for everybody.
    BACKGROUND(2);

    private final int rank;

    Priority(int rank) {
        this.rank = rank;
    }

    /// The lower one goes first.
    int rank() {
        return rank;
    }

    static Priority ofRank(int rank) {
        for (Priority priority : values()) {
            if (priority.rank == rank) {
                return priority;
            }
        }
        throw new IllegalArgumentException("no priority has rank " + rank);
    }
}
