package org.smartmeter.headend;

import org.smartmeter.wire.v1.Schedule;

/// What a schedule may be.
final class Schedules {

    private static final int LONGEST_SAMPLE_PERIOD = 3_600;
    private static final int SHORTEST_PUSH_PERIOD = 10;
    private static final int LONGEST_PUSH_PERIOD = 86_400;

    private Schedules() {}

    /// @throws IllegalArgumentException in words for the person who set it
    static void check(Schedule schedule) {
        int sample = schedule.getSamplePeriod();
        int push = schedule.getPushPeriod();
        if (sample < 1 || sample > LONGEST_SAMPLE_PERIOD || LONGEST_SAMPLE_PERIOD % sample != 0) {
            throw new IllegalArgumentException(
                    "a sample period is 1 to 3600 s and divides the hour, not " + sample + " s");
        }
        if (push < SHORTEST_PUSH_PERIOD || push > LONGEST_PUSH_PERIOD) {
            throw new IllegalArgumentException("a push period is 10 s to 24 h, not " + push + " s");
        }
    }
}
