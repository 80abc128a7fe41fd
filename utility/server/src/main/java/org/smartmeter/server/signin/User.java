package org.smartmeter.server.signin;

import java.util.Optional;
import java.util.UUID;

/// Somebody who can sign in.
///
/// @param name what is typed to sign in, in lower case
/// @param displayName how the screens address the user
/// @param customer the network's customer this user is; present exactly for [Role#CUSTOMER]
public record User(UUID id, String name, String displayName, Role role, Optional<UUID> customer) {

    public User {
        if ((role == Role.CUSTOMER) != customer.isPresent()) {
            throw new IllegalArgumentException(
                    "user '" + name + "': a customer, and nobody else, is one of the network's");
        }
    }
}
