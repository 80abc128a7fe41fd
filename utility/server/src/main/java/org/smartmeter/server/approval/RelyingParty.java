package org.smartmeter.server.approval;

import java.net.URI;
import org.smartmeter.server.configuration.UtilityConfiguration;

/// Whom passkeys are made for: the host under which people open the console. A device uses a
/// passkey for no other host, whoever asks.
///
/// @param id the host's name; an address of numbers has no passkeys
/// @param origin what the browser says it stands on, like `https://console.utility.example`
public record RelyingParty(String id, URI origin) {

    /// @param port on which this server answers
    public static RelyingParty of(UtilityConfiguration configuration, int port) {
        URI origin =
                configuration
                        .consoleOrigin()
                        .orElseGet(
                                () ->
                                        URI.create(
                                                (configuration.http().tls().isPresent()
                                                                ? "https"
                                                                : "http")
                                                        + "://"
                                                        + configuration.publicHost()
                                                        + ":"
                                                        + port));
        return new RelyingParty(origin.getHost(), origin);
    }
}
