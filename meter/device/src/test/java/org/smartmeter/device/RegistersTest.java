package org.smartmeter.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistersTest {

    private static double[] import_(double wattHours) {
        double[] energies = new double[EnergyRegister.COUNT];
        energies[EnergyRegister.ACTIVE_IMPORT.ordinal()] = wattHours;
        return energies;
    }

    private static long count(Registers registers) {
        return registers.count(EnergyRegister.ACTIVE_IMPORT);
    }

    @Test
    void theSmallestLoadIsNeverDropped() {
        Registers registers = new Registers();
        double window =
                0.004 * 5 * 230 * 0.2 / 3_600; // class 1's starting current, 0.2 s: 0.26 mWh
        for (int i = 0; i < 5 * 3_600; i++) {
            registers.add(import_(window));
        }
        assertThat(count(registers)).isBetween(4_599L, 4_600L);
    }

    @Property(tries = 200)
    void theCountIsTheSumOfAllWindowsCutOnce(
            @ForAll @Size(max = 200) List<@DoubleRange(min = 0, max = 20) Double> windows) {
        Registers registers = new Registers();
        BigDecimal exact = BigDecimal.ZERO;
        for (double window : windows) {
            registers.add(import_(window));
            exact = exact.add(new BigDecimal(window * 1_000));
        }
        assertThat(BigDecimal.valueOf(count(registers)))
                .isLessThanOrEqualTo(exact.setScale(0, RoundingMode.DOWN))
                .isGreaterThanOrEqualTo(
                        exact.subtract(new BigDecimal("1e-9")).setScale(0, RoundingMode.DOWN));
    }

    @Property(tries = 200)
    void whatIsSeenInsideAWindowLiesBetweenItsEnds(
            @ForAll @DoubleRange(min = 0, max = 5_000) double before,
            @ForAll @DoubleRange(min = 0, max = 5_000) double window,
            @ForAll @DoubleRange(min = 0, max = 1) double fraction) {
        Registers registers = new Registers();
        registers.add(import_(before));
        long begin = count(registers);
        long inside = registers.within(import_(window), fraction)[0];
        registers.add(import_(window));
        assertThat(inside).isBetween(begin, count(registers));
    }

    @Property(tries = 100)
    void aCheckpointKeepsCountsAndRemainders(
            @ForAll @Size(max = 20) List<@DoubleRange(min = 0, max = 1) Double> windows) {
        Registers registers = new Registers();
        Registers restarted = new Registers();
        for (double window : windows) {
            registers.add(import_(window));
            restarted.add(import_(window));
            ByteBuffer kept = ByteBuffer.allocate(Registers.MOST_BYTES);
            restarted.write(kept);
            restarted = Registers.read(kept.flip());
        }
        assertThat(restarted.counts()).isEqualTo(registers.counts());
    }

    @Test
    void aRegisterIsRaisedButNeverLowered() {
        Registers registers = new Registers();
        registers.add(import_(5));
        registers.raise(EnergyRegister.ACTIVE_IMPORT, 4_000);
        assertThat(count(registers)).isEqualTo(5_000);
        registers.raise(EnergyRegister.ACTIVE_IMPORT, 6_000);
        assertThat(count(registers)).isEqualTo(6_000);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.001, Double.NaN, Double.POSITIVE_INFINITY, 1e17})
    void anImpossibleEnergyIsRefusedWhole(double energy) {
        Registers registers = new Registers();
        double[] energies = import_(energy);
        energies[EnergyRegister.REACTIVE_QI.ordinal()] = 1;
        assertThatThrownBy(() -> registers.add(energies))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(Arrays.stream(registers.counts()).sum()).isZero();
    }
}
