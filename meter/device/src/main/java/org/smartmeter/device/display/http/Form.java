package org.smartmeter.device.display.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The fields of a request's body, `application/x-www-form-urlencoded`.
public final class Form {

    /// The longest body that is read.
    static final int MAXIMUM_BYTES = 2_048;

    private static final int MOST_FIELDS = 16;

    private final Map<String, String> fields;

    private Form(Map<String, String> fields) {
        this.fields = fields;
    }

    static Form parse(byte[] body) throws RefusedException {
        Map<String, String> fields = new LinkedHashMap<>();
        String text = new String(body, StandardCharsets.US_ASCII);
        for (String pair : text.isEmpty() ? new String[0] : text.split("&", MOST_FIELDS + 1)) {
            int equals = pair.indexOf('=');
            if (equals < 1
                    || fields.size() == MOST_FIELDS
                    || fields.put(
                                    decoded(pair.substring(0, equals)),
                                    decoded(pair.substring(equals + 1)))
                            != null) {
                throw new RefusedException(Refused.UNREADABLE);
            }
        }
        return new Form(fields);
    }

    private static String decoded(String text) throws RefusedException {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new RefusedException(Refused.UNREADABLE);
        }
    }

    public Optional<String> get(String field) {
        return Optional.ofNullable(fields.get(field));
    }

    public String required(String field) throws RefusedException {
        return get(field).orElseThrow(() -> new RefusedException(Refused.UNREADABLE));
    }
}
