package org.smartmeter.benchmarks.journal;

import java.util.Arrays;
import org.smartmeter.journal.Journal;
import org.smartmeter.journal.JournalSettings;
import org.smartmeter.journal.StateFile;
import org.smartmeter.journal.Verification;
import org.smartmeter.journal.flash.FlashFiles;
import org.smartmeter.journal.flash.FlashPart;
import org.smartmeter.simulator.flash.ModelNorFlash;

/// How long a start takes on a part whose power was cut: files, values and journal open, whatever a
/// cut left mended.
///
/// @param firstMillis of the first start in this process, whose code is not compiled yet
/// @param computedMillis of this machine, the emulated part included: the median of many starts
/// @param partMillis that the part needs for the same reads, programs and erases, by its data sheet
record Start(double firstMillis, double computedMillis, double partMillis, long records) {

    private static final FlashPart PART = FlashPart.W25Q256JV;
    private static final int ROUNDS = 41;
    private static final int VERIFY_ROUNDS = 9;

    /// What a read operation takes before its first byte: instruction, address and dummy clocks.
    private static final double READ_COMMAND_SECONDS = 20 / 104e6;

    static Start measure(ModelNorFlash cut) {
        double[] millis = new double[ROUNDS];
        double partMillis = 0;
        long records = 0;
        for (int round = 0; round < ROUNDS; round++) {
            ModelNorFlash found = cut.survivors(round);
            long erases = Arrays.stream(found.erases()).asLongStream().sum();
            long begin = System.nanoTime();
            Journal journal = open(found);
            millis[round] = (System.nanoTime() - begin) / 1e6;
            long erased = Arrays.stream(found.erases()).asLongStream().sum() - erases;
            partMillis = Math.max(partMillis, partSeconds(found, erased) * 1e3);
            records = journal.lastSequence() - journal.firstSequence() + 1;
        }
        double first = millis[0];
        Arrays.sort(millis);
        return new Start(first, millis[ROUNDS / 2], partMillis, records);
    }

    private static Journal open(ModelNorFlash part) {
        FlashFiles files = FlashFiles.open(part);
        for (String name : new String[] {"registers", "registers-between", "counters"}) {
            StateFile.open(files, name, StateFile.LONGEST_VALUE).close();
        }
        return Journal.open(
                files,
                JournalSettings.ON_32_MEBIBYTES,
                JournalMemory.METER,
                () -> JournalMemory.EPOCH);
    }

    private static double partSeconds(ModelNorFlash part, long erases) {
        return (double) part.readBytes() / PART.readBytesPerSecond()
                + part.reads() * READ_COMMAND_SECONDS
                + part.programs() * PART.programTime().toNanos() / 1e9
                + erases * PART.eraseTime().toNanos() / 1e9;
    }

    /// Records checked a second, each frame and the whole hash chain.
    static double verifiedRecordsPerSecond(ModelNorFlash part) {
        double best = 0;
        for (int round = 0; round < VERIFY_ROUNDS; round++) {
            long begin = System.nanoTime();
            Verification found = Journal.verify(FlashFiles.readOnly(part.survivors(round)));
            if (!found.faults().isEmpty()) {
                throw new IllegalStateException("damage: " + found.faults());
            }
            best = Math.max(best, found.records() / ((System.nanoTime() - begin) / 1e9));
        }
        return best;
    }
}
