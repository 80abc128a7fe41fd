package org.smartmeter.network;

import java.time.ZoneId;
import java.util.UUID;

/// Where energy is delivered: a home, a shop, a pump. Its zone is the account's time zone, by which
/// local days and bills are cut.
public record Place(UUID id, String name, String address, ZoneId zone) {

    /// @throws IllegalArgumentException if the name is blank
    public Place {
        name = Text.required("a place's name", name);
        address = address.strip();
    }
}
