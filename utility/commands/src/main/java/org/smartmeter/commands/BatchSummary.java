package org.smartmeter.commands;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// What was asked for together and how far it is, without its commands.
///
/// @param sample the body of its first command
/// @param critical whether one of its commands needs an approval
/// @param withdrawn how many of those that count as expired were called back by a person
public record BatchSummary(
        UUID id,
        Person askedBy,
        String reason,
        Instant askedAt,
        ValidityWindow window,
        Priority priority,
        Duration spread,
        OrderBody sample,
        boolean critical,
        Optional<Approval> approval,
        Progress progress,
        int withdrawn) {}
