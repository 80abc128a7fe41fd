package org.smartmeter.device.tamper;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.smartmeter.device.BenchMeter;
import org.smartmeter.device.tamper.TamperSensors.Sensed;
import org.smartmeter.metrology.Measurement;
import org.smartmeter.metrology.PhaseMeasurement;

/// A watch on a bench: sensors and a switch that obey the test, a journal that keeps what was
/// forced, and time that passes in windows of 200 ms.
final class TamperBench extends BenchMeter {

    static final Duration WINDOW = Duration.ofMillis(200);
    static final Instant START = Instant.parse("2026-05-01T08:00:00Z");

    TamperSettings settings = TamperSettings.EUROPEAN;
    Sensed sensed = Sensed.QUIET;
    boolean mayFlow = true;
    boolean hasJournal = true;
    TamperPart part = part();
    private int read;
    private int forcesLeft = Integer.MAX_VALUE;

    private TamperPart part() {
        TamperSensors sensors =
                new TamperSensors() {
                    @Override
                    public Sensed read() {
                        return sensed;
                    }

                    @Override
                    public Optional<Duration> lookedAtEvery() {
                        return Optional.of(Duration.ofMillis(250));
                    }
                };
        return new TamperPart(settings, sensors, () -> mayFlow);
    }

    TamperBench start() {
        part = part();
        part.begin(this, board);
        return this;
    }

    /// The power goes.
    static final class PowerCut extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /// Cuts the power when something is to be made durable for that many times more.
    void cutAfter(int forces) {
        forcesLeft = forces;
        files.beforeEachForce(this::forcing);
    }

    private void forcing() {
        if (--forcesLeft == 0) {
            throw new PowerCut();
        }
    }

    /// What was not forced is gone.
    void powerCut(Duration off) {
        losePower();
        board = board.plus(off);
        start();
    }

    /// Time passes with windows like this one.
    void pass(Duration time, Measurement window) {
        Instant end = board.plus(time);
        while (board.isBefore(end)) {
            board = board.plus(WINDOW);
            part.measured(window, board);
            part.run(board);
        }
    }

    /// Time passes without windows; the meter runs when it asked to.
    void idle(Duration time) {
        Instant end = board.plus(time);
        while (board.isBefore(end)) {
            Instant next = part.next(board).filter(it -> it.isBefore(end)).orElse(end);
            board = next.isAfter(board) ? next : board.plusMillis(1);
            part.run(board);
        }
    }

    /// One phase at 230 V, a sound neutral unless another is given.
    static Measurement window(double volts, double amperes, double factor, double neutral) {
        PhaseMeasurement phase = phase(volts, amperes, factor);
        return Measurement.of(0.2, 0, 0, true, List.of(phase)).withNeutral(neutral);
    }

    static Measurement load(double amperes) {
        return window(230, amperes, 1, amperes);
    }

    static PhaseMeasurement phase(double volts, double amperes, double factor) {
        double s = volts * amperes;
        return PhaseMeasurement.of(
                volts, amperes, 0, 0, s * factor, s * Math.sqrt(1 - factor * factor), 50);
    }

    /// What was told since the last call, as lines without the number that makes each unique.
    List<String> lines() {
        return news().stream().map(Told::line).map(it -> it.replaceFirst(" [0-9]+$", "")).toList();
    }

    List<Told> news() {
        List<Told> all = journalled();
        List<Told> news = List.copyOf(all.subList(read, all.size()));
        read = all.size();
        return news;
    }

    List<Long> numbers() {
        return durable().stream().map(told -> told.values().getLast()).toList();
    }

    @Override
    public Instant time(Instant at) {
        return at.plus(Duration.ofHours(1));
    }

    @Override
    public boolean hasJournal() {
        return hasJournal;
    }

    @Override
    public void force() {
        forcing();
        super.force();
    }
}
