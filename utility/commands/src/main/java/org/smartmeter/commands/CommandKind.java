package org.smartmeter.commands;

/// How much it takes to let a command go out.
public enum CommandKind {
    /// Goes out when it is due.
    ROUTINE,
    /// Can leave a home without supply or change who commands: needs a second person's approval and
    /// passes the volume guard.
    CRITICAL
}
