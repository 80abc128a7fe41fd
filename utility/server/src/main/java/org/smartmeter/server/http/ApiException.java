package org.smartmeter.server.http;

import java.time.Duration;
import java.util.Optional;
import org.springframework.http.HttpStatus;

/// A request is not answered as asked; the caller gets status, code and a message in plain words
/// that says what to do.
public final class ApiException extends RuntimeException {

    private final HttpStatus status;
    private final String code;
    private final transient Optional<Duration> retryAfter;

    private ApiException(
            HttpStatus status, String code, String message, Optional<Duration> retryAfter) {
        super(message);
        this.status = status;
        this.code = code;
        this.retryAfter = retryAfter;
    }

    public static ApiException badRequest(String message) {
        return new ApiException(HttpStatus.BAD_REQUEST, "bad-request", message, Optional.empty());
    }

    public static ApiException notFound(String code, String message) {
        return new ApiException(HttpStatus.NOT_FOUND, code, message, Optional.empty());
    }

    public static ApiException forbidden(String code, String message) {
        return new ApiException(HttpStatus.FORBIDDEN, code, message, Optional.empty());
    }

    public static ApiException conflict(String code, String message) {
        return new ApiException(HttpStatus.CONFLICT, code, message, Optional.empty());
    }

    public static ApiException signIn(String code, String message) {
        return new ApiException(HttpStatus.UNAUTHORIZED, code, message, Optional.empty());
    }

    public static ApiException tooMany(String code, String message, Duration retryAfter) {
        return new ApiException(
                HttpStatus.TOO_MANY_REQUESTS, code, message, Optional.of(retryAfter));
    }

    HttpStatus status() {
        return status;
    }

    String code() {
        return code;
    }

    Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
