package org.smartmeter.wire;

/// A frame that this key did not seal for this topic, or that was changed on the way. Nothing of it
/// may be used.
public final class SealBrokenException extends Exception {

    private static final long serialVersionUID = 1L;

    /// Why a frame is refused, for counting.
    public enum Reason {
        /// Shorter than header and tag.
        TOO_SHORT,
        /// Longer than [Sealer#MAXIMUM_FRAME].
        TOO_LONG,
        /// Of another version of the protocol.
        VERSION,
        /// Its header names another channel than its topic.
        CHANNEL,
        /// A number in its header is outside its range.
        HEADER,
        /// Key, topic, header or content do not fit the tag.
        NOT_AUTHENTIC
    }

    private final Reason reason;

    public SealBrokenException(Reason reason, String text) {
        super(text);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
