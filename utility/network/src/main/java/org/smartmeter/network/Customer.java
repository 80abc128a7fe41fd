package org.smartmeter.network;

import java.util.UUID;

/// A person or firm that holds the account of one or more places.
public record Customer(UUID id, String name) {

    /// @throws IllegalArgumentException if the name is blank
    public Customer {
        name = Text.required("a customer's name", name);
    }
}
