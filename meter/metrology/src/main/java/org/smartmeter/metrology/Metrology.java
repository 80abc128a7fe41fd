package org.smartmeter.metrology;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.smartmeter.metrology.quality.HarmonicContent;
import org.smartmeter.metrology.quality.Intervals;
import org.smartmeter.metrology.quality.QualityResult;
import org.smartmeter.metrology.quality.QualitySettings;
import org.smartmeter.metrology.quality.StreamClock;

/// Turns a stream of samples into one [Measurement] per window of 10 (50 Hz) or 12 (60 Hz) cycles,
/// from one positive-going zero crossing of the fundamental to another, found by its phase. Where
/// there is no fundamental, windows last 200 ms by the clock and say so. One thread at a time.
/// Every sample's energy is counted exactly once, whatever the mains does; the begin and the end of
/// the stream are windows cut by the clock.
public final class Metrology {

    static final double LOWEST_RATE = 4_000;
    static final double HIGHEST_RATE = 32_000;

    private static final double MOST_CELSIUS = 150;

    /// What is picked up by a line without voltage stays below this.
    private static final double LEAST_VOLTS = 0.1;

    private static final double CLOCK_WINDOW_SECONDS = 0.2;

    /// What the processor's first cache holds of all channels.
    private static final int MOST_FRAMES_AT_ONCE = 512;

    private static final double MOST_HZ_CHANGE_PER_WINDOW = 2;

    /// How far a crossing may lie from where it was expected, in cycles.
    private static final double SEARCH_CYCLES = 0.5;

    private static final double CYCLES_AROUND_CROSSING = Fundamental.CYCLES / 2.0 + SEARCH_CYCLES;

    private final double rate;
    private final int nominalHz;
    private final int cyclesPerWindow;
    private final FrontEnd frontEnd;
    private final Consumer<Measurement> measured;
    private final SampleHistory history;
    private final Fundamental fundamental;
    private final WindowValues values;
    private final int phases;
    private final boolean neutral;

    private Boundary begin = Boundary.hard(-0.5);

    /// Where the next window of the quality begins, if not with the next window.
    private Optional<Boundary> anew = Optional.empty();

    /// How many cycles there are from the last crossing to the one that is looked for.
    private int cyclesAhead;
    private double f = Double.NaN;
    private int referenceChannel;
    private double needed;
    private boolean harmonicsRequested;
    private Optional<QualityMeter> quality = Optional.empty();
    private StreamClock clock;
    private long taken;

    /// @param rate samples per second and channel, 4,000…32,000
    /// @param phases 1 or 3
    /// @param nominalHz 50 or 60
    /// @param calibration of the front end, channels in the order v1, i1, v2, i2, v3, i3; with one
    /// channel more the last one is the neutral's current, and so in every frame
    /// @param measured takes each window, on the caller's thread, within [#accept]
    /// @throws IllegalArgumentException if a figure is outside its range
    public Metrology(
            double rate,
            int phases,
            int nominalHz,
            Calibration calibration,
            Consumer<Measurement> measured) {
        if (!(rate >= LOWEST_RATE && rate <= HIGHEST_RATE)) {
            throw new IllegalArgumentException("rate is " + rate + " Sa/s; it is 4,000…32,000");
        }
        if (phases != 1 && phases != 3) {
            throw new IllegalArgumentException(phases + " phases; there are 1 or 3");
        }
        if (calibration.phases() != phases) {
            throw new IllegalArgumentException(
                    calibration.channels().size()
                            + " calibrations for "
                            + 2 * phases
                            + " channels");
        }
        this.rate = rate;
        this.nominalHz = nominalHz;
        this.cyclesPerWindow = cyclesPerWindow(nominalHz);
        this.cyclesAhead = cyclesPerWindow;
        this.frontEnd = new FrontEnd(calibration, rate);
        this.measured = measured;
        this.history = new SampleHistory(calibration.channels().size(), (int) (rate / 2));
        this.fundamental = new Fundamental(history, rate);
        this.values = new WindowValues(history, frontEnd, rate, phases, cyclesPerWindow);
        this.phases = phases;
        this.neutral = calibration.hasNeutral();
        this.clock = new StreamClock(0, Instant.EPOCH, rate);
        lookFrom(begin, Double.NaN);
    }

    /// For samples that are volts and amperes already, without the neutral's current.
    public static Metrology ofCalibrated(
            double rate, int phases, int nominalHz, Consumer<Measurement> measured) {
        return new Metrology(rate, phases, nominalHz, Calibration.none(2 * phases), measured);
    }

