package org.smartmeter.commands;

import java.util.Map;

/// How far a batch is: how many of its commands stand where.
///
/// @param counts states in which none stands are left out
public record Progress(Map<CommandState, Integer> counts) {

    public Progress {
        counts = Map.copyOf(counts);
    }

    public int in(CommandState state) {
        return counts.getOrDefault(state, 0);
    }

    public int total() {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }
}
