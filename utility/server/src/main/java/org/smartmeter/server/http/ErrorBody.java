package org.smartmeter.server.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/// The one shape of every error of the HTTP interface.
record ErrorBody(Reason error) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// @param retryAfterSeconds present when trying again later may help
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Reason(String code, String message, @Nullable Long retryAfterSeconds) {}

    static ErrorBody of(String code, String message) {
        return new ErrorBody(new Reason(code, message, null));
    }

    /// Writes the error where no controller does: in filters.
    static void write(HttpServletResponse response, HttpStatus status, String code, String message)
            throws IOException {
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.getOutputStream()
                .write(JSON.writeValueAsString(of(code, message)).getBytes(StandardCharsets.UTF_8));
    }
}
