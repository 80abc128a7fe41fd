package org.smartmeter.network;

import java.time.Instant;
import java.time.ZoneId;
import org.smartmeter.terms.MeterId;

/// A home to be created in bulk: its place, its customer, who moves in and whose meter is installed
/// at the same instant.
public record NewHome(
        String name, String address, ZoneId zone, String customer, MeterId meter, Instant from) {

    /// @throws IllegalArgumentException if a name is blank
    public NewHome {
        name = Text.required("a place's name", name);
        customer = Text.required("a customer's name", customer);
        address = address.strip();
    }
}
