package org.smartmeter.server.commands;

import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.smartmeter.commands.Approval;
import org.smartmeter.commands.BatchRequest;
import org.smartmeter.commands.Commands;
import org.smartmeter.commands.ListHash;
import org.smartmeter.commands.Person;
import org.smartmeter.server.approval.ApprovalDesk;
import org.smartmeter.server.approval.Assertion;
import org.smartmeter.server.approval.Base64Url;
import org.smartmeter.server.approval.Passkey;
import org.smartmeter.server.approval.PasskeyRefusedException;
import org.smartmeter.server.approval.RelyingParty;
import org.smartmeter.server.audit.AccessRecord;
import org.smartmeter.server.audit.Action;
import org.smartmeter.server.configuration.UtilityConfiguration;
import org.smartmeter.server.http.ApiException;
import org.smartmeter.server.http.SignedIn;
import org.smartmeter.server.operator.PersonalData;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// The second person's part: approving with a passkey, declining, releasing from quarantine. Only
/// for those who may approve.
@RestController
@RequestMapping("/api/operator/approvals")
public final class ApprovalsController {

    private final Commands commands;
    private final ApprovalDesk approvals;
    private final CommandWorker worker;
    private final AccessRecord record;
    private final UtilityConfiguration configuration;
    private final InstantSource clock;

    ApprovalsController(
            Commands commands,
            ApprovalDesk approvals,
            CommandWorker worker,
            AccessRecord record,
            UtilityConfiguration configuration,
            InstantSource clock) {
        this.commands = commands;
        this.approvals = approvals;
        this.worker = worker;
        this.record = record;
        this.configuration = configuration;
        this.clock = clock;
    }

    /// What a browser asks a passkey with. All bytes base64url.
    ///
    /// @param list hash of what is approved
    /// @param challenge the same, as the device signs it
    /// @param origin the address on which passkeys work
    record Question(
            String list, String challenge, String host, String origin, List<String> passkeys) {}

    @GetMapping("/batches/{batch}")
    Question question(
            @AuthenticationPrincipal SignedIn approver,
            @PathVariable UUID batch,
            HttpServletRequest request) {
        ListHash list = commands.hashOf(batch).orElseThrow(() -> unknown(batch));
        RelyingParty party = party(request);
        return new Question(
                list.hex(),
                Base64Url.of(ApprovalDesk.challenge(list)),
                party.id(),
                party.origin().toString(),
                approvals.passkeysOf(new Person(approver.actor())).stream()
                        .map(Passkey::id)
                        .toList());
    }

    /// @param list hash of what the person was shown
    record Given(@Nullable String list, @Nullable Assertion assertion) {}

    @PostMapping("/batches/{batch}")
    BatchView approve(
            @AuthenticationPrincipal SignedIn approver,
            @PathVariable UUID batch,
            @RequestBody Given given,
            HttpServletRequest request) {
        BatchRequest asked = commands.batch(batch).orElseThrow(() -> unknown(batch));
        if (given.list() == null || given.assertion() == null) {
            throw ApiException.badRequest("say what was shown, and what the passkey signed");
        }
        if (!ListHash.of(asked).hex().equals(given.list())) {
            throw ApiException.conflict(
                    "conflict", "batch " + batch + " is not what was shown; look at it again");
        }
        Approval approval = spoken(approver, asked, given.assertion(), party(request));
        record.append(
                approver.actor(),
                Action.COMMAND_APPROVED,
                "batch " + batch,
                "%d commands, list %s, passkey %s: %s"
                        .formatted(
                                asked.commands().size(),
                                approval.list(),
                                given.assertion().credential(),
                                asked.reason()));
        return Refused.inWords(
                () -> {
                    commands.approve(batch, approval);
                    worker.nudge();
                    return BatchView.of(commands.summary(batch).orElseThrow());
                });
    }

    private Approval spoken(
            SignedIn approver, BatchRequest asked, Assertion assertion, RelyingParty party) {
        try {
            return approvals.approve(
                    party, asked, assertion, new Person(approver.actor()), clock.instant());
        } catch (PasskeyRefusedException e) {
            String why = String.valueOf(e.getMessage());
            record.append(approver.actor(), Action.APPROVAL_REFUSED, "batch " + asked.id(), why);
            throw ApiException.forbidden("not-approved", why);
        }
    }

    record Reason(@Nullable String reason) {}

    @PostMapping("/batches/{batch}/refusal")
    BatchView decline(
            @AuthenticationPrincipal SignedIn approver,
            @PathVariable UUID batch,
            @RequestBody Reason asked) {
        String reason = "not approved: " + PersonalData.reason(asked.reason());
        if (commands.summary(batch).isEmpty()) {
            throw unknown(batch);
        }
        record.append(approver.actor(), Action.COMMAND_WITHDRAWN, "batch " + batch, reason);
        commands.withdraw(batch, new Person(approver.actor()), reason, clock.instant());
        return BatchView.of(commands.summary(batch).orElseThrow());
    }

    @PostMapping("/quarantine/{id}/release")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void release(
            @AuthenticationPrincipal SignedIn approver,
            @PathVariable long id,
            @RequestBody Reason asked) {
        String reason = PersonalData.reason(asked.reason());
        record.append(approver.actor(), Action.COMMAND_RELEASED, "command " + id, reason);
        Refused.inWords(
                () -> {
                    commands.release(id, new Person(approver.actor()), reason, clock.instant());
                    return id;
                });
        worker.nudge();
    }

    private RelyingParty party(HttpServletRequest request) {
        return RelyingParty.of(configuration, request.getLocalPort());
    }

    private static ApiException unknown(UUID batch) {
        return ApiException.notFound("unknown-batch", "there is no batch " + batch);
    }
}
