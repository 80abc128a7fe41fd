package org.smartmeter.simulator.home;

import java.util.ArrayList;
import java.util.List;
import org.smartmeter.simulator.load.CurrentShape;
import org.smartmeter.simulator.load.Draw;

/// What is on when during one day, collected from the appliances.
final class Runs {

    /// A motor's start: six times its current while blocked, three times while it gains speed.
    private static final long BLOCKED_MILLIS = 200;

    private static final long GAINING_SPEED_MILLIS = 400;
    private static final double BLOCKED_TIMES = 3;
    private static final double GAINING_SPEED_TIMES = 2;

    /// @param from milliseconds since the epoch
    /// @param to milliseconds since the epoch
    record Run(long from, long to, Draw draw) {}

    private final Day day;
    private final List<Run> runs = new ArrayList<>();

    Runs(Day day) {
        this.day = day;
    }

    /// Adds a run; times are milliseconds since the epoch.
    void add(long from, long to, Draw draw) {
        long cutFrom = Math.max(from, day.startMillis());
        long cutTo = Math.min(to, day.endMillis());
        if (cutFrom < cutTo && draw.watts() > 0) {
            runs.add(new Run(cutFrom, cutTo, draw));
        }
    }

    /// Adds a motor's run with its inrush. While it starts it takes little more active power but a
    /// multiple of the current, since it lags so far.
    void addMotor(long from, long to, int phase, double watts) {
        long turning = from + BLOCKED_MILLIS;
        long steady = turning + GAINING_SPEED_MILLIS;
        add(from, turning, starting(phase, watts * BLOCKED_TIMES));
        add(turning, steady, starting(phase, watts * GAINING_SPEED_TIMES));
        add(steady, to, new Draw(phase, CurrentShape.MOTOR, watts));
    }

    private static Draw starting(int phase, double watts) {
        return new Draw(phase, CurrentShape.MOTOR_STARTING, watts);
    }

    List<Run> all() {
        return runs;
    }
}
