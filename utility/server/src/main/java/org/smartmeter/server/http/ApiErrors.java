package org.smartmeter.server.http;

import java.time.Duration;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.HttpMediaTypeException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/// Turns whatever goes wrong while answering into an [ErrorBody] in words for the person who asked.
/// What is our own fault is logged and told without its inside.
@RestControllerAdvice
final class ApiErrors {

    private static final Logger LOG = LoggerFactory.getLogger(ApiErrors.class);

    @ExceptionHandler
    ResponseEntity<ErrorBody> refused(ApiException e) {
        Long seconds = e.retryAfter().map(ApiErrors::wholeSeconds).orElse(null);
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(e.status());
        if (seconds != null) {
            answer.header(HttpHeaders.RETRY_AFTER, seconds.toString());
        }
        return answer.body(
                new ErrorBody(
                        new ErrorBody.Reason(
                                e.code(),
                                Objects.requireNonNullElse(e.getMessage(), ""),
                                seconds)));
    }

    @ExceptionHandler
    ResponseEntity<ErrorBody> missing(MissingServletRequestParameterException e) {
        return badRequest("'" + e.getParameterName() + "' is missing in the address");
    }

    @ExceptionHandler
    ResponseEntity<ErrorBody> unfit(MethodArgumentTypeMismatchException e) {
        return badRequest(
                "'"
                        + e.getValue()
                        + "' does not fit '"
                        + e.getName()
                        + "': "
                        + Expected.of(e.getRequiredType()));
    }

    @ExceptionHandler
    ResponseEntity<ErrorBody> unreadable(HttpMessageNotReadableException e) {
        LOG.debug("a body could not be read", e);
        return badRequest("the body must be the JSON object that utility/server/API.md describes");
    }

    @ExceptionHandler
    ResponseEntity<ErrorBody> unknown(NoResourceFoundException e) {
        return ResponseEntity.status(HttpStatus.NOT_FOUND)
                .body(ErrorBody.of("not-found", "there is nothing at /" + e.getResourcePath()));
    }

    @ExceptionHandler
    ResponseEntity<ErrorBody> wrongMethod(HttpRequestMethodNotSupportedException e) {
        return ResponseEntity.status(HttpStatus.METHOD_NOT_ALLOWED)
                .headers(e.getHeaders())
                .body(ErrorBody.of("wrong-method", e.getMethod() + " is not possible here"));
    }

    @ExceptionHandler
    ResponseEntity<ErrorBody> wrongForm(HttpMediaTypeException e) {
        return ResponseEntity.status(HttpStatus.UNSUPPORTED_MEDIA_TYPE)
                .body(ErrorBody.of("wrong-form", "send and accept application/json"));
    }

    /// The other side is gone: nobody is left to answer.
    @ExceptionHandler
    void gone(AsyncRequestNotUsableException e) {
        LOG.debug("the other side closed before the answer", e);
    }

    @ExceptionHandler
    ResponseEntity<ErrorBody> ourFault(RuntimeException e) {
        LOG.error("a request could not be answered", e);
        return ResponseEntity.status(HttpStatus.INTERNAL_SERVER_ERROR)
                .body(
                        ErrorBody.of(
                                "internal",
                                "the utility could not answer this; try again, and tell the"
                                        + " utility if it stays so"));
    }

    private static ResponseEntity<ErrorBody> badRequest(String message) {
        return ResponseEntity.badRequest().body(ErrorBody.of("bad-request", message));
    }

    private static long wholeSeconds(Duration duration) {
        return Math.max(1, duration.plusMillis(999).toSeconds());
    }
}
