package org.smartmeter.device;

import java.nio.file.Path;
import org.smartmeter.journal.DirectoryFiles;
import org.smartmeter.journal.Files;
import org.smartmeter.journal.JournalSettings;
import org.smartmeter.journal.flash.FlashFiles;
import org.smartmeter.journal.flash.NorFlash;

/// Where a meter keeps what must survive: one directory for the journal, one for the state files
/// with counters and registers. They are the meter's own from here on; it closes them.
public record DeviceMemory(Files journal, Files state, JournalSettings settings) {

    private static final String JOURNAL = "journal";
    private static final String STATE = "state";

    /// A real directory with a journal of the default size; `journal` and `state` lie inside it.
    ///
    /// @throws java.io.UncheckedIOException if it cannot be opened, or another process has it
    public static DeviceMemory at(Path directory) {
        DirectoryFiles journal = DirectoryFiles.open(directory.resolve(JOURNAL));
        DirectoryFiles state = DirectoryFiles.open(directory.resolve(STATE));
        return new DeviceMemory(journal, state, JournalSettings.DEFAULT);
    }

    /// Raw flash, which keeps both; the journal takes most of it.
    public static DeviceMemory on(FlashFiles flash) {
        return new DeviceMemory(flash, flash, JournalSettings.ON_32_MEBIBYTES);
    }

    /// The same on a part that is not opened as files yet; it is closed if that fails.
    ///
    /// @throws IllegalArgumentException if the part is too small
    /// @throws java.io.UncheckedIOException if it cannot be read
    public static DeviceMemory on(NorFlash part) {
        try {
            JournalSettings settings =
                    JournalSettings.onFlash((long) part.sectors() * NorFlash.SECTOR_BYTES);
            FlashFiles files = FlashFiles.open(part);
            return new DeviceMemory(files, files, settings);
        } catch (RuntimeException e) {
            part.close();
            throw e;
        }
    }

    /// Gives the directories back.
    void close() {
        try {
            journal.close();
        } finally {
            state.close();
        }
    }
}
