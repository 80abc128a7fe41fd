package org.smartmeter.benchmarks.journal;

import java.nio.file.Path;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.smartmeter.journal.DirectoryFiles;
import org.smartmeter.journal.Journal;
import org.smartmeter.journal.JournalSettings;

/// What keeps the same work on the disk of this machine.
///
/// @param open on an empty directory
/// @param recover opens what a power cut left and gives the last record's sequence
record Store(String name, Function<Path, MeterMemory> open, ToLongFunction<Path> recover) {

    static final Store JOURNAL =
            new Store(
                    "journal in a directory",
                    directory ->
                            new JournalMemory(
                                    DirectoryFiles.open(directory), JournalSettings.DEFAULT),
                    Store::recoverJournal);

    static final Store SQLITE_WAL = sqlite("SQLite, WAL", "WAL");
    static final Store SQLITE_ROLLBACK = sqlite("SQLite, rollback journal", "DELETE");

    static final Store MV_STORE =
            new Store(
                    "H2 MVStore",
                    directory -> new MvStoreMemory(directory.resolve("store")),
                    directory -> MvStoreMemory.recover(directory.resolve("store")));

    private static Store sqlite(String name, String journalMode) {
        return new Store(
                name,
                directory -> new SqliteMemory(directory.resolve("store"), journalMode),
                directory -> SqliteMemory.recover(directory.resolve("store")));
    }

    private static long recoverJournal(Path directory) {
        try (DirectoryFiles files = DirectoryFiles.open(directory)) {
            Journal journal =
                    Journal.open(
                            files,
                            JournalSettings.DEFAULT,
                            JournalMemory.METER,
                            () -> JournalMemory.EPOCH);
            long last = journal.lastSequence();
            journal.close();
            return last;
        }
    }
}
