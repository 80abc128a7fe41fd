package org.smartmeter.metrology.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.smartmeter.metrology.Calibration;
import org.smartmeter.metrology.ChannelCalibration;
import org.smartmeter.metrology.ClockCalibration;
import org.smartmeter.metrology.Crosstalk;
import org.smartmeter.metrology.Magnetisation;
import org.smartmeter.metrology.Phasor;

/// Coefficients found from exact readings are the ones that the meter really has, to what a
/// millionth of power is worth: crosstalk is taken off loads at 45 and 65 Hz as it was found at 50.
class CalibrationProcedureTest {

    private static final double RATE = 8_000;
    private static final double HALF = Math.acos(0.5);
    private static final Calibration BELIEVED = believed(3);

    @Property(tries = 30)
    void everyCoefficientIsFoundAgain(@ForAll long seed) {
        Calibration is = drawn(new Random(seed));

        Calibration found = CalibrationProcedure.calibrate(BELIEVED, RATE, programme(is));

        for (int channel = 0; channel < 6; channel++) {
            ChannelCalibration a = found.channels().get(channel);
            ChannelCalibration b = is.channels().get(channel);
            assertThat(a.gain() / b.gain()).isCloseTo(1, within(5e-7));
            assertThat(a.offset()).isCloseTo(b.offset(), within(1e-6));
            assertThat(a.phaseSamples()).isCloseTo(b.phaseSamples(), within(5e-5));
            assertThat(a.temperatureCoefficient())
                    .isCloseTo(b.temperatureCoefficient(), within(2e-8));
            Magnetisation core = a.magnetisation();
            assertThat(core.cornerHz()).isCloseTo(b.magnetisation().cornerHz(), within(1e-4));
            assertThat(core.temperatureCoefficient())
                    .isCloseTo(b.magnetisation().temperatureCoefficient(), within(3e-6));
            assertThat(core.curvature()).isCloseTo(b.magnetisation().curvature(), within(1e-3));
        }
        assertThat(found.crosstalk()).hasSize(9);
        for (Crosstalk pair : found.crosstalk()) {
            Crosstalk same =
                    is.crosstalk().stream()
                            .filter(p -> p.from() == pair.from() && p.to() == pair.to())
                            .findFirst()
                            .orElseThrow();
            assertThat(pair.direct()).isCloseTo(same.direct(), within(2e-11));
            assertThat(pair.slopeSeconds()).isCloseTo(same.slopeSeconds(), within(1e-13));
        }
        assertThat(found.clock().excess()).isCloseTo(is.clock().excess(), within(1e-9));
    }

    @Property(tries = 10)
    void anErrorIsForetoldAsItWillBe(@ForAll long seed) {
        Calibration is = drawn(new Random(seed));
        CalibrationPoint read = read(is, load("unseen", 10, 52, 33, 1.1));

        assertThat(Math.abs(read.errorPercent())).isGreaterThan(1e-4);
        assertThat(read.errorPercent(BELIEVED, is, RATE)).isCloseTo(0, within(1e-4));
    }

    @Test
    void withoutSpreadWhatCannotBeToldStaysAsBelieved() {
        Calibration is = drawn(new Random(1));
        Calibration found =
                CalibrationProcedure.calibrate(
                        BELIEVED, RATE, List.of(read(is, load("alone", 23, 50, 10, 0))));

        ChannelCalibration current = found.channels().get(1);
        assertThat(current.magnetisation()).isEqualTo(BELIEVED.channels().get(1).magnetisation());
        assertThat(current.temperatureCoefficient()).isZero();
        assertThat(found.crosstalk()).isEmpty();
    }

    @Test
    void refusesWhatNoPartExplains() {
        CalibrationPoint fine = read(drawn(new Random(2)), load("crossed", 23, 50, 10, HALF));
        List<Reading.Phase> doubled =
                fine.reading().phases().stream()
                        .map(
                                p ->
                                        new Reading.Phase(
                                                p.volts(),
                                                p.amperes(),
                                                2 * p.watts(),
                                                2 * p.vars(),
                                                0,
                                                0))
                        .toList();
        assertThatThrownBy(
                        () ->
                                CalibrationProcedure.calibrate(
                                        BELIEVED,
                                        RATE,
                                        List.of(
                                                new CalibrationPoint(
                                                        fine.point(), new Reading(50, doubled)))))
                .isInstanceOf(CalibrationException.class)
                .hasMessageContaining("current of L1");
        assertThatThrownBy(() -> CalibrationProcedure.calibrate(believed(1), RATE, List.of(fine)))
                .hasMessageContaining("crossed has 3 phases, the meter 1");
        assertThatThrownBy(() -> CalibrationProcedure.calibrate(BELIEVED, RATE, List.of()))
                .hasMessageContaining("no point has a voltage");
    }

    private static Calibration believed(int phases) {
        List<ChannelCalibration> channels = new ArrayList<>();
        for (int phase = 0; phase < phases; phase++) {
            channels.add(new ChannelCalibration(6e-5, 0, 0));
            channels.add(new ChannelCalibration(2.2e-5, 0, 0, 0, new Magnetisation(3, 0, 0), 0));
        }
        return new Calibration(channels, List.of(), ClockCalibration.NONE, 3, 1.15, 23);
    }

