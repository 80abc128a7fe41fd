package org.smartmeter.server.feed;

import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.smartmeter.readings.feed.FeedPosition;

/// An address outside that is told what happens.
///
/// @param secret that its calls are signed with
/// @param position up to which it has answered
/// @param failures calls in a row that it did not answer well
/// @param nextTry not called before
record Webhook(
        UUID id,
        URI url,
        String secret,
        String createdBy,
        Instant created,
        FeedPosition position,
        int failures,
        Instant nextTry,
        @Nullable String lastError,
        @Nullable Instant lastTold) {

    /// Without the secret.
    @Override
    public String toString() {
        return "webhook " + id + " to " + url;
    }
}
