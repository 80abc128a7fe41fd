package org.smartmeter.readings;

import java.time.Instant;

/// The first and the last instant at which a meter measured.
public record MeasuredSpan(Instant first, Instant last) {}
