package org.smartmeter.simulator.files;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.smartmeter.simulator.flash.ModelNorFlash;

/// The power is cut at every program and erase of a flash part, and at every operation of a disk
/// that reorders what was not forced, and again at every operation of some of the starts after it;
/// `bench journal` cuts them all.
class PowerCutSweepTest {

    private static final int ROUNDS = 20;
    private static final int NESTED_EACH = 17;

    @Test
    void onFlashNothingToldIsLostWhereverThePowerIsCut() {
        PowerCutSweep sweep =
                PowerCutSweep.of(() -> new ModelNorFlash(24, 1), ROUNDS, 1, NESTED_EACH);

        assertThat(sweep.cuts()).isGreaterThan(150);
        assertThat(sweep.cutsInRecovery()).isGreaterThan(sweep.cuts());
    }

    @Test
    void onADiskThatReordersNothingToldIsLostWhereverThePowerIsCut() {
        PowerCutSweep sweep = PowerCutSweep.of(() -> new PowerCutFiles(1), ROUNDS, 1, NESTED_EACH);

        assertThat(sweep.cuts()).isGreaterThan(80);
        assertThat(sweep.cutsInRecovery()).isGreaterThan(sweep.cuts() / 2);
    }
}
