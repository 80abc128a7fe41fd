package org.smartmeter.server.feed;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.smartmeter.server.audit.AccessRecord;
import org.smartmeter.server.audit.Action;
import org.smartmeter.server.http.ApiException;
import org.smartmeter.server.http.SignedIn;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Who outside is told what happens.
@RestController
@RequestMapping("/api/operator/webhooks")
public final class WebhooksController {

    private final Webhooks webhooks;
    private final AccessRecord record;

    WebhooksController(Webhooks webhooks, AccessRecord record) {
        this.webhooks = webhooks;
        this.record = record;
    }

    /// @param secret only in the answer to its making
    record Shown(
            UUID id,
            String url,
            String createdBy,
            Instant created,
            String position,
            int failures,
            @Nullable String lastError,
            @Nullable Instant lastTold,
            @Nullable String secret) {

        static Shown of(Webhook hook, boolean withSecret) {
            return new Shown(
                    hook.id(),
                    hook.url().toString(),
                    hook.createdBy(),
                    hook.created(),
                    hook.position().toString(),
                    hook.failures(),
                    hook.lastError(),
                    hook.lastTold(),
                    withSecret ? hook.secret() : null);
        }
    }

    @GetMapping
    List<Shown> all() {
        return webhooks.all().stream().map(hook -> Shown.of(hook, false)).toList();
    }

    record Asked(@Nullable String url) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Shown add(@AuthenticationPrincipal SignedIn operator, @RequestBody Asked asked) {
        try {
            Webhook hook = webhooks.add(asked.url() == null ? "" : asked.url(), operator.actor());
            record.append(
                    operator.actor(),
                    Action.WEBHOOK,
                    hook.id().toString(),
                    "added, to " + hook.url());
            return Shown.of(hook, true);
        } catch (IllegalArgumentException e) {
            throw ApiException.badRequest(String.valueOf(e.getMessage()));
        }
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@AuthenticationPrincipal SignedIn operator, @PathVariable UUID id) {
        if (!webhooks.remove(id)) {
            throw ApiException.notFound("unknown-webhook", "there is no webhook " + id);
        }
        record.append(operator.actor(), Action.WEBHOOK, id.toString(), "removed");
    }
}
