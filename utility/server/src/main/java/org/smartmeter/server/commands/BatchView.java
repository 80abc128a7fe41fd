package org.smartmeter.server.commands;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.smartmeter.commands.BatchSummary;
import org.smartmeter.commands.CommandState;
import org.smartmeter.commands.Progress;

/// A batch as the pages see it.
///
/// @param order of its first command; mostly all have the same
/// @param progress how many stand in each state; `withdrawn` is told apart from `expired`
/// @param state `waiting` for an approval, `open`, or `over`
record BatchView(
        UUID id,
        String askedBy,
        String reason,
        Instant askedAt,
        Instant from,
        Instant until,
        long spreadSeconds,
        OrderView order,
        boolean critical,
        int meters,
        Map<String, Integer> progress,
        String state,
        @Nullable ApprovalView approval) {

    /// @param list the short form of the hash of what was approved
    record ApprovalView(String by, Instant at, String list) {}

    private static final int SHORT_HASH = 16;

    static BatchView of(BatchSummary batch) {
        return new BatchView(
                batch.id(),
                batch.askedBy().name(),
                batch.reason(),
                batch.askedAt(),
                batch.window().from(),
                batch.window().until(),
                batch.spread().toSeconds(),
                OrderView.of(batch.sample().order()),
                batch.critical(),
                batch.progress().total(),
                progress(batch),
                state(batch.progress()),
                batch.approval()
                        .map(
                                given ->
                                        new ApprovalView(
                                                given.person().name(),
                                                given.at(),
                                                shortHash(given.list().hex())))
                        .orElse(null));
    }

    private static Map<String, Integer> progress(BatchSummary batch) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (CommandState state : CommandState.values()) {
            counts.put(state.word(), batch.progress().in(state));
        }
        counts.merge(CommandState.EXPIRED.word(), -batch.withdrawn(), Integer::sum);
        counts.put("withdrawn", batch.withdrawn());
        return counts;
    }

    private static String state(Progress progress) {
        if (progress.in(CommandState.REQUESTED) > 0) {
            return "waiting";
        }
        int over =
                progress.in(CommandState.DONE)
                        + progress.in(CommandState.REFUSED)
                        + progress.in(CommandState.EXPIRED);
        return over < progress.total() ? "open" : "over";
    }

    /// Enough of a hash to compare by eye.
    static String shortHash(String hex) {
        return hex.substring(0, SHORT_HASH);
    }
}
