package org.smartmeter.device.supply;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.smartmeter.metrology.Measurement;

/// The limiter (IEC 62056-6-2, class 71): compares what each window measured with the threshold in
/// force, and says when to open and when to close again. Durations are those of the windows,
/// exactly: a time above the threshold begins where the first such window begins. Board time.
final class Limiter {

    /// Windows that lie further apart do not follow each other.
    private static final Duration GAP = Duration.ofSeconds(1);

    private LimiterSettings settings;
    private OptionalLong threshold;
    private int triesUsed;
    private Optional<Instant> overSince = Optional.empty();
    private Optional<Instant> underSince = Optional.empty();
    private Instant measuredUntil;
    private long value;
    private Optional<Measurement> newest = Optional.empty();
    private Optional<Instant> openUntil = Optional.empty();
    private Optional<Instant> closedSince = Optional.empty();

    /// @param threshold in force
    /// @param triesUsed before a power cut
    Limiter(LimiterSettings settings, OptionalLong threshold, int triesUsed, Instant board) {
        this.settings = settings;
        this.threshold = threshold;
        this.triesUsed = triesUsed;
        measuredUntil = board;
    }

    LimiterSettings settings() {
        return settings;
    }

    /// Takes other settings and the threshold in force. If either is new, the tries are back and an
    /// opening of its own lasts a cool-down at most.
    void limit(LimiterSettings changed, OptionalLong inForce, Instant board) {
        if (changed.equals(settings) && inForce.equals(threshold)) {
            return;
        }
        settings = changed;
        threshold = inForce;
        triesUsed = 0;
        overSince = Optional.empty();
        underSince = Optional.empty();
        Instant cool = board.plusSeconds(settings.retry().coolDownSeconds());
        openUntil = openUntil.map(until -> until.isBefore(cool) ? until : cool);
    }

    OptionalLong threshold() {
        return threshold;
    }

    /// Takes a window; one in which the monitored value is not known changes nothing.
    ///
    /// @return whether the value has been above the threshold for as long as it takes
    boolean measured(Measurement window, Instant end) {
        newest = Optional.of(window);
        double raw = settings.monitored().of(window);
        if (Double.isNaN(raw)) {
            return false;
        }
        Instant begin = end.minusNanos(Math.round(window.seconds() * 1e9));
        if (begin.isAfter(measuredUntil.plus(GAP))) {
            overSince = Optional.empty();
            underSince = Optional.empty();
        }
        measuredUntil = end;
        if (threshold.isEmpty()) {
            return false;
        }
        value = Math.round(raw);
        if (raw > threshold.getAsLong()) {
            overSince = overSince.or(() -> Optional.of(begin));
            underSince = Optional.empty();
            return lasted(overSince.get(), settings.minimumOverSeconds());
        }
        underSince = underSince.or(() -> Optional.of(begin));
        overSince = Optional.empty();
        return false;
    }

    /// Whether the meter measures a value, as far as it has measured anything.
    boolean isMeasured(MonitoredValue asked) {
        return newest.filter(window -> Double.isNaN(asked.of(window))).isEmpty();
    }

    private boolean lasted(Instant since, int seconds) {
        return !measuredUntil.isBefore(since.plusSeconds(seconds));
    }

    /// It has opened the supply (g), or finds it opened by itself after a power cut: then the wait
    /// begins anew.
    void opened(Instant board) {
        int wait =
                triesLeft() > 0
                        ? settings.retry().coolDownSeconds()
                        : settings.retry().longWaitSeconds();
        openUntil = Optional.of(board.plusSeconds(wait));
        closedSince = Optional.empty();
        overSince = Optional.empty();
        underSince = Optional.empty();
    }

    /// The supply is closed again, by whomever.
    void closed(Instant board) {
        if (openUntil.isPresent()) {
            triesUsed = triesLeft() > 0 ? triesUsed + 1 : 0;
        }
        openUntil = Optional.empty();
        closedSince = Optional.of(board);
        overSince = Optional.empty();
    }

    /// Somebody else keeps it open now.
    void released() {
        openUntil = Optional.empty();
        closedSince = Optional.empty();
    }

    /// Whether to close what it opened.
    boolean wantsReclosing(Instant board) {
        return openUntil.filter(until -> !board.isBefore(until)).isPresent()
                && (threshold.isEmpty()
                        || underSince
                                .filter(since -> lasted(since, settings.minimumUnderSeconds()))
                                .isPresent());
    }

    /// Whether not even the customer may close, since all tries are used up.
    Optional<Instant> lockedUntil(Instant board) {
        return triesLeft() > 0 ? Optional.empty() : openUntil.filter(board::isBefore);
    }

    /// When it would close what it opened.
    Optional<Instant> recloseAt() {
        return openUntil;
    }

    /// Gives the tries back to a supply that stayed closed for long.
    ///
    /// @return whether it did
    boolean forgive(Instant board) {
        if (triesUsed == 0 || forgivenAt().filter(at -> !board.isBefore(at)).isEmpty()) {
            return false;
        }
        triesUsed = 0;
        return true;
    }

    private Optional<Instant> forgivenAt() {
        return closedSince.map(since -> since.plusSeconds(settings.retry().longWaitSeconds()));
    }

    int triesUsed() {
        return triesUsed;
    }

    int triesLeft() {
        return Math.max(0, settings.retry().tries() - triesUsed);
    }

    boolean isOver() {
        return overSince.isPresent();
    }

    /// The newest value compared, raw.
    long value() {
        return value;
    }

    Optional<Instant> next(Instant board) {
        Optional<Instant> reclosing = openUntil.filter(until -> until.isAfter(board));
        return reclosing.isPresent() || triesUsed == 0
                ? reclosing
                : forgivenAt().filter(at -> at.isAfter(board));
    }
}
