package org.smartmeter.metrology.quality;

import java.time.Duration;
import java.time.Instant;

/// Which instant a position in the stream of samples has.
///
/// @param position of a sample, from 0; fractions allowed
/// @param instant at which it was taken
/// @param rate samples per second
public record StreamClock(double position, Instant instant, double rate) {

    private static final double NANOS = 1e9;

    /// The instant of another position.
    public Instant at(double other) {
        return instant.plusNanos(Math.round((other - position) / rate * NANOS));
    }

    /// Where in the stream an instant is.
    public double position(Instant other) {
        Duration between = Duration.between(instant, other);
        return position + (between.getSeconds() + between.getNano() / NANOS) * rate;
    }

    /// The instant of a position in seconds since 1970, right to a microsecond.
    public double epochSeconds(double other) {
        return instant.getEpochSecond() + instant.getNano() / NANOS + (other - position) / rate;
    }
}
