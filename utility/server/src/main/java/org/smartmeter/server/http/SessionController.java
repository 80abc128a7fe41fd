package org.smartmeter.server.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.smartmeter.server.audit.AccessRecord;
import org.smartmeter.server.audit.Action;
import org.smartmeter.server.signin.SignInThrottle;
import org.smartmeter.server.signin.User;
import org.smartmeter.server.signin.Users;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Signing in and out.
@RestController
@RequestMapping("/api/session")
public final class SessionController {

    private final Users users;
    private final SignInThrottle throttle;
    private final AccessRecord record;
    private final SecurityContextRepository contexts;

    SessionController(
            Users users,
            SignInThrottle throttle,
            AccessRecord record,
            SecurityContextRepository contexts) {
        this.users = users;
        this.throttle = throttle;
        this.record = record;
        this.contexts = contexts;
    }

    record SignIn(@Nullable String name, @Nullable String password) {}

    /// @param role `customer`, `operator` or `approver`
    record Session(String name, String role, String displayName) {
        static Session of(User user) {
            return new Session(user.name(), user.role().word(), user.displayName());
        }
    }

    /// Every sign-in is a new session, so that nobody can plant one beforehand.
    @PostMapping
    Session signIn(
            @RequestBody SignIn asked, HttpServletRequest request, HttpServletResponse response) {
        String name = asked.name();
        String password = asked.password();
        if (name == null || name.isBlank() || password == null || password.isEmpty()) {
            throw ApiException.badRequest("give name and password");
        }
        String address = request.getRemoteAddr();
        Optional<Duration> wait = throttle.tried(name, address);
        if (wait.isPresent()) {
            throw ApiException.tooMany(
                    "too-many-tries", "too many tries; wait a while and try again", wait.get());
        }
        User user = users.authenticate(name, password).orElseThrow(() -> refused(name, address));
        throttle.succeeded(name, address);
        record.append(user.name(), Action.SIGN_IN, user.name(), "from " + address);
        leave(request);
        enter(user, request, response);
        return Session.of(user);
    }

    @GetMapping
    Session session(@AuthenticationPrincipal @Nullable SignedIn signedIn) {
        if (signedIn == null) {
            throw ApiException.signIn("sign-in", "sign in first");
        }
        return Session.of(signedIn.user());
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void signOut(@AuthenticationPrincipal @Nullable SignedIn signedIn, HttpServletRequest request) {
        if (signedIn != null) {
            record.append(signedIn.actor(), Action.SIGN_OUT, signedIn.actor(), "");
        }
        leave(request);
    }

    private ApiException refused(String name, String address) {
        String known = users.find(name).map(User::name).orElse("-");
        record.append(known, Action.SIGN_IN_REFUSED, known, "from " + address);
        return ApiException.signIn("wrong", "name or password is wrong");
    }

    private static void leave(HttpServletRequest request) {
        HttpSession before = request.getSession(false);
        if (before != null) {
            before.invalidate();
        }
        SecurityContextHolder.clearContext();
    }

    private void enter(User user, HttpServletRequest request, HttpServletResponse response) {
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(
                UsernamePasswordAuthenticationToken.authenticated(
                        new SignedIn(user),
                        null,
                        List.of(new SimpleGrantedAuthority("ROLE_" + user.role().name()))));
        contexts.saveContext(context, request, response);
    }
}
