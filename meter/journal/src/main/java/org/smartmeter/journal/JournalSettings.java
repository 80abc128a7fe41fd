package org.smartmeter.journal;

/// How much a journal may hold, in bytes on the disk, and how large one of its segments is.
public record JournalSettings(long capacityBytes, int segmentBytes) {

    /// 6 MiB in segments of 64 KiB: more than 400 days of 15-minute snapshots of 8 registers.
    public static final JournalSettings DEFAULT = new JournalSettings(6L << 20, 64 << 10);

    /// 22 MiB in segments of 64 KiB, for raw flash of 32 MiB: what entries and headers take beside
    /// the frames, and a tenth of the sectors to wear in turn, are left for the flash.
    public static final JournalSettings ON_32_MEBIBYTES = new JournalSettings(22L << 20, 64 << 10);

    private static final long SMALLEST_FLASH = 2L << 20;

    private static final int SMALLEST_SEGMENT = 8 << 10;
    private static final int LARGEST_SEGMENT = 256 << 10;
    private static final int FEWEST_SEGMENTS = 3;

    /// @throws IllegalArgumentException if a segment is not 8…256 KiB or the capacity is below
    /// three segments
    public JournalSettings {
        if (segmentBytes < SMALLEST_SEGMENT || segmentBytes > LARGEST_SEGMENT) {
            throw new IllegalArgumentException(
                    "a journal's segment has 8…256 KiB, not " + segmentBytes + " bytes");
        }
        if (capacityBytes < (long) FEWEST_SEGMENTS * segmentBytes + AcknowledgedCursor.FILE_BYTES) {
            throw new IllegalArgumentException(
                    "a journal's capacity is at least "
                            + FEWEST_SEGMENTS
                            + " segments of "
                            + segmentBytes
                            + " bytes, not "
                            + capacityBytes
                            + " bytes");
        }
    }

    /// The same share of raw flash of another size.
    ///
    /// @param bytes of the part
    /// @throws IllegalArgumentException if it is below 2 MiB: values and their copies want the rest
    public static JournalSettings onFlash(long bytes) {
        if (bytes < SMALLEST_FLASH) {
            throw new IllegalArgumentException(
                    "flash for a meter's memory has at least 2 MiB, not " + bytes + " bytes");
        }
        return new JournalSettings(bytes / 32 * 22, ON_32_MEBIBYTES.segmentBytes);
    }

    /// How many segments there are at most; the rest of the capacity is the acknowledged cursor's.
    public int segments() {
        return Math.toIntExact((capacityBytes - AcknowledgedCursor.FILE_BYTES) / segmentBytes);
    }
}
