package org.smartmeter.commands;

import java.util.Locale;

/// Where a command stands. What leads from one to another: [Transitions].
public enum CommandState {
    /// Somebody asked for it; if it is critical, a second person has not approved it yet.
    REQUESTED,
    /// A second person approved it; the volume guard has not judged it yet.
    APPROVED,
    /// It may go to the meter as soon as it is due.
    QUEUED,
    /// It is signed, kept and given to the line; the meter has not answered.
    SENT,
    /// The meter said that it has it, and has still to act or to tell how that went.
    RECEIVED,
    /// The meter reported that it was carried out.
    DONE,
    /// The meter reported that it does not carry it out.
    REFUSED,
    /// Its window was over, or it was withdrawn, before the meter answered.
    EXPIRED,
    /// It exceeded the volume guard's limits; only a person lets it go on.
    QUARANTINED;

    /// As the database and people see it.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static CommandState ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
