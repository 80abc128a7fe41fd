package org.smartmeter.benchmarks.journal;

import org.smartmeter.journal.JournalSettings;
import org.smartmeter.journal.flash.FlashFiles;
import org.smartmeter.journal.flash.FlashPart;
import org.smartmeter.simulator.flash.ModelNorFlash;

/// Years of a meter's work on an emulated part, every program and erase counted.
///
/// @param part as it stands at the end, its power cut without warning
/// @param askedBytes frames of the journal and values that the meter asked to keep
/// @param frameBytes of them in the journal
/// @param rowPayloadBytes what rows say, without frames
/// @param years lived
record FlashWearMeasured(
        ModelNorFlash part, long askedBytes, long frameBytes, long rowPayloadBytes, double years) {

    private static final FlashPart PART = FlashPart.W25Q256JV;
    private static final int DAYS_A_YEAR = 365;

    static FlashWearMeasured live(int years, int periodMinutes, DeviceOnFlash device) {
        ModelNorFlash part = new ModelNorFlash(PART.sectors(), 1);
        CountedFiles files = new CountedFiles(FlashFiles.open(part));
        JournalMemory memory = new JournalMemory(files, JournalSettings.ON_32_MEBIBYTES);
        MeterWork work = new MeterWork(memory, periodMinutes, device);
        work.live(years * DAYS_A_YEAR);
        return new FlashWearMeasured(
                part, files.askedBytes(), files.frameBytes(), work.rowPayloadBytes(), years);
    }

    /// Bytes programmed for each byte that was asked to be kept.
    double writeAmplification() {
        return (double) part.programmedBytes() / askedBytes;
    }

    /// Bytes programmed for each byte that a row says.
    double programmedPerRowByte() {
        return (double) part.programmedBytes() / rowPayloadBytes;
    }

    double programmedBytesPerDay() {
        return part.programmedBytes() / years / DAYS_A_YEAR;
    }

    /// Until the sector that is erased most has reached what it is rated for.
    double yearsUntilRated() {
        return PART.ratedErases() * years / part.mostErases();
    }

    /// How many days of records a journal of this size holds.
    double capacityDays(JournalSettings settings) {
        double bytes = (double) settings.segments() * settings.segmentBytes();
        return bytes / (frameBytes / years / DAYS_A_YEAR);
    }
}
