package org.smartmeter.server.signin;

import java.util.Locale;

/// What a user is to the utility.
public enum Role {
    /// Lives or works at a place with a meter; sees that place and nothing else.
    CUSTOMER,
    /// Works for the utility; sees the network, and personal curves only with a reason on record.
    OPERATOR,
    /// Works for the utility as an operator does, and may approve what another one asks for.
    APPROVER;

    /// Whether it is a role of the utility's own people.
    public boolean isStaff() {
        return this != CUSTOMER;
    }

    /// The word used in the database and on the HTTP interface.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Role ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
