package org.smartmeter.server.commands;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.smartmeter.commands.Person;
import org.smartmeter.server.approval.ApprovalDesk;
import org.smartmeter.server.approval.Assertion;
import org.smartmeter.server.approval.Base64Url;
import org.smartmeter.server.approval.Passkey;
import org.smartmeter.server.approval.PasskeyRefusedException;
import org.smartmeter.server.approval.Registration;
import org.smartmeter.server.approval.RelyingParty;
import org.smartmeter.server.audit.AccessRecord;
import org.smartmeter.server.audit.Action;
import org.smartmeter.server.configuration.UtilityConfiguration;
import org.smartmeter.server.http.ApiException;
import org.smartmeter.server.http.SignedIn;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// The passkeys of whoever is signed in and may approve.
@RestController
@RequestMapping("/api/operator/approvals/passkeys")
public final class PasskeysController {

    /// Of the session, until it is answered.
    private static final String CHALLENGE = "passkey-challenge";

    private final ApprovalDesk approvals;
    private final AccessRecord record;
    private final UtilityConfiguration configuration;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    PasskeysController(
            ApprovalDesk approvals,
            AccessRecord record,
            UtilityConfiguration configuration,
            InstantSource clock) {
        this.approvals = approvals;
        this.record = record;
        this.configuration = configuration;
        this.clock = clock;
    }

    record PasskeyView(String id, String label, Instant added) {

        static PasskeyView of(Passkey passkey) {
            return new PasskeyView(passkey.id(), passkey.label(), passkey.added());
        }
    }

    /// @param origin the address on which they work
    record Mine(String origin, List<PasskeyView> passkeys) {}

    @GetMapping
    Mine mine(@AuthenticationPrincipal SignedIn approver, HttpServletRequest request) {
        return new Mine(
                party(request).origin().toString(),
                of(approver).stream().map(PasskeyView::of).toList());
    }

    /// What a browser makes a passkey with. All bytes base64url.
    ///
    /// @param person handle under which the device knows the person
    /// @param known passkeys that there are: one of them has to sign the challenge first
    record Question(
            String challenge,
            String host,
            String origin,
            String person,
            String name,
            String displayName,
            List<Integer> algorithms,
            List<String> known) {}

    @PostMapping("/question")
    Question question(@AuthenticationPrincipal SignedIn approver, HttpServletRequest request) {
        byte[] challenge = ApprovalDesk.freshChallenge(random);
        request.getSession().setAttribute(CHALLENGE, challenge);
        RelyingParty party = party(request);
        return new Question(
                Base64Url.of(challenge),
                party.id(),
                party.origin().toString(),
                Base64Url.of(ApprovalDesk.handleOf(new Person(approver.actor()))),
                approver.actor(),
                approver.user().displayName(),
                ApprovalDesk.algorithms(),
                of(approver).stream().map(Passkey::id).toList());
    }

    /// @param assertion of a passkey that is known, if there is one
    record Made(
            @Nullable Registration registration,
            @Nullable Assertion assertion,
            @Nullable String label) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    PasskeyView register(
            @AuthenticationPrincipal SignedIn approver,
            @RequestBody Made made,
            HttpServletRequest request) {
        if (made.registration() == null) {
            throw ApiException.badRequest("say what the device made");
        }
        byte[] challenge = challenge(request);
        try {
            Passkey passkey =
                    approvals.register(
                            party(request),
                            challenge,
                            made.registration(),
                            Optional.ofNullable(made.assertion()),
                            new Person(approver.actor()),
                            made.label() == null ? "" : made.label(),
                            clock.instant());
            record.append(
                    approver.actor(),
                    Action.PASSKEY_ADDED,
                    approver.actor(),
                    passkey.label() + ", " + passkey.id());
            return PasskeyView.of(passkey);
        } catch (PasskeyRefusedException e) {
            String why = String.valueOf(e.getMessage());
            record.append(approver.actor(), Action.APPROVAL_REFUSED, approver.actor(), why);
            throw ApiException.forbidden("not-registered", why);
        }
    }

    /// Each is answered once.
    private static byte[] challenge(HttpServletRequest request) {
        HttpSession session = request.getSession();
        Object asked = session.getAttribute(CHALLENGE);
        session.removeAttribute(CHALLENGE);
        if (!(asked instanceof byte[] challenge)) {
            throw ApiException.conflict(
                    "conflict", "ask for a question first, then answer it once");
        }
        return challenge;
    }

    private List<Passkey> of(SignedIn approver) {
        return approvals.passkeysOf(new Person(approver.actor()));
    }

    private RelyingParty party(HttpServletRequest request) {
        return RelyingParty.of(configuration, request.getLocalPort());
    }
}
