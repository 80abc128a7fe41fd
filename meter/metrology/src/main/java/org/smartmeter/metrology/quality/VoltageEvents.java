package org.smartmeter.metrology.quality;

import java.time.Duration;
import java.util.Arrays;
import java.util.function.Consumer;

/// Finds dips, swells and interruptions in U_rms(1/2) (IEC 61000-4-30, 5.4 and 5.5): a dip or swell
/// begins on any phase and ends when all have recovered by the hysteresis; an interruption is all
/// phases below 5 % (EN 50160) and takes the place of the dip around it.
public final class VoltageEvents {

    private static final double DIP = 0.90;
    private static final double SWELL = 1.10;
    private static final double INTERRUPTION = 0.05;
    private static final double HYSTERESIS = 0.02;

    private final double declared;
    private final Consumer<VoltageEvent> ended;
    private final double[] latest;
    private final Excursion dip = new Excursion(VoltageEvent.Kind.DIP);
    private final Excursion swell = new Excursion(VoltageEvent.Kind.SWELL);
    private final Excursion interruption = new Excursion(VoltageEvent.Kind.INTERRUPTION);
    private boolean interrupted;
    private boolean touched;

    /// @param ended takes each event once it is over
    public VoltageEvents(double declaredVolts, int phases, Consumer<VoltageEvent> ended) {
        this.declared = declaredVolts;
        this.ended = ended;
        this.latest = new double[phases];
        Arrays.fill(latest, declaredVolts);
    }

    /// Takes the values of all phases in the order of their middles.
    ///
    /// @param volts rms over a full cycle
    /// @param middle of that cycle, position in the stream
    /// @param length of the cycle, samples
    public void cycle(int phase, double volts, double middle, double length, StreamClock clock) {
        latest[phase] = volts;
        double lowest = Arrays.stream(latest).min().orElseThrow();
        double highest = Arrays.stream(latest).max().orElseThrow();

        boolean begins = highest < INTERRUPTION * declared;
        interrupted |= begins;
        interruption.take(
                begins,
                highest >= (INTERRUPTION + HYSTERESIS) * declared,
                (1 << latest.length) - 1,
                lowest,
                middle - length / 2,
                middle + length / 2,
                clock);
        if (dip.take(
                lowest < DIP * declared,
                lowest >= (DIP + HYSTERESIS) * declared,
                phasesWhere(DIP, -1),
                lowest,
                middle,
                middle,
                clock)) {
            interrupted = false;
        }
        swell.take(
                highest > SWELL * declared,
                highest <= (SWELL - HYSTERESIS) * declared,
                phasesWhere(SWELL, 1),
                highest,
                middle,
                middle,
                clock);
        touched |= dip.open || swell.open || interruption.open;
    }

    private int phasesWhere(double threshold, int sign) {
        int mask = 0;
        for (int phase = 0; phase < latest.length; phase++) {
            if (sign * (latest[phase] - threshold * declared) > 0) {
                mask |= 1 << phase;
            }
        }
        return mask;
    }

    /// Whether anything was going on since the last call.
    public boolean takeTouched() {
        boolean was = touched;
        touched = dip.open || swell.open || interruption.open;
        return was;
    }

    /// One kind of event: going on or not.
    private final class Excursion {

        private final VoltageEvent.Kind kind;
        private boolean open;
        private java.time.Instant start = java.time.Instant.EPOCH;
        private double startPosition;
        private double lastPosition;
        private double extreme;
        private int phases;

        Excursion(VoltageEvent.Kind kind) {
            this.kind = kind;
        }

        /// @param from where the event began if it begins with this cycle
        /// @param to where it ends if this is its last cycle
        /// @return whether an event ended here
        boolean take(
                boolean begins,
                boolean recovered,
                int crossed,
                double volts,
                double from,
                double to,
                StreamClock clock) {
            if (!open && begins) {
                open = true;
                start = clock.at(from);
                startPosition = from;
                extreme = volts;
                phases = 0;
            }
            if (!open) {
                return false;
            }
            if (recovered) {
                open = false;
                end(clock);
                return true;
            }
            lastPosition = to;
            phases |= crossed;
            boolean further = kind == VoltageEvent.Kind.SWELL ? volts > extreme : volts < extreme;
            extreme = further ? volts : extreme;
            return false;
        }

        private void end(StreamClock clock) {
            if (kind == VoltageEvent.Kind.DIP && interrupted) {
                return;
            }
            double seconds = (lastPosition - startPosition) / clock.rate();
            ended.accept(
                    new VoltageEvent(
                            kind,
                            start,
                            Duration.ofNanos(Math.round(seconds * 1e9)),
                            extreme,
                            phases));
        }
    }
}
