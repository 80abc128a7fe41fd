package org.smartmeter.device;

import java.time.Duration;

/// How often the meter writes a row and how often it sends: set by the utility, kept by the meter.
///
/// @param samplePeriod seconds from row to row, 1…3600, a divisor of 3600 so that every hour of UTC
/// begins with a row
/// @param pushPeriod seconds from sending to sending, 10…86400
public record Schedule(int samplePeriod, int pushPeriod) {

    /// A row each quarter of an hour, sent each hour.
    public static final Schedule USUAL = new Schedule(900, 3_600);

    private static final int HOUR = 3_600;
    private static final int DAY = 86_400;
    private static final int SHORTEST_PUSH = 10;

    /// @throws IllegalArgumentException if a period is outside its limits
    public Schedule {
        if (samplePeriod < 1 || samplePeriod > HOUR || HOUR % samplePeriod != 0) {
            throw new IllegalArgumentException(
                    "a sample period is 1…3600 s and divides 3600, not " + samplePeriod);
        }
        if (pushPeriod < SHORTEST_PUSH || pushPeriod > DAY) {
            throw new IllegalArgumentException("a push period is 10…86400 s, not " + pushPeriod);
        }
    }

    public Duration push() {
        return Duration.ofSeconds(pushPeriod);
    }

    static Schedule of(org.smartmeter.wire.v1.Schedule sent) {
        return new Schedule(sent.getSamplePeriod(), sent.getPushPeriod());
    }

    org.smartmeter.wire.v1.Schedule toWire() {
        return org.smartmeter.wire.v1.Schedule.newBuilder()
                .setSamplePeriod(samplePeriod)
                .setPushPeriod(pushPeriod)
                .build();
    }
}
