package org.smartmeter.simulator.replay;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.smartmeter.simulator.load.CurrentShape;
import org.smartmeter.simulator.load.Draw;
import org.smartmeter.simulator.load.LoadState;
import org.smartmeter.simulator.load.LoadTimeline;
import org.smartmeter.simulator.load.Mains;
import org.smartmeter.simulator.load.Stretch;

/// The home of a minute file: in each minute a mix of heaters, rectifiers and motors that together
/// take exactly that minute's power at the meter. Missing minutes are gaps: nothing is measured.
public final class ReplayedHome implements LoadTimeline {

    private static final double RESISTIVE_SHARE = 0.6;
    private static final double RECTIFIER_SHARE = 0.25;
    private static final double MOTOR_SHARE = 1 - RESISTIVE_SHARE - RECTIFIER_SHARE;

    private final MinuteFile minutes;

    public ReplayedHome(MinuteFile minutes) {
        this.minutes = minutes;
    }

    @Override
    public int phases() {
        return 1;
    }

    @Override
    public Optional<Stretch> at(Instant instant) {
        int index = minutes.indexAt(instant);
        if (index >= minutes.minutes()) {
            return Optional.empty();
        }
        Instant start = minutes.start(index);
        return Optional.of(new Stretch(start, start.plusSeconds(60), load(minutes.watts(index))));
    }

    /// The supply is such that the meter sees the nominal voltage, at which loads take what they
    /// say.
    private static LoadState load(double watts) {
        List<Draw> draws =
                watts < 0
                        ? List.of(new Draw(0, CurrentShape.FEED_IN, -watts))
                        : List.of(
                                new Draw(0, CurrentShape.RESISTIVE, RESISTIVE_SHARE * watts),
                                new Draw(0, CurrentShape.RECTIFIER, RECTIFIER_SHARE * watts),
                                new Draw(0, CurrentShape.MOTOR, MOTOR_SHARE * watts));
        return new LoadState(Mains.supplyVoltsForNominal(watts), draws);
    }
}
