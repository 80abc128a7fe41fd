package org.smartmeter.server.http;

import java.util.UUID;
import org.smartmeter.server.signin.User;

/// Who asks: the user of the session.
public record SignedIn(User user) {

    /// The network's customer who asks. Only paths of the customer role may call it.
    public UUID customer() {
        return user.customer()
                .orElseThrow(
                        () ->
                                ApiException.forbidden(
                                        "forbidden", "this is for customers; sign in as one"));
    }

    /// What stands on record for this user.
    public String actor() {
        return user.name();
    }

    @Override
    public String toString() {
        return user.name();
    }
}
