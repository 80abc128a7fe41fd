package org.smartmeter.headend;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the head-end does by the clock: once a second it says again what was not heard and writes
/// what was refused; every ten seconds it keeps where each meter stands. Losing the last ten
/// seconds of that costs nothing: the store takes nothing twice. One thread at a time.
final class Rounds {

    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);
    private static final int SECONDS_BETWEEN_KEEPING = 10;

    private final MeterLines lines;
    private final Uplinks uplinks;
    private final Downlink downlink;
    private final RefusalSink refusals;
    private final MeterBook book;
    private final InstantSource clock;
    private final long[] uploadsBySecond = new long[10];

    private volatile double uploadsPerSecond;
    private Instant lastKept = Instant.MIN;
    private int second;

    Rounds(
            MeterLines lines,
            Uplinks uplinks,
            Downlink downlink,
            RefusalSink refusals,
            MeterBook book,
            InstantSource clock) {
        this.lines = lines;
        this.uplinks = uplinks;
        this.downlink = downlink;
        this.refusals = refusals;
        this.book = book;
        this.clock = clock;
    }

    double uploadsPerSecond() {
        return uploadsPerSecond;
    }

    /// To be called once a second.
    void round() {
        try {
            countUploads();
            sayAgain(clock.instant());
            refusals.flush();
            if (second % SECONDS_BETWEEN_KEEPING == 0) {
                keep();
            }
        } catch (RuntimeException e) {
            LOG.error("a round failed; the next one tries again", e);
        }
    }

    private void countUploads() {
        second++;
        int slot = second % uploadsBySecond.length;
        long now = uplinks.uploads();
        long before = uploadsBySecond[slot];
        uploadsBySecond[slot] = now;
        uploadsPerSecond = (now - before) / (double) Math.min(second, uploadsBySecond.length);
    }

    private void sayAgain(Instant now) {
        for (MeterLine line : lines.all()) {
            if (!line.isAnythingDue(now)) {
                continue;
            }
            if (line.gapsOverdue(now)) {
                uplinks.askAgain(line);
            }
            line.scheduleDue(now).ifPresent(schedule -> downlink.schedule(line, schedule));
            line.leaseDue(now).ifPresent(until -> downlink.lease(line, until));
        }
    }

    private void keep() {
        Instant since = lastKept;
        Instant now = clock.instant();
        List<EnrolledMeter> heard =
                lines.all().stream()
                        .filter(
                                line ->
                                        line.lastHeard()
                                                .map(heardAt -> !heardAt.isBefore(since))
                                                .orElse(false))
                        .map(MeterLine::snapshot)
                        .toList();
        if (!heard.isEmpty()) {
            book.keep(heard);
        }
        lastKept = now;
    }

    /// Writes what is not yet written.
    void end() {
        refusals.flush();
        keep();
    }
}
