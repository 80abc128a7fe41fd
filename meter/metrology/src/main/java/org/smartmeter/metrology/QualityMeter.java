package org.smartmeter.metrology;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.smartmeter.metrology.quality.Flickermeter;
import org.smartmeter.metrology.quality.HarmonicContent;
import org.smartmeter.metrology.quality.Intervals;
import org.smartmeter.metrology.quality.PhaseQuality;
import org.smartmeter.metrology.quality.QualityResult;
import org.smartmeter.metrology.quality.QualitySettings;
import org.smartmeter.metrology.quality.QualityWindow;
import org.smartmeter.metrology.quality.StreamClock;
import org.smartmeter.metrology.quality.Symmetry;
import org.smartmeter.metrology.quality.TenSecondFrequency;
import org.smartmeter.metrology.quality.VoltageEvents;

/// Brings the samples of each window to everything that judges the quality of the supply.
final class QualityMeter {

    /// Below this share of the declared voltage the fundamental says nothing about its crossings.
    private static final double LEAST_FUNDAMENTAL = 0.02;

    private final double declaredVolts;
    private final Consumer<? super QualityResult> results;
    private final HalfCycles[] halfCycles;
    private final Flickermeter[] flickermeters;
    private final VoltageEvents events;
    private final TenSecondFrequency frequency;
    private final Intervals intervals;
    private long flickered;

    /// Whether the window before was: what the next shares with it spoils that too.
    private boolean flagged;

    QualityMeter(
            QualitySettings settings,
            int phases,
            int nominalHz,
            double rate,
            Consumer<? super QualityResult> results) {
        this.declaredVolts = settings.declaredVolts();
        this.results = results;
        this.halfCycles = new HalfCycles[phases];
        Arrays.setAll(halfCycles, phase -> new HalfCycles(2 * phase, rate / nominalHz / 2));
        this.flickermeters = new Flickermeter[phases];
        Arrays.setAll(flickermeters, phase -> new Flickermeter(rate, settings.lamp()));
        this.events = new VoltageEvents(declaredVolts, phases, results::accept);
        this.frequency = new TenSecondFrequency(results);
        this.intervals = new Intervals(flickermeters, results);
    }

    /// Where a window is.
    ///
    /// @param begin may lie in the window before
    /// @param fresh where it is new: where the one before ended
    /// @param cycles of the fundamental in it, 0 if it is not synchronised
    /// @param freshCycles of the fundamental in what is new of it
    record Span(Boundary begin, Boundary fresh, Boundary end, int cycles, int freshCycles) {

        double samples() {
            return end.position() - begin.position();
        }

        boolean overlaps() {
            return begin.position() < fresh.position();
        }
    }

    /// Takes a window.
    ///
    /// @param contents voltage and current of each phase in turn
    void window(
            SampleHistory history,
            Span span,
            WindowSums[] sums,
            List<PhaseMeasurement> phases,
            List<HarmonicContent> contents,
            StreamClock clock) {
        Boundary end = span.end();
        if (span.cycles() > 0) {
            followCrossings(span.begin().position(), span.samples() / span.cycles(), sums);
        }
        findEvents(history, end.position(), clock);
        double seconds = span.samples() / clock.rate();
        boolean touched = events.takeTouched() || flagged && span.overlaps();
        QualityWindow window =
                new QualityWindow(
                        clock.at(end.position()),
                        seconds,
                        touched,
                        phases.getFirst().f(),
                        qualities(phases, contents),
                        symmetry(span.cycles(), sums));
        flagged = touched;
        intervals.begins(window.end(), seconds);
        watchFlicker(history, end);
        results.accept(window);
        intervals.take(window);
        frequency.window(span.fresh().position(), end.position(), span.freshCycles(), clock);
    }

    private void followCrossings(double begin, double cycle, WindowSums[] sums) {
        for (int phase = 0; phase < sums.length; phase++) {
            if (sums[phase].fundamentalVolts() > LEAST_FUNDAMENTAL * declaredVolts) {
                double turns = sums[phase].voltageAngle() / (2 * Math.PI);
                halfCycles[phase].follow(begin - turns * cycle, cycle / 2);
            }
        }
    }

    /// In the order of time, whatever the phase.
    private void findEvents(SampleHistory history, double end, StreamClock clock) {
        while (true) {
            int earliest = 0;
            for (int phase = 1; phase < halfCycles.length; phase++) {
                if (halfCycles[phase].next() < halfCycles[earliest].next()) {
                    earliest = phase;
                }
            }
            HalfCycles next = halfCycles[earliest];
            double before = next.next();
            if (next.advance(history, end)) {
                events.cycle(earliest, next.rms(), next.middle(), next.length(), clock);
            } else if (next.next() == before) {
                return;
            }
        }
    }

    private void watchFlicker(SampleHistory history, Boundary end) {
        long to = Math.max(flickered, end.firstTouched());
        for (int phase = 0; phase < flickermeters.length; phase++) {
            flickermeters[phase].take(
                    history.channel(2 * phase), history.offset(flickered), history.offset(to));
        }
        flickered = to;
    }

    private static List<PhaseQuality> qualities(
            List<PhaseMeasurement> phases, List<HarmonicContent> contents) {
        List<PhaseQuality> qualities = new ArrayList<>(phases.size());
        for (int phase = 0; phase < phases.size(); phase++) {
            PhaseMeasurement measured = phases.get(phase);
            boolean known = !contents.isEmpty();
            qualities.add(
                    new PhaseQuality(
                            measured.uRms(),
                            measured.iRms(),
                            known ? contents.get(2 * phase) : HarmonicContent.NONE,
                            known ? contents.get(2 * phase + 1) : HarmonicContent.NONE));
        }
        return qualities;
    }

    private static Symmetry symmetry(int cycles, WindowSums[] sums) {
        if (cycles == 0 || sums.length < 3) {
            return Symmetry.NONE;
        }
        double[] re = new double[sums.length];
        double[] im = new double[sums.length];
        for (int phase = 0; phase < sums.length; phase++) {
            double angle = sums[phase].voltageAngle();
            double volts = sums[phase].fundamentalVolts();
            re[phase] = volts * Math.cos(angle);
            im[phase] = volts * Math.sin(angle);
        }
        return Symmetry.of(re, im);
    }
}
