package org.smartmeter.readings;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.smartmeter.wire.Definition;

/// The definitions of one journal in the order of their records. Immutable; there are few.
record Definitions(List<Described> described) {

    static final Definitions NONE = new Definitions(List.of());

    Definitions {
        described = List.copyOf(described);
    }

    /// The definition that describes rows with this number from the given record on: the last one
    /// before it.
    @Nullable Described describedAt(int number, long sequence) {
        for (int i = described.size() - 1; i >= 0; i--) {
            Described one = described.get(i);
            if (one.sequence() < sequence && one.definition().number() == number) {
                return one;
            }
        }
        return null;
    }

    @Nullable Definition inForce(int number, long sequence) {
        Described found = describedAt(number, sequence);
        return found == null ? null : found.definition();
    }

    /// The definition that a certain record brought.
    @Nullable Definition of(long sequence) {
        for (Described one : described) {
            if (one.sequence() == sequence) {
                return one.definition();
            }
        }
        return null;
    }

    Definitions plus(List<Described> added) {
        if (added.isEmpty()) {
            return this;
        }
        List<Described> all = new ArrayList<>(described);
        all.addAll(added);
        all.sort(Comparator.comparingLong(Described::sequence));
        return new Definitions(all);
    }

    Definitions upTo(long sequence) {
        return new Definitions(described.stream().filter(d -> d.sequence() <= sequence).toList());
    }
}
