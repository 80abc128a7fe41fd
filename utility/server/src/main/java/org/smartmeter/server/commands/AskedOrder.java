package org.smartmeter.server.commands;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an operator asks meters to do, as the pages send it. Absent numbers are what a meter takes
/// for usual.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = AskedOrder.Disconnect.class, name = "disconnect"),
    @JsonSubTypes.Type(value = AskedOrder.Reconnect.class, name = "reconnect"),
    @JsonSubTypes.Type(value = AskedOrder.Limit.class, name = "limit"),
    @JsonSubTypes.Type(value = AskedOrder.Emergency.class, name = "emergency"),
    @JsonSubTypes.Type(value = AskedOrder.Schedule.class, name = "schedule"),
    @JsonSubTypes.Type(value = AskedOrder.Message.class, name = "message")
})
public sealed interface AskedOrder {

    /// Cuts the supply.
    ///
    /// @param executeAt when; null: as soon as the meter has it
    /// @param holdAfterSeconds a delayed cut is held when the utility was silent for longer
    record Disconnect(@Nullable Instant executeAt, @Nullable Integer holdAfterSeconds)
            implements AskedOrder {}

    /// Lets the supply be closed again: as the control mode says, by the person at home.
    record Reconnect() implements AskedOrder {}

    /// Sets the limiter, all of it.
    ///
    /// @param monitored `active-power-import` (W), `apparent-power-import` (VA), `current-l1` or
    /// `current-any-phase` (mA)
    /// @param normal threshold; null: no limit
    /// @param emergency threshold while an emergency profile is active
    /// @param groups ids of the emergency profiles that it obeys
    record Limit(
            @Nullable String monitored,
            @Nullable Integer normal,
            @Nullable Integer emergency,
            @Nullable Integer overSeconds,
            @Nullable Integer underSeconds,
            @Nullable List<Integer> groups)
            implements AskedOrder {}

    /// Activates an emergency profile, which ends by itself.
    ///
    /// @param at when; null: at once
    /// @param durationSeconds 0 ends the active one
    record Emergency(
            @Nullable Integer profile, @Nullable Instant at, @Nullable Integer durationSeconds)
            implements AskedOrder {}

    record Schedule(@Nullable Integer samplePeriodSeconds, @Nullable Integer pushPeriodSeconds)
            implements AskedOrder {}

    /// A message for the display; bills and offers are for one meter each and not sent so.
    ///
    /// @param lastDay where each meter is
    record Message(
            @Nullable String language,
            @Nullable String title,
            @Nullable String text,
            @Nullable String urgency,
            @Nullable Boolean confirm,
            @Nullable LocalDate lastDay)
            implements AskedOrder {}
}
