package org.smartmeter.device.tariff;

import java.time.MonthDay;

/// From this day's local midnight on, every year, until the next season, a week repeats.
///
/// @param week place in the calendar's weeks, from 0
public record Season(MonthDay start, int week) {}
