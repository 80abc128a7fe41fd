package org.smartmeter.device.display;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.smartmeter.metrology.Measurement;
import org.smartmeter.metrology.PhaseMeasurement;

/// Gathers windows until they make a second, so that a display neither flickers nor misses a load:
/// powers as means over time, voltages and currents as root mean squares.
final class FlowAverage {

    /// Five windows of 10 cycles at 49.9 Hz are a little longer, at 50.1 Hz a little shorter.
    private static final double ENOUGH_SECONDS = 0.99;

    private double seconds;
    private double p;
    private double q1;
    private double s;
    private double f;
    private double synchronisedSeconds;
    private double[] u2 = {};
    private double[] i2 = {};

    /// Takes a window.
    ///
    /// @return the stretch that it completes
    Optional<Flow> add(Measurement window, Instant end) {
        if (u2.length != window.phases().size()) {
            clear(window.phases().size());
        }
        double duration = window.seconds();
        seconds += duration;
        p += window.p() * duration;
        q1 += window.q1() * duration;
        s += window.s() * duration;
        if (!Double.isNaN(window.f())) {
            f += window.f() * duration;
            synchronisedSeconds += duration;
        }
        for (int i = 0; i < u2.length; i++) {
            PhaseMeasurement phase = window.phases().get(i);
            u2[i] += phase.uRms() * phase.uRms() * duration;
            i2[i] += phase.iRms() * phase.iRms() * duration;
        }
        if (seconds < ENOUGH_SECONDS) {
            return Optional.empty();
        }
        Flow flow = flow(end);
        clear(u2.length);
        return Optional.of(flow);
    }

    private Flow flow(Instant end) {
        List<Flow.Phase> phases = new ArrayList<>();
        for (int i = 0; i < u2.length; i++) {
            phases.add(new Flow.Phase(Math.sqrt(u2[i] / seconds), Math.sqrt(i2[i] / seconds)));
        }
        return new Flow(
                end,
                p / seconds,
                q1 / seconds,
                s > 0 ? p / s : 0,
                synchronisedSeconds > 0
                        ? OptionalDouble.of(f / synchronisedSeconds)
                        : OptionalDouble.empty(),
                phases);
    }

    private void clear(int phases) {
        seconds = 0;
        p = 0;
        q1 = 0;
        s = 0;
        f = 0;
        synchronisedSeconds = 0;
        u2 = new double[phases];
        i2 = new double[phases];
    }
}
