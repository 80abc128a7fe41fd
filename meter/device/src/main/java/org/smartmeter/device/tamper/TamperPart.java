package org.smartmeter.device.tamper;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.smartmeter.device.Part;
import org.smartmeter.device.Surroundings;
import org.smartmeter.device.tamper.Finding.Verdict;
import org.smartmeter.metrology.Measurement;
import org.smartmeter.metrology.quality.QualityResult;
import org.smartmeter.metrology.quality.QualityWindow;

/// The meter's watch over itself as a part of it: each begin and each end of a fraud is an event of
/// the fraud log (0-0:99.98.1) within one sample period, with the power at that moment. What goes
/// on when the power is cut is neither told again nor lost; a cover that was opened meanwhile is
/// told at the start.
public final class TamperPart implements Part {

    /// A relay and its feedback may take a second (the contract of the port `Relay`).
    private static final Duration RELAY_SETTLING = Duration.ofSeconds(1);

    /// How often to try whether what was left out may be told.
    private static final Duration TRIED_EVERY = Duration.ofMinutes(1);

    /// A field stronger than any current next to the meter makes: 100 A in a rail 1 cm away are
    /// 2.8 mT at the crest (B = µ0·I / 2πr).
    private static final double MAGNET_BEGINS_MILLITESLA = 5;

    private static final double MAGNET_ENDS_MILLITESLA = 3.5;

    /// How long to wait at a start for the power to tell with another configuration.
    private static final Duration FIRST_WINDOW = Duration.ofMinutes(1);

    private static final double NANOSECONDS = 1e9;

    private final TamperSettings settings;
    private final TamperSensors sensors;
    private final BooleanSupplier supplyMayFlow;
    private final WindowJudge judge;
    private @Nullable FraudLog log;
    private long watts;
    private Instant begun = Instant.MIN;
    private Optional<Instant> openSince = Optional.empty();

    /// @param supplyMayFlow whether the supply is switched on, whatever the relay reports
    public TamperPart(
            TamperSettings settings, TamperSensors sensors, BooleanSupplier supplyMayFlow) {
        this.settings = settings;
        this.sensors = sensors;
        this.supplyMayFlow = supplyMayFlow;
        judge = new WindowJudge(settings);
    }

    private FraudLog log() {
        if (log == null) {
            throw new IllegalStateException("the meter has not begun");
        }
        return log;
    }

    @Override
    public void begin(Surroundings meter, Instant board) {
        log = new FraudLog(meter, settings.fingerprint(), board);
        begun = board;
        sensors.wakeBy(meter::wake);
        log().catchUp(board);
        boolean whileOff = !log().isFirstStart();
        TamperSensors.Sensed sensed = sensors.read();
        for (Watch watch : log().watches()) {
            if (watch.kind().isSensed()) {
                found(watch, sensed, board, whileOff);
            }
        }
    }

    /// At a start there is no contact that bounces: what shows is so.
    private void found(Watch watch, TamperSensors.Sensed sensed, Instant board, boolean whileOff) {
        Finding finding = finding(watch.kind(), sensed);
        if (finding.verdict() == Verdict.ABSENT) {
            see(watch, finding, board.minus(FraudKind.LASTING), board, board, whileOff);
        } else {
            see(watch, finding, board, board, board, whileOff);
        }
    }

    private void see(
            Watch watch,
            Finding finding,
            Instant from,
            Instant to,
            Instant board,
            boolean whileOff) {
        if (watch.see(finding, from, to, watts, whileOff)) {
            log().changed(watch, board);
        }
    }

    @Override
    public void measured(Measurement window, Instant end) {
        if (window.seconds() <= 0) {
            return; // a backlog of which nobody knows when it flowed
        }
        watts = Math.round(window.p());
        log().tellConfiguration(end, watts);
        Instant from = end.minusNanos(Math.round(window.seconds() * NANOSECONDS));
        boolean mayFlow = supplyMayFlow.getAsBoolean();
        openSince = mayFlow ? Optional.empty() : openSince.or(() -> Optional.of(end));
        boolean open =
                openSince.filter(since -> !from.isBefore(since.plus(RELAY_SETTLING))).isPresent();
        for (Watch watch : log().watches()) {
            finding(watch, window, mayFlow, open)
                    .ifPresent(finding -> see(watch, finding, from, end, end, false));
        }
    }

    private Optional<Finding> finding(
            Watch watch, Measurement window, boolean mayFlow, boolean open) {
        int phase = watch.place() - 1;
        return switch (watch.kind()) {
            case NEUTRAL_MISSING -> Optional.of(judge.neutralMissing(window));
            case CURRENT_DIFFERENCE -> Optional.of(judge.currentDifference(window));
            case REVERSED_CURRENT -> Optional.of(judge.reversedCurrent(window, phase));
            case POTENTIAL_MISSING -> Optional.of(judge.potentialMissing(window, phase));
            case ENERGY_WHILE_OPEN -> Optional.of(judge.energyWhileOpen(window, mayFlow, open));
            case TERMINAL_COVER, MAIN_COVER, MAGNET, PHASE_SEQUENCE -> Optional.empty();
        };
    }

    /// The sequence of the phases is found with the quality of the supply.
    @Override
    public void quality(QualityResult result) {
        if (!(result instanceof QualityWindow window)) {
            return;
        }
        Instant from = window.end().minusNanos(Math.round(window.seconds() * NANOSECONDS));
        boolean known = !window.flagged() && !Double.isNaN(window.symmetry().negative());
        boolean reversed = window.symmetry().reversed();
        Finding finding = Finding.of(known && reversed, known && !reversed, 0);
        for (Watch watch : log().watches()) {
            if (watch.kind() == FraudKind.PHASE_SEQUENCE) {
                see(watch, finding, from, window.end(), window.end(), false);
            }
        }
    }

    @Override
    public void run(Instant board) {
        TamperSensors.Sensed sensed = sensors.read();
        for (Watch watch : log().watches()) {
            if (watch.kind().isSensed()) {
                see(watch, finding(watch.kind(), sensed), board, board, board, false);
            }
        }
        if (log().isBehind()) {
            log().catchUp(board);
        }
        if (!board.isBefore(begun.plus(FIRST_WINDOW))) {
            log().tellConfiguration(board, watts);
        }
    }

    private static Finding finding(FraudKind kind, TamperSensors.Sensed sensed) {
        return switch (kind) {
            case TERMINAL_COVER -> cover(sensed.terminalCoverOpen());
            case MAIN_COVER -> cover(sensed.mainCoverOpen());
            default ->
                    Finding.of(
                            sensed.millitesla() >= MAGNET_BEGINS_MILLITESLA,
                            sensed.millitesla() <= MAGNET_ENDS_MILLITESLA,
                            sensed.millitesla());
        };
    }

    private static Finding cover(boolean open) {
        return Finding.of(open, !open, 0);
    }

    @Override
    public Optional<Instant> next(Instant board) {
        List<Watch> watches = log().watches();
        Stream<Instant> deciding =
                watches.stream()
                        .filter(watch -> watch.kind().isSensed())
                        .flatMap(watch -> watch.decidesAt().stream());
        Stream<Instant> looking = sensors.lookedAtEvery().map(board::plus).stream();
        Stream<Instant> telling =
                log().isBehind() ? Stream.of(board.plus(TRIED_EVERY)) : Stream.empty();
        return Stream.of(deciding, looking, telling).flatMap(each -> each).min(Instant::compareTo);
    }

    @Override
    public void end(Instant board) {
        if (log().isBehind()) {
            log().save();
        }
    }
}
