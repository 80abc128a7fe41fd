package org.smartmeter.server.audit;

import java.util.Locale;

/// What is put on record.
public enum Action {
    SIGN_IN,
    /// A wrong password; a name that nobody has is not written down, it may be a password.
    SIGN_IN_REFUSED,
    SIGN_OUT,
    /// An operator says why the personal data of a meter must be looked at.
    REASON,
    /// An operator looked at a meter's curve or month; the detail says which.
    PERSONAL_DATA,
    /// An operator asked for another schedule of a meter.
    SCHEDULE,
    /// An operator sent a notice to a meter's display; the detail says which, and why.
    NOTICE,
    /// An operator took a notice back; the detail says which, and why.
    NOTICE_WITHDRAWN,
    /// Somebody asked for commands to meters; the detail says which, and why.
    COMMAND,
    /// A second person approved a batch of commands; the detail names the hash of the list.
    COMMAND_APPROVED,
    /// A second person let a command go on that the volume guard had held back.
    COMMAND_RELEASED,
    /// Commands were called back, or not approved; the detail says why.
    COMMAND_WITHDRAWN,
    /// A person's word with a passkey was not accepted; the detail says why.
    APPROVAL_REFUSED,
    /// A person who may approve has a new passkey; the detail says which.
    PASSKEY_ADDED,
    /// All passkeys of a person were forgotten.
    PASSKEYS_FORGOTTEN,
    /// Somebody may sign in from now on.
    USER_ADDED,
    /// Places, customers and meters were taken from a file; the detail says how many.
    NETWORK_IMPORTED,
    /// Registers of other meters were taken from a file; the detail says how many rows.
    READINGS_IMPORTED,
    /// An operator put intervals of a meter right, or took that back; the detail says which and
    // why.
    READINGS_EDITED,
    /// An address outside is told what happens from now on, or no longer; the detail says which.
    WEBHOOK;

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Action ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