    private static Calibration drawn(Random random) {
        List<ChannelCalibration> channels = new ArrayList<>();
        List<Crosstalk> crosstalk = new ArrayList<>();
        for (int channel = 0; channel < 6; channel++) {
            boolean current = channel % 2 == 1;
            ChannelCalibration printed = BELIEVED.channels().get(channel);
            channels.add(
                    new ChannelCalibration(
                            printed.gain() * (1 + even(random, 0.01)),
                            even(random, 2_000),
                            current ? even(random, 0.1) : 0,
                            even(random, 40e-6),
                            current
                                    ? new Magnetisation(
                                            3 + even(random, 0.5),
                                            even(random, 0.004),
                                            even(random, 0.05))
                                    : Magnetisation.NONE,
                            0));
            for (int to = 1; to < 6 && !current; to += 2) {
                crosstalk.add(new Crosstalk(channel, to, even(random, 1e-6), even(random, 3e-9)));
            }
        }
        ClockCalibration clock = new ClockCalibration(even(random, 5e-5), even(random, 3e-7));
        return new Calibration(channels, crosstalk, clock, 3, 1.15, 23);
    }

    private static double even(Random random, double most) {
        return most * (2 * random.nextDouble() - 1);
    }

    private static List<CalibrationPoint> programme(Calibration is) {
        List<CalibrationPoint> points = new ArrayList<>();
        points.add(nothing(is));
        for (Sequence sequence : Sequence.values()) {
            points.add(read(is, point("alone", 23, 50, sequence, 0, 0)));
        }
        points.add(read(is, load("1", 23, 50, 10, 0)));
        points.add(read(is, load("2", 23, 50, 10, HALF)));
        points.add(read(is, load("3", 23, 45, 10, HALF)));
        points.add(read(is, load("4", 23, 65, 10, HALF)));
        points.add(read(is, load("5", 23, 50, 100, HALF)));
        points.add(read(is, load("6", 45, 50, 10, 0)));
        points.add(read(is, load("7", 45, 50, 10, HALF)));
        return points;
    }

    private static LoadPoint load(
            String name, double celsius, double hertz, double amperes, double lag) {
        return point(name, celsius, hertz, Sequence.FORWARD, amperes, lag);
    }

    private static LoadPoint point(
            String name,
            double celsius,
            double hertz,
            Sequence sequence,
            double amperes,
            double lag) {
        return new LoadPoint(
                name,
                celsius,
                hertz,
                sequence,
                Collections.nCopies(3, LoadPoint.Phase.lagging(230, amperes, lag)));
    }

    private static CalibrationPoint nothing(Calibration is) {
        List<Reading.Phase> phases = new ArrayList<>();
        for (int phase = 0; phase < 3; phase++) {
            double u = is.channels().get(2 * phase).offset() * 6e-5;
            double i = is.channels().get(2 * phase + 1).offset() * 2.2e-5;
            phases.add(new Reading.Phase(Math.abs(u), Math.abs(i), 0, 0, u, i));
        }
        LoadPoint.Phase none = new LoadPoint.Phase(0, 0, 0, 0);
        return new CalibrationPoint(
                new LoadPoint("nothing", 23, 0, Sequence.FORWARD, Collections.nCopies(3, none)),
                new Reading(Double.NaN, phases));
    }

    /// What a meter reads, without noise, that is as `is` says and believes [#BELIEVED].
    private static CalibrationPoint read(Calibration is, LoadPoint point) {
        double kelvin = point.celsius() - 23;
        List<Reading.Phase> phases = new ArrayList<>();
        for (int phase = 0; phase < 3; phase++) {
            LoadPoint.Phase applied = point.phases().get(phase);
            double angle = point.sequence().radians(phase);
            double lag = Math.atan2(applied.vars(), applied.watts());
            Phasor volts = Phasor.polar(readVolts(is, phase, applied.volts(), kelvin), angle);
            CurrentResponse response =
                    new CurrentResponse(
                            BELIEVED.channels().get(2 * phase + 1),
                            is.channels().get(2 * phase + 1),
                            RATE);
            Phasor amperes =
                    response.at(point.hertz(), applied.amperes(), kelvin)
                            .times(Phasor.polar(applied.amperes(), angle - lag));
            double omega = 2 * Math.PI * point.hertz();
            for (Crosstalk pair : is.crosstalk()) {
                if (pair.to() == 2 * phase + 1) {
                    Phasor source =
                            Phasor.polar(
                                    applied.volts(), point.sequence().radians(pair.from() / 2));
                    Phasor extra =
                            source.times(new Phasor(pair.direct(), omega * pair.slopeSeconds()));
                    amperes = amperes.plus(extra.times(response.at(point.hertz(), 0, kelvin)));
                }
            }
            Phasor power = volts.times(amperes.conjugate());
            phases.add(
                    new Reading.Phase(
                            Math.hypot(volts.re(), volts.im()),
                            Math.hypot(amperes.re(), amperes.im()),
                            power.re(),
                            power.im(),
                            0,
                            0));
        }
        double excess = is.clock().excess() + is.clock().temperatureCoefficient() * kelvin;
        return new CalibrationPoint(point, new Reading(point.hertz() / (1 + excess), phases));
    }

    private static double readVolts(Calibration is, int phase, double volts, double kelvin) {
        return volts
                * BELIEVED.channels().get(2 * phase).gain()
                / is.channels().get(2 * phase).gainAt(kelvin);
    }
}
