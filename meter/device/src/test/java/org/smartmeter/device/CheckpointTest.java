package org.smartmeter.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.smartmeter.device.demand.DemandSettings;
import org.smartmeter.device.demand.MaximumDemand;
import org.smartmeter.device.kept.Varints;
import org.smartmeter.journal.Files;
import org.smartmeter.journal.StateFile;
import org.smartmeter.terms.ObisCode;

/// What a meter finds of its registers after a start, after a change of software, and after it lost
/// a part of them.
class CheckpointTest {

    private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
    private static final byte[] DEMAND = {2, 7, 7};
    private static final byte[] LATER_DEMAND = {2, 8, 8};
    private static final byte[] NO_DEMAND = {};

    private final MemoryFiles files = new MemoryFiles();

    private static Registers counted(EnergyRegister register, long count) {
        Registers registers = new Registers();
        registers.raise(register, count);
        registers.settle(1);
        return registers;
    }

    private static Registers imported(long count) {
        return counted(EnergyRegister.ACTIVE_IMPORT, count);
    }

    private KeptRegisters start() {
        return start(files, files);
    }

    private static KeptRegisters start(Files ofWhole, Files ofBetween) {
        return new KeptRegisters(
                StateFile.open(ofWhole, "whole", Checkpoint.MOST_BYTES),
                StateFile.open(ofBetween, "between", Checkpoint.MOST_BYTES));
    }

    private void assertFound(long count, byte[] demand) {
        assertFound(start(), count, demand);
    }

    private static void assertFound(KeptRegisters start, long count, byte[] demand) {
        Checkpoint found = start.found().orElseThrow();
        assertThat(found.registers().count(EnergyRegister.ACTIVE_IMPORT)).isEqualTo(count);
        assertThat(found.registers().importRates()[0]).isEqualTo(count);
        assertThat(found.more()).isEqualTo(demand);
    }

    @Test
    void theLaterOfTheWholeAndWhatCameBetweenIsFoundWithTheLastDemand() {
        assertThat(start().found()).isEmpty();
        KeptRegisters kept = start();
        kept.write(NOON, imported(1_000), DEMAND);
        assertFound(1_000, DEMAND);
        kept.write(NOON.plusSeconds(60), imported(2_000), DEMAND);
        assertFound(2_000, DEMAND);
        kept.write(NOON.minusSeconds(60), imported(3_000), DEMAND); // the clock was set back
        assertFound(3_000, DEMAND);
        kept.write(NOON, imported(4_000), LATER_DEMAND);
        assertFound(4_000, LATER_DEMAND);
        KeptRegisters again = start();
        again.write(NOON, imported(5_000), LATER_DEMAND);
        again.write(NOON, imported(6_000), LATER_DEMAND);
        assertFound(6_000, LATER_DEMAND);
    }

    @Test
    void eitherOfThemLostLeavesTheRegistersOfTheOther() {
        KeptRegisters kept = start();
        kept.write(NOON, imported(1_000), DEMAND);
        kept.write(NOON, imported(2_000), DEMAND);
        files.delete("whole");
        assertFound(2_000, NO_DEMAND);
        start().write(NOON, imported(3_000), DEMAND);
        assertFound(3_000, DEMAND);
        files.delete("between");
        assertFound(3_000, DEMAND);
    }

    /// A value that is damaged is found as it was before: its demand registers are an earlier
    /// moment's than the registers that came between.
    @Test
    void registersNeverJoinTheDemandOfAnotherMoment() {
        KeptRegisters kept = start();
        kept.write(NOON, imported(1_000), DEMAND);
        kept.write(NOON, imported(2_000), DEMAND);
        Files before = files.afterPowerCut();
        kept.write(NOON, imported(3_000), LATER_DEMAND);
        assertFound(start(before, files), 2_000, DEMAND);
        kept.write(NOON, imported(4_000), LATER_DEMAND);
        assertFound(start(before, files), 4_000, NO_DEMAND);
        assertFound(start(files, before), 3_000, LATER_DEMAND);
        assertFound(4_000, LATER_DEMAND);
    }

    /// As software before this one wrote it.
    @Test
    void registersBetweenThatNameNoWholeJoinTheOneThatIsFound() {
        try (StateFile whole = StateFile.open(files, "whole", Checkpoint.MOST_BYTES);
                StateFile between = StateFile.open(files, "between", Checkpoint.MOST_BYTES)) {
            whole.write(new Checkpoint(7, NOON, imported(1_000), DEMAND).encode());
            between.write(new Checkpoint(9, NOON, imported(2_000), NO_DEMAND).encode());
        }
        assertFound(2_000, DEMAND);
    }

