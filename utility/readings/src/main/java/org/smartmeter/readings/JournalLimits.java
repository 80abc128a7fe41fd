package org.smartmeter.readings;

import java.util.Optional;
import org.smartmeter.terms.SequenceRange;

/// What no true journal comes near, but an enrolled meter in the wrong hands could send: each batch
/// of it would make every later one dearer, for all meters.
final class JournalLimits {

    /// A meter has a few batches under way, so a line that loses and reorders leaves a few holes.
    static final int MOST_HOLES = 1_000;

    /// A definition for each kind and period that a meter was ever told to keep.
    static final int MOST_DEFINITIONS = 1_024;

    /// More records than a meter's memory holds: what is missing before them can only be lost,
    // which
    /// a true meter says.
    static final long MOST_BEHIND_A_HOLE = 2_000_000;

    /// A record a second for millions of years.
    static final long HIGHEST_SEQUENCE = 1L << 48;

    private JournalLimits() {}

    /// Why the range cannot be taken, in words; empty if it can.
    static Optional<String> beyond(JournalState state, SequenceRange range) {
        if (range.last() > HIGHEST_SEQUENCE) {
            return Optional.of("no journal has so many records");
        }
        if (range.last() - state.held().contiguousUpTo() > MOST_BEHIND_A_HOLE) {
            return Optional.of(
                    "more than "
                            + MOST_BEHIND_A_HOLE
                            + " records behind record "
                            + (state.held().contiguousUpTo() + 1)
                            + ", which is missing; send it first");
        }
        int before = state.held().ranges().size();
        int after = state.held().plus(range).ranges().size();
        return after > before && after > MOST_HOLES
                ? Optional.of("more than " + MOST_HOLES + " holes; send what is missing first")
                : Optional.empty();
    }

    /// The same for the definitions of a batch.
    static Optional<String> beyond(JournalState state, Survey survey) {
        int known = state.definitions().described().size();
        long added =
                survey.definitions().stream()
                        .filter(found -> !state.held().contains(found.sequence()))
                        .count();
        return known + added > MOST_DEFINITIONS
                ? Optional.of("more than " + MOST_DEFINITIONS + " definitions in an epoch")
                : Optional.empty();
    }
}
