package org.smartmeter.commands;

/// What follows for a command from what its meter said.
///
/// @param event [CommandEvent#RECEIVED], [CommandEvent#DONE], [CommandEvent#REFUSED] or
/// [CommandEvent#OVERTAKEN]
/// @param detail what the meter said, for people
public record Judgement(CommandEvent event, String detail) {}