    /// Numbers of fixed length: time, 14 registers with their remainders, 8 rates of import and of
    /// export, demand registers.
    @Test
    void theSecondFormIsStillRead() {
        ByteBuffer second = ByteBuffer.allocate(1_000).put((byte) 2).putLong(NOON.toEpochMilli());
        second.put((byte) 14);
        for (int register = 1; register <= 14; register++) {
            second.putLong(1_000L * register).putLong(1L << 51); // and half a count
        }
        for (int rate = 1; rate <= 8; rate++) {
            second.putLong(rate == 2 ? 600 : rate == 1 ? 400 : 0);
        }
        second.putLong(2_000).put(new byte[7 * Long.BYTES]).put(DEMAND);
        byte[] stored = Arrays.copyOf(second.array(), second.position());

        Checkpoint found = Checkpoint.decode(stored).orElseThrow();

        assertThat(found.time()).isEqualTo(NOON);
        assertThat(found.more()).isEqualTo(DEMAND);
        long[] counts = found.registers().counts();
        Arrays.setAll(counts, i -> counts[i] - 1_000L * (i + 1));
        assertThat(counts).containsOnly(0);
        assertThat(found.registers().importRates()).startsWith(400, 600, 0);
        assertThat(found.registers().exportRates()).startsWith(2_000, 0);
        double[] half = new double[EnergyRegister.COUNT];
        Arrays.fill(half, 0.0005); // of a unit: half a count
        found.registers().add(half);
        assertThat(found.registers().count(EnergyRegister.EXPORT_L3)).isEqualTo(14_001);
        for (int length = 0; length < stored.length - DEMAND.length; length++) {
            assertThat(Checkpoint.decode(Arrays.copyOf(stored, length))).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(bytes = {0, 1, 77})
    void anotherFormIsNotGuessed(byte version) {
        byte[] other = new Checkpoint(1, NOON, imported(1_000), DEMAND).encode();
        other[0] = version;
        assertThat(Checkpoint.decode(other)).isEmpty();
    }

    @Test
    void partsAreRefused() {
        byte[] whole = new Checkpoint(1, NOON, imported(1_000), NO_DEMAND).encode();
        for (int length = 0; length < whole.length; length++) {
            assertThat(Checkpoint.decode(Arrays.copyOf(whole, length))).isEmpty();
        }
        byte[] endless = new byte[100];
        Arrays.fill(endless, (byte) 0xFF);
        endless[0] = whole[0];
        assertThat(Checkpoint.decode(endless)).isEmpty();
    }

    /// What is written each minute wears the memory: a home's meter after 20 years at 1 kW.
    @Test
    void theUsualRegistersTakeFewBytes() {
        Registers registers = new Registers();
        for (EnergyRegister usual :
                List.of(
                        EnergyRegister.ACTIVE_IMPORT,
                        EnergyRegister.REACTIVE_QI,
                        EnergyRegister.REACTIVE_QIV,
                        EnergyRegister.APPARENT_IMPORT)) {
            registers.raise(usual, 175_000_000_000L);
        }
        registers.settle(1);
        double[] part = new double[EnergyRegister.COUNT];
        Arrays.fill(part, 1 / 7e3);
        registers.add(part);
        assertThat(new Checkpoint(10_000_000, NOON, registers, NO_DEMAND).encode())
                .hasSizeLessThanOrEqualTo(160);
    }

    /// What demand registers make with every number at its longest has room in the state file.
    @Test
    void theLongestHasRoom() {
        MaximumDemand demand = new MaximumDemand(DemandSettings.of(60, 15, "UTC", 1));
        long[] counts = new long[4];
        demand.begin(NOON, counts, true);
        for (int minute = 1; minute <= 40; minute++) {
            Arrays.fill(counts, minute * (Long.MAX_VALUE / 4_000));
            demand.reach(NOON.plusSeconds(60 * minute), counts);
            demand.end(NOON.plusSeconds(60 * minute), counts, Long.MAX_VALUE - 1);
        }
        Registers registers = new Registers();
        for (EnergyRegister each : EnergyRegister.values()) {
            registers.raise(each, Long.MAX_VALUE / 2);
        }
        byte[] whole = new Checkpoint(Long.MAX_VALUE, NOON, registers, demand.encode()).encode();
        assertThat(whole).hasSizeLessThan(Checkpoint.MOST_BYTES);
        assertThat(Checkpoint.decode(whole).orElseThrow().more()).isEqualTo(demand.encode());
        assertThat(Checkpoint.MOST_BYTES).isLessThan(StateFile.LONGEST_VALUE);
    }

    @Test
    void registersOfLaterSoftwareAreReadOver() {
        ByteBuffer bytes = ByteBuffer.allocate(Registers.MOST_BYTES + 100);
        long[] more = new long[EnergyRegister.COUNT + 3];
        Arrays.setAll(more, i -> i + 1);
        Varints.putSparse(bytes, more);
        Varints.putSparse(bytes, more);
        Varints.putSparse(bytes, new long[] {1});
        Varints.putSparse(bytes, new long[] {2});
        Registers found = Registers.read(bytes.flip());
        assertThat(found.counts()).containsExactly(Arrays.copyOf(more, EnergyRegister.COUNT));
        assertThat(bytes.hasRemaining()).isFalse();
    }

    @Test
    void rowsThatShowMoreRaiseTotalAndRatesAndTheyAgreeAfterwards() {
        Registers registers = imported(1_000_000);
        registers.raise(EnergyRegister.REACTIVE_QI, 3_000_000);
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
