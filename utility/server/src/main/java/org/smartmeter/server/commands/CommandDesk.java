package org.smartmeter.server.commands;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.smartmeter.commands.BatchRequest;
import org.smartmeter.commands.BatchSummary;
import org.smartmeter.commands.CommandConflictException;
import org.smartmeter.commands.Commands;
import org.smartmeter.commands.OrderBody;
import org.smartmeter.commands.Person;
import org.smartmeter.commands.Priority;
import org.smartmeter.commands.ValidityWindow;
import org.smartmeter.commands.WantedCommand;
import org.smartmeter.server.audit.AccessRecord;
import org.smartmeter.server.audit.Action;
import org.smartmeter.server.notices.NoticeDraft;
import org.smartmeter.server.notices.NoticeKind;
import org.smartmeter.server.notices.Notices;
import org.smartmeter.server.notices.Urgency;
import org.smartmeter.terms.LocalDay;
import org.smartmeter.terms.MeterId;
import org.smartmeter.wire.v1.Order;

/// Where people ask for commands and call them back. Each act is on record before it is done.
public final class CommandDesk {

    private static final Duration USUAL_WINDOW = Duration.ofDays(1);
    private static final Duration LONGEST_WINDOW = Duration.ofDays(31);
    private static final int LONGEST_SPREAD_SECONDS = 86_400;

    private final Commands commands;
    private final Recipients recipients;
    private final Notices notices;
    private final AccessRecord record;
    private final CommandWorker worker;
    private final Function<MeterId, ZoneId> zones;
    private final InstantSource clock;

    /// @param zones whose days are a meter's
    public CommandDesk(
            Commands commands,
            Recipients recipients,
            Notices notices,
            AccessRecord record,
            CommandWorker worker,
            Function<MeterId, ZoneId> zones,
            InstantSource clock) {
        this.commands = commands;
        this.recipients = recipients;
        this.notices = notices;
        this.record = record;
        this.worker = worker;
        this.zones = zones;
        this.clock = clock;
    }

    /// What somebody asks for.
    ///
    /// @param id made by the asker, so that asking again after a failure asks once
    /// @param from when the first may go out; null: now
    /// @param until when the last must have arrived; null: a day later, or when a cut is due
    /// @param spreadSeconds each goes out after a random part of it; null: all at once
    public record Wish(
            UUID id,
            Recipients.Asked to,
            AskedOrder order,
            String reason,
            @Nullable Instant from,
            @Nullable Instant until,
            @Nullable Integer spreadSeconds) {}

    /// @throws IllegalArgumentException in words for who asked
    /// @throws CommandConflictException if something else was asked for under this id
    BatchSummary ask(Wish wish, String asker) {
        Optional<BatchSummary> before = commands.summary(wish.id());
        if (before.isPresent()) {
            return before.filter(batch -> isSame(batch, wish, asker))
                    .orElseThrow(
                            () ->
                                    new IllegalArgumentException(
                                            "batch "
                                                    + wish.id()
                                                    + " was asked for before; give a new id"));
        }
        Instant now = clock.instant();
        List<Recipients.Recipient> group = group(wish.to());
        CommandOrders.check(wish.order(), now);
        BatchRequest batch =
                new BatchRequest(
                        wish.id(),
                        new Person(asker),
                        wish.reason(),
                        window(wish, now),
                        priority(wish.order()),
                        spread(wish),
                        wanted(wish, group, asker, now));
        record.append(
                asker,
                Action.COMMAND,
                subject(batch),
                "asked batch %s, %s for %d meters, until %s: %s"
                        .formatted(
                                batch.id(),
                                OrderView.of(batch.commands().getFirst().body().order()).kind(),
                                group.size(),
                                batch.window().until(),
                                batch.reason()));
        commands.request(batch, now);
        worker.nudge();
        return commands.summary(batch.id()).orElseThrow();
    }

    private static boolean isSame(BatchSummary batch, Wish wish, String asker) {
        return batch.askedBy().equals(new Person(asker)) && batch.reason().equals(wish.reason());
    }

    private static String subject(BatchRequest batch) {
        return batch.commands().size() == 1
                ? batch.commands().getFirst().meter().value()
                : "batch " + batch.id();
    }

