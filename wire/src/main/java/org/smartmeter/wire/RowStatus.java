package org.smartmeter.wire;

import java.util.EnumSet;
import java.util.Set;

/// What is to be said about a row, one bit each. Bits nobody here knows are carried along.
public enum RowStatus {
    /// The clock had never been set when the row was written.
    CLOCK_NOT_SET(1),
    /// The clock was stepped inside the interval that ends here.
    CLOCK_ADJUSTED(2),
    /// The meter was without power for a part of the interval.
    POWER_WAS_DOWN(4),
    /// The row ends a longer interval than the schedule asks for, because the journal fills.
    THINNED(8),
    /// A part of the interval was not measured although the meter ran.
    NOT_MEASURED(16);

    private final int bit;

    RowStatus(int bit) {
        this.bit = bit;
    }

    public int bit() {
        return bit;
    }

    public boolean in(int status) {
        return (status & bit) != 0;
    }

    /// The known ones among the bits.
    public static Set<RowStatus> of(int status) {
        Set<RowStatus> set = EnumSet.noneOf(RowStatus.class);
        for (RowStatus one : values()) {
            if (one.in(status)) {
                set.add(one);
            }
        }
        return set;
    }

    public static int bits(Set<RowStatus> set) {
        int status = 0;
        for (RowStatus one : set) {
            status |= one.bit;
        }
        return status;
    }
}
