package org.smartmeter.journal;

/// The journal is full of records that nobody acknowledged yet; nothing was appended. It has room
/// again once the oldest segment is acknowledged.
public final class JournalFullException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    JournalFullException(long oldestUnacknowledged, long lastSequence) {
        super(
                "the journal is full: its records "
                        + oldestUnacknowledged
                        + "…"
                        + lastSequence
                        + " are not acknowledged, and none of them is overwritten before");
    }
}
