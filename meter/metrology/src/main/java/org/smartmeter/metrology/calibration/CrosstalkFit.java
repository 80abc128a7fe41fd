package org.smartmeter.metrology.calibration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.smartmeter.metrology.Calibration;
import org.smartmeter.metrology.ChannelCalibration;
import org.smartmeter.metrology.Crosstalk;
import org.smartmeter.metrology.Phasor;

/// Finds what each voltage puts into each current, from points with voltage and no current: the
/// power that the meter reads there is the voltage's with what it put into the current. Three
/// phases can be told apart by three sequences of voltages; otherwise each phase has only its own.
final class CrosstalkFit {

    /// `found[k][j]`: amperes in phase k per volt of phase j, as read at `hertz`; what is in
    /// quadrature grows with frequency.
    private final Phasor[][] found;

    private final double hertz;

    private CrosstalkFit(Phasor[][] found, double hertz) {
        this.found = found;
        this.hertz = hertz;
    }

    private static CrosstalkFit none(int phases, double hertz) {
        Phasor[][] found = new Phasor[phases][phases];
        for (Phasor[] row : found) {
            Arrays.fill(row, Phasor.ZERO);
        }
        return new CrosstalkFit(found, hertz);
    }

    /// What a calibration knows, in units as believed.
    static CrosstalkFit known(Calibration believed, Calibration known, double rate, double hertz) {
        CrosstalkFit fit = none(believed.phases(), hertz);
        for (Crosstalk pair : known.crosstalk()) {
            if (pair.from() % 2 == 0 && pair.to() % 2 == 1) {
                Phasor correction =
                        correction(believed, known.channels(), rate, hertz, pair.from(), pair.to());
                fit.found[pair.to() / 2][pair.from() / 2] =
                        new Phasor(pair.direct(), 2 * Math.PI * hertz * pair.slopeSeconds())
                                .over(correction);
            }
        }
        return fit;
    }

    /// What turns crosstalk as read into crosstalk as it will be with other coefficients. It enters
    /// behind the transformer, so the compensation of the core turns it: with another corner it is
    /// turned otherwise, and what was in quadrature becomes power.
    private static Phasor correction(
            Calibration believed,
            List<ChannelCalibration> channels,
            double rate,
            double hertz,
            int from,
            int to) {
        double volts = channels.get(from).gain() / believed.channels().get(from).gain();
        CurrentResponse current =
                new CurrentResponse(believed.channels().get(to), channels.get(to), rate);
        return new Phasor(1 / volts, 0).over(current.at(hertz, 0, 0));
    }

    /// @param points with voltage and no current; may be empty
    static CrosstalkFit of(List<CalibrationPoint> points, int phases) {
        double hertz = points.stream().mapToDouble(p -> p.point().hertz()).average().orElse(1);
        CrosstalkFit fit = none(phases, hertz);
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
            Phasor here =
                    new Phasor(
                            found[phase][from].re(),
                            found[phase][from].im() * point.point().hertz() / hertz);
            amperes = amperes.plus(here.times(volts(point, from)));
        }
        Reading.Phase read = point.reading().phases().get(phase);
        return new Phasor(read.watts(), read.vars())
                .minus(volts(point, phase).times(amperes.conjugate()));
    }

    /// What was found, as it will be with other coefficients.
    List<Crosstalk> pairs(Calibration believed, List<ChannelCalibration> channels, double rate) {
        List<Crosstalk> pairs = new ArrayList<>();
        for (int to = 0; to < found.length; to++) {
            for (int from = 0; from < found.length; from++) {
                if (!found[to][from].equals(Phasor.ZERO)) {
                    int source = 2 * from;
                    int disturbed = 2 * to + 1;
                    Phasor pair =
                            found[to][from].times(
                                    correction(believed, channels, rate, hertz, source, disturbed));
                    double slope = pair.im() / (2 * Math.PI * hertz);
                    pairs.add(new Crosstalk(source, disturbed, pair.re(), slope));
                }
            }
        }
        return pairs;
    }
}
