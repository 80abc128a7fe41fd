package org.smartmeter.commands;

import java.util.Locale;

/// What can happen to a command. From where to where each leads: [Transitions].
public enum CommandEvent {
    /// Somebody asked for it: the first row of its history.
    ASKED,
    /// A second person approved the batch.
    APPROVED,
    /// It is routine and needs no approval.
    WAVED_THROUGH,
    /// The volume guard let it pass.
    ADMITTED,
    /// The volume guard held it back.
    QUARANTINED,
    /// A person let it go on from quarantine.
    RELEASED,
    /// It was signed and kept under a counter, to be given to the line.
    SENT,
    /// The meter said that it has it.
    RECEIVED,
    /// The meter went past its counter without having acted on it: a later order came before it.
    OVERTAKEN,
    /// The meter reported that it carried it out.
    DONE,
    /// The meter reported that it does not carry it out.
    REFUSED,
    /// Its window was over.
    EXPIRED,
    /// A person called it back.
    WITHDRAWN;

    /// As the database and people see it.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static CommandEvent ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
