package org.smartmeter.headend;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// A clock that stands still until it is told.
final class TestClock implements InstantSource {

    private volatile Instant now;

    TestClock(Instant start) {
        now = start;
    }

    /// Starts now, since certificates are checked by the real clock.
    static TestClock real() {
        return new TestClock(Instant.ofEpochSecond(Instant.now().getEpochSecond()));
    }

    @Override
    public Instant instant() {
        return now;
    }

    void pass(Duration time) {
        now = now.plus(time);
    }
}
