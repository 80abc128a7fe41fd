package org.smartmeter.board.wifi;

import java.time.Duration;
import java.time.Instant;
import org.smartmeter.board.wifi.WifiReport.Reach;

/// Tells what is wrong with a network from the radio's reports: what lasts, not what flickers.
/// Signal strengths have two thresholds, so that one at the edge is not told again and again.
final class Diagnosis {

    static final int WEAK_DBM = -78;
    static final int STRONG_DBM = -72;

    /// How long something has to last before it is told.
    static final Duration LASTING = Duration.ofSeconds(60);

    private Trouble told = Trouble.NONE;
    private Trouble seen = Trouble.NONE;
    private Instant since;
    private boolean weak;

    Diagnosis(Instant start) {
        since = start;
    }

    /// What has lasted until now.
    Trouble take(WifiReport report, Instant now) {
        Trouble found = of(report);
        if (found != seen) {
            seen = found;
            since = now;
        }
        if (seen != told && !now.isBefore(since.plus(LASTING))) {
            told = seen;
        }
        return told;
    }

    private Trouble of(WifiReport report) {
        return switch (report.state()) {
            case NOT_FOUND -> Trouble.NOT_FOUND;
            case PASSWORD_REFUSED -> Trouble.PASSWORD_REFUSED;
            case SEARCHING, OPEN -> Trouble.NOT_JOINED;
            case JOINED -> ofJoined(report);
        };
    }

    private Trouble ofJoined(WifiReport report) {
        weak = report.signal() < (weak ? STRONG_DBM : WEAK_DBM);
        if (!report.hasAddress()) {
            return Trouble.NO_ADDRESS;
        }
        if (report.reach() == Reach.PORTAL) {
            return Trouble.PORTAL;
        }
        if (report.reach() == Reach.NOTHING) {
            return Trouble.NO_INTERNET;
        }
        return weak ? Trouble.WEAK_SIGNAL : Trouble.NONE;
    }
}
