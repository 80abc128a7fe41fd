package org.smartmeter.simulator.load;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.smartmeter.metrology.Calibration;
import org.smartmeter.metrology.Measurement;
import org.smartmeter.metrology.Metrology;
import org.smartmeter.metrology.quality.QualityResult;
import org.smartmeter.metrology.quality.QualitySettings;
import org.smartmeter.simulator.MeasurementSource;

/// Measures a timeline as life does: every sample of every cycle, at 6.4 kSa/s and the wandering
/// frequency of the network, runs through the real metrology, the neutral's current among them. In
/// a gap of the timeline the supply is off.
public final class LiveMeter implements MeasurementSource {

    private static final int RATE = 6_400;
    private static final int POINTS = 960;
    private static final int FRAMES_PER_BLOCK = RATE / 50;

    /// A window and what was found about the quality of the supply with it.
    private record Found(Measurement window, List<QualityResult> quality) {}

    private static final LoadState OFF = new LoadState(0, List.of());

    private final LoadTimeline timeline;
    private final Instant start;
    private final Waveform waveform;
    private final int width;
    private final double[] cycle;
    private final double[] block;
    private final Metrology metrology;
    private final Deque<Found> measured = new ArrayDeque<>();
    private List<QualityResult> quality = List.of();
    private Optional<Stretch> stretch;
    private LoadState drawn = OFF;
    private long samples;
    private double phase;
    private double measuredSeconds;

    public LiveMeter(LoadTimeline timeline, Instant start) {
        this.timeline = timeline;
        this.start = start;
        this.waveform = new Waveform(timeline.phases(), POINTS);
        this.width = Waveform.width(timeline.phases());
        this.cycle = new double[POINTS * width];
        this.block = new double[FRAMES_PER_BLOCK * width];
        this.metrology =
                new Metrology(
                        RATE,
                        timeline.phases(),
                        Mains.NOMINAL_HZ,
                        Calibration.none(width),
                        window -> measured.add(new Found(window, new ArrayList<>())));
        metrology.watchQuality(
                QualitySettings.EUROPEAN, result -> measured.getLast().quality().add(result));
        metrology.nextSampleAt(start);
        this.stretch = timeline.at(start);
    }

    @Override
    public Measurement next() {
        while (measured.isEmpty()) {
            if (stretch.isEmpty()) {
                throw new NoSuchElementException("nothing after " + end());
            }
            generate();
        }
        Found found = measured.remove();
        measuredSeconds += found.window().seconds();
        quality = List.copyOf(found.quality());
        return found.window();
    }

    @Override
    public List<QualityResult> quality() {
        return quality;
    }

    @Override
    public Instant end() {
        return start.plusNanos(Math.round(measuredSeconds * 1e9));
    }

    @Override
    public boolean hasNext() {
        return !measured.isEmpty() || stretch.isPresent();
    }

    private Instant generated() {
        return start.plusNanos(samples * (1_000_000_000L / RATE));
    }

    private void generate() {
        double turn = Mains.frequency(generated()) / RATE * POINTS;
        int frames = 0;
        while (frames < FRAMES_PER_BLOCK && stretch.isPresent()) {
            prepare();
            int until = framesUntilChange(frames);
            for (; frames < until; frames++) {
                interpolate(frames);
                phase += turn;
                phase = phase >= POINTS ? phase - POINTS : phase;
                samples++;
            }
        }
        metrology.accept(block, frames);
        if (stretch.isEmpty()) {
            metrology.finish();
        }
    }

    /// Draws the load of the present instant, if it is another than before.
    private void prepare() {
        Instant now = generated();
        while (stretch.isPresent() && !now.isBefore(stretch.get().to())) {
            stretch = timeline.at(stretch.get().to());
        }
        LoadState load =
                stretch.filter(s -> !now.isBefore(s.from())).map(Stretch::load).orElse(OFF);
        if (!load.equals(drawn)) {
            waveform.draw(load, cycle);
            drawn = load;
        }
    }

    private int framesUntilChange(int frames) {
        if (stretch.isEmpty()) {
            return frames;
        }
        Instant now = generated();
        Stretch present = stretch.get();
        Instant change = now.isBefore(present.from()) ? present.from() : present.to();
        double samplesLeft =
                Math.ceil(java.time.Duration.between(now, change).toNanos() / 1e9 * RATE);
        return (int) Math.clamp(frames + samplesLeft, frames + 1, FRAMES_PER_BLOCK);
    }

    private void interpolate(int frame) {
        int at = (int) phase;
        double share = phase - at;
        int here = at * width;
        int next = (at + 1) % POINTS * width;
        for (int c = 0; c < width; c++) {
            block[frame * width + c] = (1 - share) * cycle[here + c] + share * cycle[next + c];
        }
    }
}
