package org.smartmeter.world;

import java.time.Duration;
import java.util.function.UnaryOperator;
import org.smartmeter.readings.IntakeTables;

/// How large a world is and how long it lives.
///
/// @param meters in it, at least 1
/// @param length of the time in which things go wrong; a time of peace follows
/// @param tables what stands between the store and its tables: nothing, unless somebody wants to
/// see a broken store found out
public record WorldSettings(int meters, Duration length, UnaryOperator<IntakeTables> tables) {

    private static final int MOST_METERS = 100_000;

    /// A hundred meters and a day.
    public static final WorldSettings USUAL = of(100, Duration.ofHours(24));

    /// @throws IllegalArgumentException if there is no meter or no time
    public WorldSettings {
        if (meters < 1 || meters > MOST_METERS) {
            throw new IllegalArgumentException("1…" + MOST_METERS + " meters, not " + meters);
        }
        if (!length.isPositive() || length.toDays() > 366) {
            throw new IllegalArgumentException("some time up to a year, not " + length);
        }
    }

    public static WorldSettings of(int meters, Duration length) {
        return new WorldSettings(meters, length, UnaryOperator.identity());
    }

    /// The same with something between the store and its tables.
    public WorldSettings with(UnaryOperator<IntakeTables> between) {
        return new WorldSettings(meters, length, between);
    }
}
