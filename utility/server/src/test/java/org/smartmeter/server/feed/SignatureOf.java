package org.smartmeter.server.feed;

/// The signature of a call, for tests outside the package.
public final class SignatureOf {

    private SignatureOf() {}

    public static String of(String secret, String timestamp, String body) {
        return Webhooks.signature(secret, timestamp, body);
    }
}
