package org.smartmeter.commands;

/// A command that waits for a person, and which limit it exceeded.
public record QuarantinedCommand(Command command, String why) {}
