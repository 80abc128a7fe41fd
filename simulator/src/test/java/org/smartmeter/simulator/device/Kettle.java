package org.smartmeter.simulator.device;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.smartmeter.simulator.load.CurrentShape;
import org.smartmeter.simulator.load.Draw;
import org.smartmeter.simulator.load.LoadState;
import org.smartmeter.simulator.load.LoadTimeline;
import org.smartmeter.simulator.load.Stretch;

/// 2 kW for an hour on the first phase; where there are more, a lamp on the second.
record Kettle(int phases, Instant from) implements LoadTimeline {

    @Override
    public Optional<Stretch> at(Instant instant) {
        List<Draw> draws = new ArrayList<>();
        draws.add(new Draw(0, CurrentShape.RESISTIVE, 2_000));
        if (phases > 1) {
            draws.add(new Draw(1, CurrentShape.RECTIFIER, 60));
        }
        LoadState load = new LoadState(230, draws);
        return Optional.of(new Stretch(from, from.plusSeconds(3_600), load));
    }
}
