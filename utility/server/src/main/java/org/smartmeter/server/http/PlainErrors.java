package org.smartmeter.server.http;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Answers for what failed before any controller was found: the same shape as every error, with
/// nothing of our inside.
@RestController
public final class PlainErrors implements ErrorController {

    static final String PATH = "/error";

    @RequestMapping(PATH)
    ResponseEntity<ErrorBody> error(HttpServletRequest request) {
        HttpStatus status =
                request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
                        ? HttpStatus.valueOf(code)
                        : HttpStatus.NOT_FOUND;
        String code = status.is4xxClientError() ? "bad-request" : "internal";
        return ResponseEntity.status(status)
                .body(ErrorBody.of(code, "this cannot be answered: " + status.getReasonPhrase()));
    }
}
