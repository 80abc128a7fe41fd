package org.smartmeter.readings;

import java.time.InstantSource;

/// Counts what is taken in, second by second, over a sliding window. Thread-safe.
final class IntakeMeter {

    private static final int WINDOW_SECONDS = 10;

    private final InstantSource clock;
    private final long[] seconds = new long[WINDOW_SECONDS + 1];
    private final long[] records = new long[WINDOW_SECONDS + 1];
    private final long[] values = new long[WINDOW_SECONDS + 1];
    private final long[] uploads = new long[WINDOW_SECONDS + 1];

    IntakeMeter(InstantSource clock) {
        this.clock = clock;
    }

    synchronized void count(long newRecords, long newValues, long newUploads) {
        long second = clock.instant().getEpochSecond();
        int slot = Math.floorMod(second, seconds.length);
        if (seconds[slot] != second) {
            seconds[slot] = second;
            records[slot] = 0;
            values[slot] = 0;
            uploads[slot] = 0;
        }
        records[slot] += newRecords;
        values[slot] += newValues;
        uploads[slot] += newUploads;
    }

    /// The mean of the whole seconds before this one.
    synchronized IntakeRate rate() {
        long now = clock.instant().getEpochSecond();
        long sumRecords = 0;
        long sumValues = 0;
        long sumUploads = 0;
        for (int slot = 0; slot < seconds.length; slot++) {
            if (seconds[slot] >= now - WINDOW_SECONDS && seconds[slot] < now) {
                sumRecords += records[slot];
                sumValues += values[slot];
                sumUploads += uploads[slot];
            }
        }
        return new IntakeRate(
                sumRecords / (double) WINDOW_SECONDS,
                sumValues / (double) WINDOW_SECONDS,
                sumUploads / (double) WINDOW_SECONDS);
    }
}
