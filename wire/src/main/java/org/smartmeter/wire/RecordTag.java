package org.smartmeter.wire;

/// What a journal record is: the tag that stands before its payload. Tags 5…255 are free; a record
/// with an unknown tag is carried and stored unread.
public final class RecordTag {

    /// A [Definition].
    public static final int DEFINITION = 1;

    /// A [Row].
    public static final int ROW = 2;

    /// An [Event].
    public static final int EVENT = 3;

    /// A [ChainSignature].
    public static final int SIGNATURE = 4;

    private RecordTag() {}
}
