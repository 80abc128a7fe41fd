package org.smartmeter.journal;

/// The directory's journal cannot be continued: it is another meter's, of another version, or so
/// damaged that nothing tells where to go on. Nothing was changed on the disk. {@link
/// Journal#begin} starts a new epoch over it.
public final class JournalRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    JournalRefusedException(String message) {
        super(message);
    }
}
