package org.smartmeter.simulator.home;

import java.time.LocalDate;
import java.time.ZoneId;

/// Weather and sun of the place, plain enough to drive thermostats, lamps and solar panels.
///
/// @param latitude degrees, north positive
/// @param yearMean mean temperature of the year, °C
/// @param seasonSwing half the difference of the warmest and the coldest month, K
/// @param daySwing half the difference of afternoon and dawn, K
record Climate(double latitude, double yearMean, double seasonSwing, double daySwing) {

    private static final int WARMEST_DAY_NORTH = 200;
    private static final int WARMEST_MINUTE = 15 * 60;
    private static final double MINUTES_PER_DAY = 1_440;
    private static final double DAYS_PER_YEAR = 365.25;

    /// A rough guess of a place from its time zone's name; it need not be right, only plausible.
    static Climate of(ZoneId zone) {
        String name = zone.getId();
        double latitude =
                switch (name.substring(0, Math.max(0, name.indexOf('/')))) {
                    case "Africa" -> 9;
                    case "Asia", "Indian" -> 27;
                    case "Australia", "Pacific" -> -33;
                    case "America" -> 39;
                    default -> 51;
                };
        double distance = Math.abs(latitude);
        return new Climate(latitude, 31 - 0.4 * distance, 1 + 0.18 * distance, 4.5);
    }

    double temperature(LocalDate date, double minuteOfDay) {
        double season =
                Math.cos(2 * Math.PI * (seasonDay(date) - WARMEST_DAY_NORTH) / DAYS_PER_YEAR);
        double hour = Math.cos(2 * Math.PI * (minuteOfDay - WARMEST_MINUTE) / MINUTES_PER_DAY);
        double weather =
                4 * Math.sin(date.toEpochDay() * 0.9) + 2 * Math.sin(date.toEpochDay() * 2.3);
        return yearMean + seasonSwing * season + daySwing * hour + weather;
    }

    /// The sun's elevation at solar time, by its declination.
    double sunElevationSine(LocalDate date, double minuteOfDay) {
        double declination =
                Math.toRadians(23.4)
                        * Math.sin(2 * Math.PI * (date.getDayOfYear() - 81) / DAYS_PER_YEAR);
        double phi = Math.toRadians(latitude);
        double hourAngle = 2 * Math.PI * (minuteOfDay - 720) / MINUTES_PER_DAY;
        return Math.sin(phi) * Math.sin(declination)
                + Math.cos(phi) * Math.cos(declination) * Math.cos(hourAngle);
    }

    private double seasonDay(LocalDate date) {
        return latitude >= 0 ? date.getDayOfYear() : date.getDayOfYear() + DAYS_PER_YEAR / 2;
    }
}
