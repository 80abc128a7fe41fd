package org.smartmeter.journal;

/// The directory's journal cannot be continued: it is another meter's, or written by a later
/// version of the software. Nothing was changed on the disk.
public final class JournalRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    JournalRefusedException(String message) {
        super(message);
    }
}