    /// 10 cycles at 50 Hz, 12 at 60 Hz (IEC 61000-4-30, 4.4).
    ///
    /// @throws IllegalArgumentException for another nominal frequency
    static int cyclesPerWindow(int nominalHz) {
        return switch (nominalHz) {
            case 50 -> 10;
            case 60 -> 12;
            default ->
                    throw new IllegalArgumentException(
                            "mains of " + nominalHz + " Hz; it is 50 or 60");
        };
    }

    /// Has the quality of the supply measured from here on; harmonics then come with every
    /// synchronised window. To be called before the first sample.
    ///
    /// @param results takes what was found within [#accept], the results of a window after its
    /// [Measurement]
    /// @throws IllegalStateException if samples were taken already
    public void watchQuality(QualitySettings settings, Consumer<? super QualityResult> results) {
        if (taken > 0) {
            throw new IllegalStateException("quality is watched from the first sample on");
        }
        quality = Optional.of(new QualityMeter(settings, phases, nominalHz, rate, results));
    }

    /// Says when the next sample is taken: intervals of the quality of the supply end with this
    /// clock. Without being told the stream begins at 1970. To be told again now and then, since
    /// two clocks never agree for long.
    public void nextSampleAt(Instant instant) {
        clock = new StreamClock(taken, instant, rate * frontEnd.clockRatio());
    }

    /// Takes the first `frames` frames of a block; a frame is one sample of each channel in the
    /// order of the calibration. The array may be used again.
    ///
    /// @throws IllegalArgumentException if the block is shorter, or a sample is not finite; nothing
    /// of the block is taken then
    public void accept(double[] interleaved, int frames) {
        frontEnd.check(interleaved, frames, history.end());
        for (int at = 0; at < frames; ) {
            int count = Math.min(frames - at, framesUntilNeeded());
            frontEnd.take(interleaved, at, count, history);
            at += count;
            taken += count;
            measureIfComplete();
        }
    }

    /// The same from ADC counts.
    public void accept(int[] interleaved, int frames) {
        frontEnd.check(interleaved.length, frames);
        for (int at = 0; at < frames; ) {
            int count = Math.min(frames - at, framesUntilNeeded());
            frontEnd.take(interleaved, at, count, history);
            at += count;
            taken += count;
            measureIfComplete();
        }
    }

    /// Says how warm the front end is from now on, so that what drifts with temperature is
    // corrected.
    /// Without being told it stays at the calibration's reference temperature.
    ///
    /// @throws IllegalArgumentException if it is not a temperature that electronics bear
    public void temperature(double celsius) {
        if (!(Math.abs(celsius) <= MOST_CELSIUS)) {
            throw new IllegalArgumentException(
                    "temperature is " + celsius + " °C; at most ±" + MOST_CELSIUS);
        }
        frontEnd.temperature(celsius);
    }

    /// Has harmonics and THD measured in the next synchronised window.
    public void requestHarmonics() {
        harmonicsRequested = true;
    }

    /// Measures what is left, cut by the clock, and ends the stream.
    public void finish() {
        frontEnd.flush(history);
        measureIfComplete();
        Boundary end = Boundary.hard(history.end() - 0.5);
        if (end.position() > begin.position()) {
            emit(end, Double.NaN);
        }
    }

    /// Windows are measured as soon as they can be, so that they do not depend on the blocks.
    private int framesUntilNeeded() {
        double missing = Math.ceil(needed) - history.end() + frontEnd.framesToDrop();
        return (int) Math.clamp(missing, 1, MOST_FRAMES_AT_ONCE);
    }

    private void measureIfComplete() {
        while (history.end() >= needed) {
            if (Double.isNaN(f)) {
                seek();
            } else {
                follow();
            }
        }
    }

    /// Measures a window by the clock, or up to the first crossing of a mains that is there again.
    private void seek() {
        double clockEnd = begin.position() + CLOCK_WINDOW_SECONDS * rate;
        for (int channel = 0; channel < 2 * phases; channel += 2) {
            double found = fundamental.search(channel, begin.position(), clockEnd, LEAST_VOLTS);
            if (Double.isNaN(found)) {
                continue;
            }
            double cycle = rate / found;
            double near = begin.position() + (CYCLES_AROUND_CROSSING + 1) * cycle;
            for (; near < clockEnd; near += cycle) {
                double crossing = fundamental.crossing(channel, near, found, Fundamental.CYCLES);
                if (isMains(channel, crossing, found)) {
                    referenceChannel = channel;
                    emit(Boundary.soft(crossing), Double.NaN);
                    lookFrom(begin, found);
                    return;
                }
            }
        }
        emit(Boundary.soft(clockEnd), Double.NaN);
        lookFrom(begin, Double.NaN);
    }

