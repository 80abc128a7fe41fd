package org.smartmeter.device.quality;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.smartmeter.device.Part;
import org.smartmeter.device.Surroundings;
import org.smartmeter.metrology.quality.FrequencyReading;
import org.smartmeter.metrology.quality.PhaseQuality;
import org.smartmeter.metrology.quality.QualityInterval;
import org.smartmeter.metrology.quality.QualityResult;
import org.smartmeter.metrology.quality.QualityWindow;
import org.smartmeter.metrology.quality.VoltageEvent;
import org.smartmeter.wire.EventCode;

/// Tells the journal what was wrong with the supply: each dip, swell and interruption, every time
/// a quality leaves its limit of EN 50160 and is back. In a storm of
/// events all but some are only counted, so that a bad contact cannot fill the journal. Flagged
/// intervals are not judged: what spoilt them was told as an event.
public final class QualityJournal implements Part {

    private static final int MOST_AT_ONCE = 30;
    private static final Duration ONE_MORE_EVERY = Duration.ofMinutes(2);
    private static final Duration TOLD_AGAIN = Duration.ofMinutes(15);

    private static final double THOUSANDTHS = 1000;

    /// Since when a quality is beyond its limit, and its worst value.
    private record Excess(Instant since, double worst) {}

    private final QualityLimits limits;
    private final Map<Quality, Excess> beyond = new EnumMap<>(Quality.class);
    private @Nullable Surroundings meter;
    private Allowance allowance = new Allowance(MOST_AT_ONCE, ONE_MORE_EVERY, Instant.EPOCH);
    private LeftOut leftOut = new LeftOut();

    public QualityJournal(QualityLimits limits) {
        this.limits = limits;
    }

    @Override
    public void begin(Surroundings around, Instant board) {
        meter = around;
        allowance = new Allowance(MOST_AT_ONCE, ONE_MORE_EVERY, board);
    }

    @Override
    public void quality(QualityResult result) {
        switch (result) {
            case VoltageEvent event -> voltage(event);
            case QualityInterval interval -> judge(interval);
            case FrequencyReading reading -> {
                judge(Quality.FREQUENCY_LOW, reading.hertz(), 0, reading.end());
                judge(Quality.FREQUENCY_HIGH, reading.hertz(), 0, reading.end());
            }
            case QualityWindow _ -> {} // its sequence of phases is for the tamper watch
        }
    }

    private void voltage(VoltageEvent event) {
        Instant over = event.start().plus(event.duration());
        if (!allowance.take(over)) {
            leftOut.add(event);
            return;
        }
        EventCode code =
                switch (event.kind()) {
                    case DIP -> EventCode.VOLTAGE_DIP;
                    case SWELL -> EventCode.VOLTAGE_SWELL;
                    case INTERRUPTION -> EventCode.SUPPLY_INTERRUPTION;
                };
        write(
                event.start(),
                code,
                event.duration().toMillis(),
                thousandths(event.volts()),
                event.phases());
    }

    private void judge(QualityInterval interval) {
        if (interval.flagged()) {
            return;
        }
        switch (interval.length()) {
            case THREE_SECONDS -> {}
            case TEN_MINUTES -> {
                List<PhaseQuality> phases = interval.phases();
                judge(Quality.VOLTAGE_LOW, volts(phases), interval.end());
                judge(Quality.VOLTAGE_HIGH, volts(phases), interval.end());
                judge(Quality.DISTORTION, distortions(phases), interval.end());
                judge(Quality.UNBALANCE, 100 * interval.symmetry().negative(), 0, interval.end());
            }
            case TWO_HOURS -> judge(Quality.FLICKER, interval.flicker(), interval.end());
        }
    }

    private static double[] volts(List<PhaseQuality> phases) {
        return phases.stream().mapToDouble(PhaseQuality::uRms).toArray();
    }

    private static double[] distortions(List<PhaseQuality> phases) {
        return phases.stream().mapToDouble(phase -> 100 * phase.u().distortion()).toArray();
    }

    /// Judges by the worst phase; phases of which nothing is known do not count.
    private void judge(Quality quality, double[] values, Instant end) {
        double worst = Double.NaN;
        int phases = 0;
        for (int phase = 0; phase < values.length; phase++) {
            double value = values[phase];
            if (!Double.isNaN(value)) {
                worst = Double.isNaN(worst) ? value : quality.worse(worst, value);
            }
            if (quality.isBeyond(value, limits.of(quality))) {
                phases |= 1 << phase;
            }
        }
        judge(quality, worst, phases, end);
    }

    private void judge(Quality quality, double value, int phases, Instant end) {
        if (Double.isNaN(value)) {
            return;
        }
        double limit = limits.of(quality);
        Optional<Excess> known = Optional.ofNullable(beyond.get(quality));
        if (quality.isBeyond(value, limit)) {
            double worst = known.map(it -> quality.worse(it.worst(), value)).orElse(value);
            beyond.put(quality, new Excess(known.map(Excess::since).orElse(end), worst));
            if (known.isEmpty()) {
                other(
                        end,
                        EventCode.QUALITY_LIMIT_EXCEEDED,
                        quality.number(),
                        thousandths(value),
                        thousandths(limit),
                        phases);
            }
        } else if (known.isPresent()) {
            beyond.remove(quality);
            other(
                    end,
                    EventCode.QUALITY_LIMIT_KEPT,
                    quality.number(),
                    thousandths(known.get().worst()),
                    Duration.between(known.get().since(), end).toMillis());
        }
    }

    private void other(Instant board, EventCode code, long... values) {
        if (allowance.take(board)) {
            write(board, code, values);
        } else {
            leftOut.addOther();
        }
    }

    private void write(Instant board, EventCode code, long... values) {
        if (meter != null) {
            meter.event(board, code, values);
        }
    }

    private static long thousandths(double value) {
        return Math.round(value * THOUSANDTHS);
    }

    /// Once the storm is over, what was only counted is told.
    @Override
    public void run(Instant board) {
        if (!leftOut.isEmpty() && allowance.isHalfFull(board)) {
            tellLeftOut(board);
        }
    }

    private void tellLeftOut(Instant board) {
        write(board, EventCode.QUALITY_EVENTS_COUNTED, leftOut.values());
        leftOut = new LeftOut();
    }

    @Override
    public Optional<Instant> next(Instant board) {
        return leftOut.isEmpty() ? Optional.empty() : Optional.of(board.plus(TOLD_AGAIN));
    }

    @Override
    public void end(Instant board) {
        if (!leftOut.isEmpty()) {
            tellLeftOut(board);
        }
    }
}
