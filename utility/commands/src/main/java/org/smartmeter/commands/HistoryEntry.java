package org.smartmeter.commands;

import java.time.Instant;
import java.util.Optional;

/// One change of a command.
///
/// @param number from 1 on, without a hole
/// @param state what the event led to
/// @param person who decided it; empty where nobody did
/// @param detail the reason given, or what the meter said
public record HistoryEntry(
        int number,
        CommandEvent event,
        CommandState state,
        Instant at,
        Optional<Person> person,
        String detail) {}
