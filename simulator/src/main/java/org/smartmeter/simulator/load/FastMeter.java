package org.smartmeter.simulator.load;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.smartmeter.metrology.Measurement;
import org.smartmeter.simulator.MeasurementSource;

/// Measures a timeline faster than life: for every distinct load one window of samples runs through
/// the real metrology and **stands for the whole stretch**; energy is its power × the stretch's
/// duration. Waves of voltage and frequency within a stretch are not seen; [#statement] says so.
public final class FastMeter implements MeasurementSource {

    private static final int REMEMBERED_LOADS = 4_096;

    private final LoadTimeline timeline;
    private final SteadyMeter meter;
    private final Map<LoadState, Measurement> windows =
            new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<LoadState, Measurement> eldest) {
                    return size() > REMEMBERED_LOADS;
                }
            };
    private Instant end;
    private Optional<Stretch> upcoming;
    private long windowsMeasured;
    private long stretches;

    /// @param start measures from here on
    public FastMeter(LoadTimeline timeline, Instant start) {
        this.timeline = timeline;
        this.meter = new SteadyMeter(timeline.phases());
        this.end = start;
        this.upcoming = timeline.at(start);
    }

    @Override
    public Measurement next() {
        // asked again: a switch may have moved since
        Stretch stretch =
                timeline.at(end)
                        .orElseThrow(() -> new NoSuchElementException("nothing after " + end));
        Instant from = stretch.from().isAfter(end) ? stretch.from() : end;
        Measurement window = windows.get(stretch.load());
        if (window == null) {
            window = meter.measure(stretch.load());
            windows.put(stretch.load(), window);
            windowsMeasured++;
        }
        stretches++;
        end = stretch.to();
        upcoming = timeline.at(end);
        return window.lasting(new Stretch(from, end, stretch.load()).seconds());
    }

    @Override
    public Instant end() {
        return end;
    }

    @Override
    public boolean hasNext() {
        return upcoming.isPresent();
    }

    /// What this simulation did, in words for a status page.
    public String statement() {
        return "time runs faster than life: %d measured windows stand for %d stretches of constant load"
                .formatted(windowsMeasured, stretches);
    }
}
