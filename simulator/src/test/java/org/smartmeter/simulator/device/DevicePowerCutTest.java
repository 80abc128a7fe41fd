package org.smartmeter.simulator.device;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.smartmeter.simulator.device.MeterLife.Disk;

/// The power of the whole device is cut at every single operation of its journal and of its
/// persisted counters and registers, on two directories and on one flash part, and once more while
/// it starts again: nothing that was told is
/// forgotten or told otherwise, no nonce seals two messages, no register falls, no order is carried
/// out twice, and in the end the utility has every record once.
class DevicePowerCutTest {

    private static final int TEARS = 10;
    private static final int TEARS_OF_FLASH = 3;

    @ParameterizedTest
    @EnumSource(Disk.class)
    void whereverThePowerIsCutTheMeterGoesOnWithWhatItTold(Disk disk) {
        boolean onFlash = disk == Disk.FLASH;
        MeterLife whole = new MeterLife(onFlash);
        assertThat(whole.live()).isTrue();
        whole.assertEverythingIsTold();
        long operations = whole.operations(disk);
        assertThat(operations).isGreaterThan(60);

        for (long cut = 1; cut <= operations; cut++) {
            MeterLife life = new MeterLife(onFlash).cutAt(disk, cut);
            assertThat(life.live()).isFalse();
            for (int tear = 0; tear < (onFlash ? TEARS_OF_FLASH : TEARS); tear++) {
                goOn(life.afterPowerCut(10 * cut + tear), second(disk, cut + tear), cut + tear);
            }
        }
    }

    private static Disk second(Disk first, long chance) {
        if (first == Disk.FLASH) {
            return Disk.FLASH;
        }
        return chance % 2 == 0 ? Disk.JOURNAL : Disk.STATE;
    }

    /// Starts, is cut in that, and lives to the end.
    private static void goOn(MeterLife found, Disk second, long chance) {
        found.assertNothingForgotten();
        found.cutAt(second, 1 + chance / 2 % 12);
        MeterLife again = found.starts() ? found : found.afterPowerCut(chance);
        again.assertNothingForgotten();
        if (!again.live()) {
            again = again.afterPowerCut(chance + 1);
            again.assertNothingForgotten();
            assertThat(again.live()).isTrue();
        }
        again.assertEverythingIsTold();
    }
}
