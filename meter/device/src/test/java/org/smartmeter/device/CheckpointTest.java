package org.smartmeter.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.smartmeter.terms.ObisCode;

/// What a meter finds of its registers after a change of software, and after it lost them.
class CheckpointTest {

    private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

    /// Seven registers with count and remainder, nothing else.
    private static byte[] firstForm() {
        ByteBuffer bytes = ByteBuffer.allocate(1 + 8 + 7 * 16).put((byte) 1);
        bytes.putLong(NOON.toEpochMilli());
        for (int i = 1; i <= 7; i++) {
            bytes.putLong(i * 1_000_000L).putLong(1L << 51);
        }
        return bytes.array();
    }

    @Test
    void theFirstFormOpensWithAllItsEnergyInRateOne() {
        Checkpoint found = Checkpoint.decode(firstForm()).orElseThrow();
        assertThat(found.time()).isEqualTo(NOON);
        Registers registers = found.registers();
        assertThat(registers.count(EnergyRegister.ACTIVE_IMPORT)).isEqualTo(1_000_000);
        assertThat(registers.count(EnergyRegister.APPARENT_IMPORT)).isEqualTo(7_000_000);
        assertThat(registers.count(EnergyRegister.APPARENT_EXPORT)).isZero();
        assertThat(registers.importRates()[0]).isEqualTo(1_000_000);
        assertThat(registers.exportRates()[0]).isEqualTo(2_000_000);
        double[] half = new double[EnergyRegister.COUNT];
        half[0] = 0.0005; // with the remainder a whole mWh
        registers.add(half);
        assertThat(registers.count(EnergyRegister.ACTIVE_IMPORT)).isEqualTo(1_000_001);
    }

    @Test
    void anotherFormIsNotGuessed() {
        byte[] other = firstForm();
        other[0] = 77;
        assertThat(Checkpoint.decode(other)).isEmpty();
        assertThat(Checkpoint.decode(new byte[0])).isEmpty();
        assertThat(Checkpoint.decode(new byte[] {2, 0, 0})).isEmpty();
        assertThat(Checkpoint.decode(Arrays.copyOf(firstForm(), 60))).isEmpty();
    }

    @Test
    void rowsThatShowMoreRaiseTotalAndRatesAndTheyAgreeAfterwards() {
        Registers registers = Checkpoint.decode(firstForm()).orElseThrow().registers();
        registers.raise(ObisCode.parse("1-0:1.8.0"), 3_000_000);
        registers.raise(ObisCode.parse("1-0:1.8.2"), 1_500_000);
        registers.raise(ObisCode.parse("1-0:2.8.1"), 4_000_000); // its total is shown by none
        registers.raise(ObisCode.parse("1-0:3.8.0"), 9_000_000); // a sum of what is kept
        registers.settle(1);
        assertThat(registers.count(EnergyRegister.ACTIVE_IMPORT)).isEqualTo(3_000_000);
        assertThat(registers.importRates()).startsWith(1_500_000, 1_500_000, 0);
        assertThat(registers.count(EnergyRegister.ACTIVE_EXPORT)).isEqualTo(4_000_000);
        assertThat(registers.count(EnergyRegister.REACTIVE_QI)).isEqualTo(3_000_000);
    }
}
