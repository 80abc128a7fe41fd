package org.smartmeter.server.approval;

import java.util.Base64;

/// Bytes as the Web Authentication interface writes them: base64url without padding.
public final class Base64Url {

    private Base64Url() {}

    public static String of(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /// @throws IllegalArgumentException if it is not base64url
    public static byte[] bytes(String text) {
        return Base64.getUrlDecoder().decode(text);
    }
}
