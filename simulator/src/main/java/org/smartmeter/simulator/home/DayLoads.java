package org.smartmeter.simulator.home;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.smartmeter.simulator.load.Draw;
import org.smartmeter.simulator.load.LoadState;
import org.smartmeter.simulator.load.Stretch;

/// Cuts a day into stretches in which nothing is switched: sweeps over the begins and ends of all
/// runs and of the steps of the supply's voltage. Equal sets of draws give equal states, in
/// whatever order the appliances were asked.
final class DayLoads {

    private static final Comparator<Draw> ORDER =
            Comparator.comparingInt(Draw::phase)
                    .thenComparing(Draw::shape)
                    .thenComparingDouble(Draw::watts);

    private record Switching(long at, int draw, int change) {}

    private DayLoads() {}

    static List<Stretch> stretches(Day day, List<Runs.Run> runs, SupplyVoltage supply) {
        Draw[] draws =
                runs.stream().map(Runs.Run::draw).distinct().sorted(ORDER).toArray(Draw[]::new);
        List<Switching> switchings = new ArrayList<>(2 * runs.size() + 8);
        for (Runs.Run run : runs) {
            int draw = Arrays.binarySearch(draws, run.draw(), ORDER);
            switchings.add(new Switching(run.from(), draw, 1));
            switchings.add(new Switching(run.to(), draw, -1));
        }
        for (long step : supply.steps(day)) {
            switchings.add(new Switching(step, 0, 0));
        }
        switchings.add(new Switching(day.endMillis(), 0, 0));
        switchings.sort(Comparator.comparingLong(Switching::at));

        int[] on = new int[draws.length];
        List<Stretch> stretches = new ArrayList<>();
        long since = day.startMillis();
        for (Switching switching : switchings) {
            if (switching.at() > since) {
                LoadState load = new LoadState(supply.volts(day, since), active(draws, on));
                stretches.add(
                        new Stretch(
                                Instant.ofEpochMilli(since),
                                Instant.ofEpochMilli(switching.at()),
                                load));
                since = switching.at();
            }
            if (switching.change() != 0) {
                on[switching.draw()] += switching.change();
            }
        }
        return stretches;
    }

    private static List<Draw> active(Draw[] draws, int[] on) {
        List<Draw> active = new ArrayList<>();
        for (int k = 0; k < draws.length; k++) {
            for (int n = 0; n < on[k]; n++) {
                active.add(draws[k]);
            }
        }
        return active;
    }
}
