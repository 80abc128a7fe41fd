package org.smartmeter.metrology.calibration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.smartmeter.metrology.Phasor;

/// Finds what each voltage puts into each current, from points with voltage and no current: the
/// power that the meter reads there is the voltage's with what it put into the current. Three
// phases
/// can be told apart by three sequences of voltages; otherwise each phase has only its own.
final class CrosstalkFit {

    /// `found[k][j]`: amperes in phase k per volt of phase j, as read.
    private final Phasor[][] found;

    private CrosstalkFit(Phasor[][] found) {
        this.found = found;
    }

    static CrosstalkFit none(int phases) {
        Phasor[][] found = new Phasor[phases][phases];
        for (Phasor[] row : found) {
            Arrays.fill(row, Phasor.ZERO);
        }
        return new CrosstalkFit(found);
    }

    /// @param points with voltage and no current; may be empty
    static CrosstalkFit of(List<CalibrationPoint> points, int phases) {
        CrosstalkFit fit = none(phases);
        if (points.isEmpty()) {
            return fit;
        }
        Set<Sequence> sequences = EnumSet.noneOf(Sequence.class);
        points.forEach(point -> sequences.add(point.point().sequence()));
        boolean all = sequences.size() == Sequence.values().length;
        for (int to = 0; to < phases; to++) {
            List<Integer> sources = new ArrayList<>();
            for (int from = 0; from < phases; from++) {
                if (all || from == to) {
                    sources.add(from);
                }
            }
            fit.solve(points, to, sources);
        }
        return fit;
    }

    private void solve(List<CalibrationPoint> points, int to, List<Integer> sources) {
        double[][] rows = new double[2 * points.size()][2 * sources.size()];
        double[] wanted = new double[rows.length];
        for (int n = 0; n < points.size(); n++) {
            CalibrationPoint point = points.get(n);
            Phasor volts = volts(point, to);
            Reading.Phase read = point.reading().phases().get(to);
            Phasor amperes = new Phasor(read.watts(), read.vars()).over(volts).conjugate();
            wanted[2 * n] = amperes.re();
            wanted[2 * n + 1] = amperes.im();
            for (int k = 0; k < sources.size(); k++) {
                Phasor source = volts(point, sources.get(k));
                rows[2 * n][2 * k] = source.re();
                rows[2 * n][2 * k + 1] = -source.im();
                rows[2 * n + 1][2 * k] = source.im();
                rows[2 * n + 1][2 * k + 1] = source.re();
            }
        }
        double[] solution = LeastSquares.solve(rows, wanted);
        for (int k = 0; k < sources.size(); k++) {
            found[to][sources.get(k)] = new Phasor(solution[2 * k], solution[2 * k + 1]);
        }
    }

    /// The voltage as read, at the angle that the bench gave it.
    static Phasor volts(CalibrationPoint point, int phase) {
        return Phasor.polar(
                point.reading().phases().get(phase).volts(),
                point.point().sequence().radians(phase));
    }

    /// What a phase reads at a point, watts and vars, without what the voltages put into its
    /// current.
    Phasor powerWithout(CalibrationPoint point, int phase) {
        Phasor amperes = Phasor.ZERO;
        for (int from = 0; from < found.length; from++) {
            amperes = amperes.plus(found[phase][from].times(volts(point, from)));
        }
        Reading.Phase read = point.reading().phases().get(phase);
        return new Phasor(read.watts(), read.vars())
                .minus(volts(point, phase).times(amperes.conjugate()));
    }

    Phasor of(int to, int from) {
        return found[to][from];
    }
}