    private List<Recipients.Recipient> group(Recipients.Asked to) {
        Recipients.Group group = recipients.of(to);
        if (to.meters() != null && !group.notEnrolled().isEmpty()) {
            throw new IllegalArgumentException(
                    "meter "
                            + group.notEnrolled().getFirst()
                            + " is not enrolled and can take no order; enrol it, or leave it out");
        }
        if (group.enrolled().isEmpty()) {
            throw new IllegalArgumentException("no meter of this group can take an order");
        }
        return group.enrolled();
    }

    private static ValidityWindow window(Wish wish, Instant now) {
        Instant from = wish.from() == null || wish.from().isBefore(now) ? now : wish.from();
        Instant until = wish.until() == null ? usualEnd(wish.order(), from) : wish.until();
        if (Duration.between(from, until).compareTo(LONGEST_WINDOW) > 0) {
            throw new IllegalArgumentException("a command is good for at most 31 days");
        }
        return new ValidityWindow(from, until);
    }

    /// A cut that arrives after it was due would come as a surprise.
    private static Instant usualEnd(AskedOrder order, Instant from) {
        return order instanceof AskedOrder.Disconnect cut && cut.executeAt() != null
                ? cut.executeAt()
                : from.plus(USUAL_WINDOW);
    }

    private static Duration spread(Wish wish) {
        int seconds = wish.spreadSeconds() == null ? 0 : wish.spreadSeconds();
        if (seconds < 0 || seconds > LONGEST_SPREAD_SECONDS) {
            throw new IllegalArgumentException("a spread is from 0 to 86400 s, not " + seconds);
        }
        return Duration.ofSeconds(seconds);
    }

    private static Priority priority(AskedOrder order) {
        return switch (order) {
            case AskedOrder.Reconnect _, AskedOrder.Limit _, AskedOrder.Emergency _ ->
                    Priority.URGENT;
            case AskedOrder.Disconnect _, AskedOrder.Message _ -> Priority.USUAL;
            case AskedOrder.Schedule _ -> Priority.BACKGROUND;
        };
    }

    private List<WantedCommand> wanted(
            Wish wish, List<Recipients.Recipient> group, String asker, Instant now) {
        if (wish.order() instanceof AskedOrder.Message message) {
            return group.stream()
                    .map(to -> wanted(to, numbered(message, to.meter(), wish.reason(), asker)))
                    .toList();
        }
        Order order = CommandOrders.of(wish.order(), now);
        return group.stream().map(to -> wanted(to, order)).toList();
    }

    private static WantedCommand wanted(Recipients.Recipient to, Order order) {
        return new WantedCommand(to.meter(), to.feeder(), new OrderBody(order));
    }

    private Order numbered(AskedOrder.Message message, MeterId meter, String reason, String asker) {
        LocalDate lastDay = message.lastDay();
        if (lastDay == null) {
            throw new IllegalArgumentException("say the last day on which the message is shown");
        }
        NoticeDraft draft =
                new NoticeDraft(
                        said(message.language()),
                        said(message.title()),
                        said(message.text()),
                        NoticeKind.MESSAGE,
                        Optional.empty(),
                        Urgency.ofWord(said(message.urgency())),
                        Boolean.TRUE.equals(message.confirm()),
                        new LocalDay(lastDay, zones.apply(meter)).end(),
                        reason);
        return Order.newBuilder().setNotice(notices.forCommand(meter, draft, asker)).build();
    }

    private static String said(@Nullable String text) {
        return text == null ? "" : text;
    }

    /// Calls back what of a batch no meter has answered yet.
    ///
    /// @return how many were
    int withdraw(UUID batch, String reason, String by) {
        record.append(by, Action.COMMAND_WITHDRAWN, "batch " + batch, reason);
        int withdrawn = commands.withdraw(batch, new Person(by), reason, clock.instant());
        worker.nudge();
        return withdrawn;
    }

    /// Calls back one command.
    ///
    /// @return whether it was; false if its meter has answered, or it ended
    boolean withdraw(long id, String reason, String by) {
        record.append(by, Action.COMMAND_WITHDRAWN, "command " + id, reason);
        return commands.withdraw(id, new Person(by), reason, clock.instant());
    }
}
