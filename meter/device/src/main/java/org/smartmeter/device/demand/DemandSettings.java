package org.smartmeter.device.demand;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.smartmeter.terms.LocalDay;

/// The windows over which demand is averaged and the billing period (IEC 62056-6-2, demand
/// register, class 5).
///
/// A new average comes every [#period]; it goes over [#periods] of them. One period makes fixed
/// blocks, several a window that slides on by a period. Periods begin at multiples of their
/// length in local time, so that they meet the local midnight that ends a billing period.
///
/// @param period seconds, 60…3,600
/// @param periods 1…15; period × periods divides an hour, so that averages are whole milliwatts
/// @param zone of the windows' borders and the billing day
/// @param resetDay day of the month whose local midnight ends the billing period, 1…28; 0: only
/// an order ends one
public record DemandSettings(int period, int periods, ZoneId zone, int resetDay) {

    private static final int HOUR = 3_600;
    private static final int SHORTEST_PERIOD = 60;
    static final int MOST_PERIODS = 15;
    private static final int LAST_DAY_OF_EVERY_MONTH = 28;
    static final int LONGEST_ZONE = 64;

    /// @throws IllegalArgumentException if a number is outside its limits
    public DemandSettings {
        if (period < SHORTEST_PERIOD || period > HOUR) {
            throw new IllegalArgumentException("a demand period is 60…3600 s, not " + period);
        }
        if (periods < 1 || periods > MOST_PERIODS || HOUR % (period * periods) != 0) {
            throw new IllegalArgumentException(
                    "a demand window is 1…15 periods and divides 3600 s, not "
                            + periods
                            + " of "
                            + period
                            + " s");
        }
        if (resetDay < 0 || resetDay > LAST_DAY_OF_EVERY_MONTH) {
            throw new IllegalArgumentException(
                    "a billing period ends on day 1…28 or on none (0), not " + resetDay);
        }
    }

    /// @throws IllegalArgumentException if a number is outside its limits or the zone is unknown
    public static DemandSettings of(int period, int periods, String zone, int resetDay) {
        return new DemandSettings(period, periods, zone(zone), resetDay);
    }

    /// @throws IllegalArgumentException if there is no such zone
    public static ZoneId zone(String name) {
        try {
            if (name.length() <= LONGEST_ZONE) {
                return ZoneId.of(name);
            }
        } catch (DateTimeException _) {
            // told below, like a name too long
        }
        throw new IllegalArgumentException("no time zone '" + name + "'; one is Africa/Lagos");
    }

    /// Seconds of a whole window.
    public int window() {
        return period * periods;
    }

    /// The average power over a window of this energy: mW from mWh, exact.
    long averageOf(long milliwattHours) {
        return Math.multiplyExact(milliwattHours, (long) (HOUR / window()));
    }

    /// The first border of a period after an instant.
    Instant borderAfter(Instant time) {
        long second = time.getEpochSecond();
        long local = second + zone.getRules().getOffset(time).getTotalSeconds();
        return Instant.ofEpochSecond(second + period - Math.floorMod(local, period));
    }

    boolean isBorder(Instant time) {
        return borderAfter(time.minusNanos(1)).equals(time);
    }

    /// When the calendar ends the billing period that runs at an instant; [Instant#MAX] if never.
    Instant resetAfter(Instant time) {
        if (resetDay == 0) {
            return Instant.MAX;
        }
        LocalDate day = LocalDay.of(time, zone).date().withDayOfMonth(resetDay);
        Instant reset = new LocalDay(day, zone).start();
        return reset.isAfter(time) ? reset : new LocalDay(day.plusMonths(1), zone).start();
    }
}
