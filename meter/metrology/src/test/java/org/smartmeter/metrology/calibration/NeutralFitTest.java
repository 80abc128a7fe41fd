package org.smartmeter.metrology.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.smartmeter.metrology.Calibration;
import org.smartmeter.metrology.ChannelCalibration;
import org.smartmeter.metrology.Magnetisation;

/// The neutral's sensor is found from loads on one phase alone.
class NeutralFitTest {

    private static final double RATE = 8_000;
    private static final double NOISE = 0.03;
    private static final ChannelCalibration PRINTED = new ChannelCalibration(2e-5, 0, 0);
    private static final ChannelCalibration IS =
            new ChannelCalibration(2.02e-5, 0, 0, 40e-6, Magnetisation.NONE, NOISE);

    @Test
    void gainDriftAndNoiseAreFoundAgain() {
        for (int phases : new int[] {1, 3}) {
            Calibration believed = believed(phases);
            List<CalibrationPoint> points =
                    List.of(
                            point(phases, 23, 0, 0),
                            point(phases, 23, 10, 1),
                            point(phases, 23, 10, phases),
                            point(phases, 45, 10, 1),
                            point(phases, 45, 0.5, 1));

            Calibration calibration = CalibrationProcedure.calibrate(believed, RATE, points);

            ChannelCalibration found = calibration.channels().getLast();
            assertThat(found.gain()).isCloseTo(IS.gain(), within(1e-12));
            assertThat(found.temperatureCoefficient())
                    .isCloseTo(IS.temperatureCoefficient(), within(1e-9));
            assertThat(found.noiseRms()).isCloseTo(NOISE, within(1e-9));
            CalibrationPoint small = points.getLast();
            assertThat(Math.abs(small.neutralErrorPercent().orElseThrow())).isGreaterThan(0.5);
            assertThat(small.neutralErrorPercent(believed, calibration).orElseThrow())
                    .isCloseTo(0, within(1e-3));
        }
    }

    @Test
    void withoutALoadOnOnePhaseAloneTheGainStaysAsBelieved() {
        Calibration found =
                CalibrationProcedure.calibrate(
                        believed(3), RATE, List.of(point(3, 23, 0, 0), point(3, 23, 10, 3)));

        assertThat(found.channels().getLast().gain()).isEqualTo(PRINTED.gain());
        assertThat(found.channels().getLast().noiseRms()).isGreaterThan(0.02);
    }

    @Test
    void refusesWhatNoPartExplains() {
        CalibrationPoint fine = point(1, 23, 10, 1);
        assertThatThrownBy(() -> calibrate(fine, OptionalDouble.of(20)))
                .isInstanceOf(CalibrationException.class)
                .hasMessageContaining("the neutral's current reads 200");
        assertThatThrownBy(() -> calibrate(fine, OptionalDouble.empty()))
                .isInstanceOf(CalibrationException.class)
                .hasMessageContaining("has no reading of the neutral");
    }

    private static Calibration calibrate(CalibrationPoint fine, OptionalDouble neutral) {
        Reading read = new Reading(50, fine.reading().phases(), neutral);
        return CalibrationProcedure.calibrate(
                believed(1), RATE, List.of(new CalibrationPoint(fine.point(), read)));
    }

    private static Calibration believed(int phases) {
        List<ChannelCalibration> channels = new ArrayList<>();
        for (int phase = 0; phase < phases; phase++) {
            channels.add(new ChannelCalibration(6e-5, 0, 0));
            channels.add(PRINTED);
        }
        channels.add(PRINTED);
        return Calibration.of(channels);
    }

    /// 230 V, and a current in the first phases; what they read is right. Noise is made behind what
    /// drifts.
    private static CalibrationPoint point(int phases, double celsius, double amperes, int loaded) {
        double volts = amperes > 0 ? 230 : 0;
        List<LoadPoint.Phase> applied = new ArrayList<>();
        List<Reading.Phase> read = new ArrayList<>();
        for (int phase = 0; phase < phases; phase++) {
            double here = phase < loaded ? amperes : 0;
            applied.add(LoadPoint.Phase.lagging(volts, here, 0));
            read.add(new Reading.Phase(volts, here, volts * here, 0, 0, 0));
        }
        double returning = loaded == 1 ? amperes : 0;
        double ratio = PRINTED.gain() / IS.gainAt(celsius - Calibration.REFERENCE_CELSIUS);
        double noise = NOISE * PRINTED.gain() / IS.gain();
        double neutral = Math.hypot(ratio * returning, noise);
        return new CalibrationPoint(
                new LoadPoint("point", celsius, 50, Sequence.FORWARD, applied),
                new Reading(50, read, OptionalDouble.of(neutral)));
    }
}
