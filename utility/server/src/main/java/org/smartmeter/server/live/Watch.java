package org.smartmeter.server.live;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.smartmeter.server.live.ServerEvent.LiveValues;
import org.smartmeter.server.live.ServerEvent.Reading;
import org.smartmeter.server.live.ServerEvent.Values;
import org.smartmeter.server.live.ServerEvent.Waiting;

/// One meter under watch: its viewers, how far its lease runs, what was last heard and told.
/// Thread-safe; knows no clock and sends nothing itself. Two clocks are handed in: the utility's,
/// by which leases run and which may be faster than life, and the wall's, by which silence is told.
final class Watch {

    /// How far ahead a lease is taken. Long enough that a meter is not given an order (each costs a
    /// signature and a write to its flash) more often than once a minute.
    static final Duration LEASE = Duration.ofMinutes(2);

    private static final Duration RENEWED_BEFORE_END = Duration.ofMinutes(1);

    /// A meter sends every second; after this long it is not answering.
    private static final Duration SILENT_AFTER = Duration.ofSeconds(4);

    private final Set<Viewer> viewers = new LinkedHashSet<>();
    private Instant leasedUntil = Instant.MIN;
    private Instant heard = Instant.MIN;
    private boolean connected;
    private @Nullable Values last;
    private @Nullable Waiting told;
    private @Nullable Instant unreported;

    synchronized void enter(Viewer viewer, Instant wall) {
        viewers.add(viewer);
        if (last != null && isAnswering(wall)) {
            viewer.offer(last);
        } else if (told != null) {
            viewer.offer(told);
        }
    }

    synchronized void leave(Viewer viewer) {
        viewers.remove(viewer);
    }

    synchronized void heard(LiveValues values, Instant wall) {
        if (last != null && !values.time().isAfter(last.data().time())) {
            return; // repeated or overtaken on the way
        }
        last = new Values(values);
        heard = wall;
        told = null;
        tellAll(last);
    }

    synchronized void stored(Instant upTo) {
        unreported = upTo;
    }

    /// Takes note of whether the meter is on the line and tells the viewers what has changed since
    /// the last look.
    ///
    /// @return whether to ask for a lease now
    synchronized boolean look(boolean nowConnected, Instant now, Instant wall) {
        boolean came = nowConnected && !connected;
        connected = nowConnected;
        if (unreported != null) {
            tellAll(Reading.upTo(unreported));
            unreported = null;
        }
        if (!isAnswering(wall)) {
            Waiting waiting = nowConnected ? Waiting.ASKED : Waiting.NOT_CONNECTED;
            if (!waiting.equals(told)) {
                told = waiting;
                tellAll(waiting);
            }
        }
        viewers.removeIf(Viewer::hasEnded);
        boolean leaseEnds = !now.plus(RENEWED_BEFORE_END).isBefore(leasedUntil);
        boolean ask = !viewers.isEmpty() && (leaseEnds || came);
        if (ask) {
            leasedUntil = now.plus(LEASE);
        }
        return ask;
    }

    /// Nobody looks and the lease is over.
    synchronized boolean isOver(Instant now) {
        return viewers.isEmpty() && now.isAfter(leasedUntil);
    }

    private boolean isAnswering(Instant wall) {
        return heard.isAfter(wall.minus(SILENT_AFTER));
    }

    private void tellAll(ServerEvent event) {
        viewers.forEach(viewer -> viewer.offer(event));
    }
}
