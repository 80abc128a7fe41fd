package org.smartmeter.board.wifi;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.Optional;

/// The head of an answer over HTTP in the clear.
///
/// @param status −1 if it was not HTTP
/// @param elsewhere where it sends whoever asked
record PlainAnswer(int status, Optional<URI> elsewhere) {

    /// Asks and follows nowhere.
    ///
    /// @throws IOException if nobody answers
    static PlainAnswer of(URI address) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        try {
            return new PlainAnswer(
                    connection.getResponseCode(),
                    Optional.ofNullable(connection.getHeaderField("Location"))
                            .flatMap(location -> resolved(address, location)));
        } finally {
            connection.disconnect();
        }
    }

    private static Optional<URI> resolved(URI address, String location) {
        try {
            return Optional.of(address.resolve(location));
        } catch (IllegalArgumentException _) {
            return Optional.empty(); // no address: it sends nowhere
        }
    }
}