    /// Measures the window from the last crossing to the one a whole number of cycles on.
    private void follow() {
        double expected = begin.position() + cyclesAhead * rate / f;
        double crossing =
                fundamental.crossingAfter(
                        referenceChannel, begin.position(), cyclesAhead, f, Fundamental.CYCLES);
        double from = anew.orElse(begin).position();
        double found = cyclesPerWindow * rate / (crossing - from);
        if (Math.abs(crossing - expected) <= SEARCH_CYCLES * rate / f
                && Math.abs(found - f) <= MOST_HZ_CHANGE_PER_WINDOW
                && isMains(referenceChannel, crossing, found)) {
            emit(Boundary.soft(crossing), found);
            lookFrom(begin, found);
        } else {
            emit(Boundary.soft(begin.position() + CLOCK_WINDOW_SECONDS * rate), Double.NaN);
            lookFrom(begin, Double.NaN);
        }
    }

    private boolean isMains(int channel, double crossing, double frequency) {
        return fundamental.isPresent(LEAST_VOLTS)
                && frequency > Fundamental.LOWEST_HZ
                && frequency < Fundamental.HIGHEST_HZ
                && fundamental.isTuned(channel, crossing, frequency, Fundamental.CYCLES);
    }

    private void lookFrom(Boundary boundary, double frequency) {
        f = frequency;
        double clock = CLOCK_WINDOW_SECONDS * rate;
        double window =
                Double.isNaN(f)
                        ? clock + CYCLES_AROUND_CROSSING * rate / Fundamental.LOWEST_HZ
                        : Math.max(clock, (cyclesPerWindow + CYCLES_AROUND_CROSSING) * rate / f);
        needed = boundary.position() + window + Boundary.HALF_WIDTH + 1;
    }

    /// Measures from the last boundary to `end`; a frequency says that the window is synchronised.
    private void emit(Boundary end, double frequency) {
        boolean synchronised = !Double.isNaN(frequency);
        Boundary from = synchronised ? anew.orElse(begin) : begin;
        int fresh = synchronised ? cyclesAhead : 0;
        List<HarmonicContent> contents =
                synchronised && (harmonicsRequested || quality.isPresent())
                        ? values.contents(from, end, frequency)
                        : List.of();
        harmonicsRequested &= !synchronised;
        List<PhaseMeasurement> measured = values.phases(begin, end, fresh, frequency, contents);
        tell(end, synchronised, measured);
        if (quality.isPresent()) {
            int cycles = synchronised ? cyclesPerWindow : 0;
            List<PhaseMeasurement> whole =
                    from == begin
                            ? measured
                            : values.phases(from, end, cycles, frequency, contents);
            QualityMeter.Span span = new QualityMeter.Span(from, begin, end, cycles, fresh);
            quality.get().window(history, span, values.sums(), whole, contents, clock);
        }
        cyclesAhead = cyclesPerWindow;
        anew = synchronised ? anew(from, end) : Optional.empty();
        begin = end;
        history.forgetBefore(anew.orElse(end).firstTouched());
    }

    private void tell(Boundary end, boolean synchronised, List<PhaseMeasurement> phases) {
        long firstSample = (long) Math.ceil(begin.position());
        Measurement window =
                Measurement.of(
                        (end.position() - begin.position()) / (rate * frontEnd.clockRatio()),
                        firstSample,
                        (int) ((long) Math.ceil(end.position()) - firstSample),
                        synchronised,
                        phases);
        measured.accept(neutral ? window.withNeutral(values.neutralAmperes(begin, end)) : window);
    }

    /// Where a tick of the clock lies in a window, the quality's next one begins at the first
    /// crossing after the tick, before this one ends (IEC 61000-4-30, 4.5, class A). So that the
    /// same windows go on for energy and quality, the next one for energy has just the cycles that
    /// are missing until then.
    private Optional<Boundary> anew(Boundary from, Boundary end) {
        if (quality.isEmpty()) {
            return Optional.empty();
        }
        double tick = clock.position(Intervals.tickAfter(clock.at(from.position())));
        double cycle = (end.position() - from.position()) / cyclesPerWindow;
        int cycles = (int) Math.ceil((tick - from.position()) / cycle);
        if (cycles < 1 || cycles >= cyclesPerWindow) {
            return Optional.empty();
        }
        cyclesAhead = cycles;
        return Optional.of(Boundary.soft(from.position() + cycles * cycle));
    }
}
