package org.smartmeter.simulator.frontend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.smartmeter.metrology.Calibration;
import org.smartmeter.metrology.calibration.CalibrationPoint;
import org.smartmeter.metrology.calibration.CalibrationProcedure;

/// A unit that left production within tolerance leaves the shop within a fifth of class 0.2S.
class MeterShopTest {

    private static final FrontEndDesign DESIGN = FrontEndDesign.standard(1);

    @Test
    void aCalibratedUnitKeepsAFifthOfTheClassWhereItWasNotCalibrated() {
        FrontEndUnit unit = new FrontEndUnit(DESIGN, 77);
        MeterShop shop = new MeterShop(unit, 5);

        Calibration found =
                CalibrationProcedure.calibrate(
                        DESIGN.nominalCalibration(), DESIGN.rate(), shop.read(hurried()));

        double worstBefore = 0;
        for (ShopPlan.Step step : ShopPlan.verification(DESIGN)) {
            CalibrationPoint before = shop.read(step, DESIGN.nominalCalibration());
            CalibrationPoint after = shop.read(step, found);
            worstBefore = Math.max(worstBefore, Math.abs(before.errorPercent()));
            assertThat(after.errorPercent())
                    .as(step.point().name())
                    .isCloseTo(0, within(0.04 / after.powerFactor()));
        }
        assertThat(worstBefore).isGreaterThan(0.3);
    }

    /// Of all that flows through the neutral's transformer its effective value is asked for.
    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void theNeutralIsCalibratedWithThePhases(int phases) {
        FrontEndDesign design = FrontEndDesign.standard(phases).withNeutral();
        MeterShop shop = new MeterShop(new FrontEndUnit(design, 77), 5);
        List<CalibrationPoint> points =
                shop.read(
                        ShopPlan.of(design).stream()
                                .filter(step -> step.applied() != ShopPlan.Applied.VOLTAGE)
                                .map(step -> new ShopPlan.Step(step.point(), 2))
                                .toList());

        Calibration found =
                CalibrationProcedure.calibrate(design.nominalCalibration(), design.rate(), points);

        double worstBefore = 0;
        int verified = 0;
        for (ShopPlan.Step step : ShopPlan.verification(design)) {
            CalibrationPoint before = shop.read(step, design.nominalCalibration());
            if (before.neutralErrorPercent().isPresent()) {
                double after = shop.read(step, found).neutralErrorPercent().orElseThrow();
                assertThat(after).as(step.point().name()).isCloseTo(0, within(0.3));
                assertThat(before.neutralErrorPercent(design.nominalCalibration(), found))
                        .hasValueCloseTo(after, within(0.3));
                double error = before.neutralErrorPercent().getAsDouble();
                worstBefore = Math.max(worstBefore, Math.abs(error));
                verified++;
            }
        }
        assertThat(verified).isGreaterThan(1);
        assertThat(worstBefore).isGreaterThan(0.05);
    }

    /// The shop's programme, no point read for more than a minute.
    private static List<ShopPlan.Step> hurried() {
        return ShopPlan.of(DESIGN).stream()
                .map(step -> new ShopPlan.Step(step.point(), Math.min(60, step.seconds())))
                .toList();
    }

    @Test
    void theSameSeedIsTheSameUnitAndTheSameRunTheSameNoise() {
        SteadyLoad load = MeterShop.load(ShopPlan.verification(DESIGN).getFirst().point());
        int[] first = new int[2_000];
        int[] again = new int[2_000];
        int[] otherRun = new int[2_000];
        int[] otherUnit = new int[2_000];
        new FrontEndUnit(DESIGN, 3).samples(load, 23, 9).fill(first, 1_000);
        new FrontEndUnit(DESIGN, 3).samples(load, 23, 9).fill(again, 1_000);
        new FrontEndUnit(DESIGN, 3).samples(load, 23, 10).fill(otherRun, 1_000);
        new FrontEndUnit(DESIGN, 4).samples(load, 23, 9).fill(otherUnit, 1_000);

        assertThat(again).isEqualTo(first);
        assertThat(otherRun).isNotEqualTo(first);
        assertThat(otherUnit).isNotEqualTo(first);
    }

    /// The exact way through complex amplitudes and the long way through the modulator's steps are
    /// two descriptions of one front end.
    @Test
    void bothWaysThroughTheFrontEndReadTheSame() {
        FrontEndUnit unit = new FrontEndUnit(DESIGN, 12);
        MeterShop shop = new MeterShop(unit, 1);
        Calibration nominal = DESIGN.nominalCalibration();
        SteadyLoad load = MeterShop.load(ShopPlan.verification(DESIGN).get(1).point());
        double lag = Math.acos(0.25);
        AnalogueWave same =
                (seconds, channels) -> {
                    double angle = 2 * Math.PI * 50 * seconds;
                    channels[0] = Math.sqrt(2) * 230 * Math.sin(angle);
                    channels[1] = Math.sqrt(2) * 30 * Math.sin(angle - lag);
                };

        double exact = shop.read(nominal, load, 23, 0.5).watts();
        double stepped = shop.read(nominal, unit.samples(same, 23, 2), 23, 0.5).watts();

        assertThat(stepped).isCloseTo(exact, within(0.0002 * exact));
    }

    @Test
    void theConverterCutsOffWhatItCannotHold() {
        SteadyLoad load = new SteadyLoad(List.of(List.of(), List.of(new Tone(50, 300, 0))));
        int[] frames = new int[2_000];
        new FrontEndUnit(DESIGN, 1).samples(load, 23, 1).fill(frames, 1_000);
        int most = Integer.MIN_VALUE;
        int least = Integer.MAX_VALUE;
        for (int n = 1; n < frames.length; n += 2) {
            most = Math.max(most, frames[n]);
            least = Math.min(least, frames[n]);
        }
        assertThat(most).isEqualTo((1 << 23) - 1);
        assertThat(least).isEqualTo(-(1 << 23));
    }
}
