package org.smartmeter.server.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/// Looks at every request that changes something before anybody else does: it must carry the
/// header `X-CSRF: 1`, which a page of another site cannot send without our leave, and its body
/// must be small and of known length.
final class RequestGuard extends OncePerRequestFilter {

    static final String HEADER = "X-CSRF";
    private static final Set<String> HARMLESS = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
    private static final long LONGEST_BODY_BYTES = 16 * 1024;

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return HARMLESS.contains(request.getMethod());
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!"1".equals(request.getHeader(HEADER))) {
            ErrorBody.write(
                    response,
                    HttpStatus.FORBIDDEN,
                    "csrf",
                    "a request that changes something must carry the header X-CSRF: 1");
        } else if (request.getHeader("Transfer-Encoding") != null) {
            ErrorBody.write(
                    response,
                    HttpStatus.LENGTH_REQUIRED,
                    "length-required",
                    "say the body's length; it must not be chunked");
        } else if (request.getContentLengthLong() > LONGEST_BODY_BYTES) {
            ErrorBody.write(
                    response,
                    HttpStatus.CONTENT_TOO_LARGE,
                    "too-large",
                    "the body must not exceed " + LONGEST_BODY_BYTES + " bytes");
        } else {
            chain.doFilter(request, response);
        }
    }
}
