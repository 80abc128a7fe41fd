package org.smartmeter.server.commands;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.smartmeter.commands.BatchSummary;
import org.smartmeter.commands.CommandState;
import org.smartmeter.commands.Commands;
import org.smartmeter.commands.QuarantinedCommand;
import org.smartmeter.server.http.ApiException;
import org.smartmeter.server.http.SignedIn;
import org.smartmeter.server.operator.PersonalData;
import org.smartmeter.terms.MeterId;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// What operators ask of meters: asking, following, calling back.
@RestController
@RequestMapping("/api/operator/commands")
public final class CommandsController {

    private static final int MOST_BATCHES = 200;
    private static final int MOST_COMMANDS = 500;
    private static final int NEWEST_OF_A_METER = 50;

    private final Commands commands;
    private final CommandDesk desk;
    private final Recipients recipients;
    private final InstantSource clock;

    CommandsController(
            Commands commands, CommandDesk desk, Recipients recipients, InstantSource clock) {
        this.commands = commands;
        this.desk = desk;
        this.recipients = recipients;
        this.clock = clock;
    }

    /// @param waiting for an approval, those first whose window ends first
    /// @param quarantined how many commands the volume guard holds
    record Board(List<BatchView> waiting, int quarantined, List<BatchView> newest) {}

    @GetMapping
    Board board(
            @RequestParam(defaultValue = "0") int offset,
            @RequestParam(defaultValue = "50") int limit) {
        requireRange("limit", limit, 1, MOST_BATCHES);
        requireRange("offset", offset, 0, Integer.MAX_VALUE);
        return new Board(
                commands.waiting(clock.instant()).stream().map(BatchView::of).toList(),
                commands.quarantinedCount(),
                commands.newest(limit, offset).stream().map(BatchView::of).toList());
    }

    /// The groups that commands can be asked for.
    @GetMapping("/groups")
    Recipients.Codes groups() {
        return recipients.codes();
    }

    /// @param byFeeder how many by feeder; those of none under the empty name
    record RecipientsView(int meters, List<String> notEnrolled, Map<String, Long> byFeeder) {}

    /// Whom a group means now, to be seen before anything is asked for.
    @PostMapping("/recipients")
    RecipientsView recipients(@RequestBody Recipients.Asked asked) {
        return Refused.inWords(
                () -> {
                    Recipients.Group group = recipients.of(asked);
                    return new RecipientsView(
                            group.enrolled().size(),
                            group.notEnrolled().stream().map(Object::toString).toList(),
                            group.byFeeder());
                });
    }

    record Asked(
            @Nullable UUID id,
            Recipients.@Nullable Asked to,
            @Nullable AskedOrder order,
            @Nullable String reason,
            @Nullable Instant from,
            @Nullable Instant until,
            @Nullable Integer spreadSeconds) {}

    @PostMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    BatchView ask(@AuthenticationPrincipal SignedIn operator, @RequestBody Asked asked) {
        if (asked.id() == null || asked.to() == null || asked.order() == null) {
            throw ApiException.badRequest("say id, to whom, and the order");
        }
        CommandDesk.Wish wish =
                new CommandDesk.Wish(
                        asked.id(),
                        asked.to(),
                        asked.order(),
                        PersonalData.reason(asked.reason()),
                        asked.from(),
                        asked.until(),
                        asked.spreadSeconds());
        return Refused.inWords(() -> BatchView.of(desk.ask(wish, operator.actor())));
    }

    /// @param commands those asked for, in the order of the list
    record BatchPage(BatchView batch, String list, int total, List<CommandView> commands) {}

    /// @param state only those in it; empty: all
    @GetMapping("/batches/{batch}")
    BatchPage batch(
            @PathVariable UUID batch,
            @RequestParam(defaultValue = "") String state,
            @RequestParam(defaultValue = "0") int offset,
            @RequestParam(defaultValue = "100") int limit) {
        requireRange("limit", limit, 1, MOST_COMMANDS);
        requireRange("offset", offset, 0, Integer.MAX_VALUE);
        Set<CommandState> states =
                Arrays.stream(CommandState.values())
                        .filter(each -> state.isEmpty() || each.word().equals(state))
                        .collect(Collectors.toSet());
        BatchSummary summary = commands.summary(batch).orElseThrow(() -> unknown(batch));
        return new BatchPage(
                BatchView.of(summary),
                commands.hashOf(batch).orElseThrow(() -> unknown(batch)).hex(),
                states.stream().mapToInt(summary.progress()::in).sum(),
                CommandView.of(commands, commands.ofBatch(batch, states, limit, offset)));
    }

    record Reason(@Nullable String reason) {}

    record Withdrawn(int withdrawn) {}

    @PostMapping("/batches/{batch}/withdrawal")
    Withdrawn withdraw(
            @AuthenticationPrincipal SignedIn operator,
            @PathVariable UUID batch,
            @RequestBody Reason asked) {
        String reason = PersonalData.reason(asked.reason());
        if (commands.summary(batch).isEmpty()) {
            throw unknown(batch);
        }
        int withdrawn = desk.withdraw(batch, reason, operator.actor());
        if (withdrawn == 0) {
            throw ApiException.conflict(
                    "commands-over", "nothing of this can be called back any more");
        }
        return new Withdrawn(withdrawn);
    }

    @GetMapping("/{id}/history")
    List<CommandView.Change> history(@PathVariable long id) {
        return commands.history(id).stream().map(CommandView.Change::of).toList();
    }

    /// @param why which limit it exceeded
    record Held(CommandView command, String why) {}

    @GetMapping("/quarantine")
    List<Held> quarantine() {
        List<QuarantinedCommand> held = commands.quarantined(MOST_COMMANDS);
        Map<Long, String> why =
                held.stream()
                        .collect(
                                Collectors.toMap(
                                        each -> each.command().id(), QuarantinedCommand::why));
        return CommandView.of(
                        commands,
                        held.stream()
                                .limit(MOST_COMMANDS)
                                .map(QuarantinedCommand::command)
                                .toList())
                .stream()
                .map(view -> new Held(view, Objects.requireNonNullElse(why.get(view.id()), "")))
                .toList();
    }

    @PostMapping("/quarantine/{id}/withdrawal")
    Withdrawn withdrawHeld(
            @AuthenticationPrincipal SignedIn operator,
            @PathVariable long id,
            @RequestBody Reason asked) {
        String reason = PersonalData.reason(asked.reason());
        if (!desk.withdraw(id, reason, operator.actor())) {
            throw ApiException.conflict(
                    "commands-over", "command " + id + " cannot be called back any more");
        }
        return new Withdrawn(1);
    }

    /// The newest commands to one meter.
    @GetMapping("/meters/{id}")
    List<CommandView> ofMeter(@PathVariable String id) {
        return Refused.inWords(
                () ->
                        CommandView.of(
                                commands, commands.ofMeter(new MeterId(id), NEWEST_OF_A_METER)));
    }

    private static ApiException unknown(UUID batch) {
        return ApiException.notFound("unknown-batch", "there is no batch " + batch);
    }

    private static void requireRange(String what, int value, int least, int most) {
        if (value < least || value > most) {
            throw ApiException.badRequest(what + " is from " + least + " to " + most);
        }
    }
}
