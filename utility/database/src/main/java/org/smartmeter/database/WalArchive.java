package org.smartmeter.database;

import java.nio.file.Path;

/// Where an embedded server puts each finished piece of its write-ahead log, packed: with a backup
/// from before they are the way to any later instant. At most a minute is lost with the machine.
record WalArchive(Path directory) {

    /// A piece is closed after so long even if it is not full: then its rest is zeros, which pack
    /// to nothing.
    static final String TIMEOUT_SECONDS = "60";

    WalArchive {
        directory = directory.toAbsolutePath().normalize();
        if (directory.toString().matches(".*[\"'\\\\$`%\\n].*")) {
            throw new DatabaseException(
                    "the archive " + directory + " has signs in its name that a shell would take");
        }
    }

    /// Never replaces a piece that is there; a half-written one has another name.
    String archiveCommand() {
        String piece = "\"" + directory + "/%f.gz";
        return "test ! -f "
                + piece
                + "\" && gzip -c \"%p\" > "
                + piece
                + ".part\" && sync "
                + piece
                + ".part\" && mv "
                + piece
                + ".part\" "
                + piece
                + "\"";
    }

    String restoreCommand() {
        return "gzip -dc \"" + directory + "/%f.gz\" > \"%p\"";
    }
}
