package org.smartmeter.simulator.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.smartmeter.device.FrontEnd;
import org.smartmeter.device.supply.Relay;
import org.smartmeter.metrology.Measurement;
import org.smartmeter.simulator.MeasurementSource;

/// Feeds a meter from a source of measurements in step with the board's time: a window is handed
/// over once the board's time has reached its end.
public final class SourceFrontEnd implements FrontEnd {

    private final MeasurementSource source;
    private final Duration step;
    private final Optional<Relay> relay;
    private @Nullable Measurement waiting;

    /// @param step how often the meter asks
    public SourceFrontEnd(MeasurementSource source, Duration step) {
        this(source, step, Optional.empty());
    }

    /// @param relay in the current path of the place that is measured
    public SourceFrontEnd(MeasurementSource source, Duration step, Relay relay) {
        this(source, step, Optional.of(relay));
    }

    private SourceFrontEnd(MeasurementSource source, Duration step, Optional<Relay> relay) {
        this.source = source;
        this.step = step;
        this.relay = relay;
    }

    @Override
    public Optional<Relay> relay() {
        return relay;
    }

    @Override
    public Instant deliver(Instant now, Windows windows) {
        while (ready(now)) {
            if (waiting != null) {
                windows.measured(waiting, source.end());
                source.quality().forEach(windows::quality);
                waiting = null;
            }
        }
        return source.hasNext() || waiting != null ? now.plus(step) : Instant.MAX;
    }

    /// Measures the next window if its turn has come; whether one may be handed over now.
    private boolean ready(Instant now) {
        if (waiting == null) {
            if (!source.end().isBefore(now) || !source.hasNext()) {
                return false;
            }
            waiting = source.next();
        }
        return !source.end().isAfter(now);
    }
}
