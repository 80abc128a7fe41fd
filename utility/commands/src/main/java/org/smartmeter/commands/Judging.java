package org.smartmeter.commands;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.smartmeter.wire.Event;
import org.smartmeter.wire.EventCode;
import org.smartmeter.wire.OrderRefusedException.Reason;
import org.smartmeter.wire.v1.Order;
import org.smartmeter.wire.v1.SupplyReport;

/// What became of an order, by what its meter said. An order that was taken is not always done: a
/// cut is when the supply is reported open, a reconnection when it can be closed at home, a
/// software when it proved itself. Until then the meter has it.
public final class Judging {

    /// The kinds of events that say first which order they are about.
    public static final Set<EventCode> ABOUT_ORDERS =
            Set.of(
                    EventCode.ORDER_DONE,
                    EventCode.ORDER_REFUSED,
                    EventCode.CUT_CALLED_OFF,
                    EventCode.SOFTWARE_COMMITTED,
                    EventCode.SOFTWARE_ROLLED_BACK,
                    EventCode.SOFTWARE_REFUSED);

    private static final int DISCONNECTED = ControlStates.DISCONNECTED;
    private static final int OPEN = 0;

    /// Places among the values of [EventCode#SUPPLY_SWITCHED].
    private static final int CONTROL_STATE = 2;

    private static final int OUTPUT = 4;

    /// The switch moves and the order is reported in one run of the meter, but not in one instant.
    private static final Duration SAME_TIME = Duration.ofSeconds(1);

    private Judging() {}

    /// @param counter under which the order travelled
    /// @return empty as long as the meter has said nothing about it
    public static Optional<Judgement> of(OrderBody body, long counter, MeterSaid said) {
        Optional<Event> taken = said.first(EventCode.ORDER_DONE, counter);
        // what was carried out and then came again is refused for its counter
        return taken.isPresent()
                ? Optional.of(afterTaking(body.order(), counter, taken.get().time(), said))
                : said.first(EventCode.ORDER_REFUSED, counter).map(Judging::refusal);
    }

    private static Judgement refusal(Event refused) {
        long number = refused.values().size() > 1 ? refused.values().get(1) : 0;
        String when = " at " + refused.time();
        for (Reason reason : Reason.values()) {
            if (reason.number() == number) {
                return reason == Reason.COUNTER
                        ? new Judgement(CommandEvent.OVERTAKEN, words(reason) + when)
                        : new Judgement(CommandEvent.REFUSED, words(reason) + when);
            }
        }
        return new Judgement(CommandEvent.REFUSED, "for reason " + number + when);
    }

    private static String words(Reason reason) {
        return switch (reason) {
            case COMMAND_SIGNATURE -> "the command key did not sign it";
            case MALFORMED -> "it is not as it must be, or not possible on this meter";
            case UNKNOWN_KIND ->
                    "the meter does not know this kind of order, or has no part for it";
            case APPROVAL_SIGNATURE -> "the approval key did not sign it";
            case METER -> "it is for another meter";
            case NOT_YET_VALID -> "its window has not begun by the meter's clock";
            case EXPIRED -> "its window is over by the meter's clock";
            case COUNTER -> "a later order came before it";
            case NOT_NOW -> "the meter cannot do it in the state it is in";
        };
    }

    private static Judgement afterTaking(Order order, long counter, Instant at, MeterSaid said) {
        return switch (order.getBodyCase()) {
            case DISCONNECT -> cut(order, counter, at, said);
            case RECONNECT -> reconnection(at, said);
            case SOFTWARE -> software(counter, at, said);
            default -> done("carried out at " + at);
        };
    }

    private static Judgement cut(Order order, long counter, Instant taken, MeterSaid said) {
        Optional<Event> calledOff = said.first(EventCode.CUT_CALLED_OFF, counter);
        if (calledOff.isPresent()) {
            return new Judgement(
                    CommandEvent.REFUSED,
                    "called off at " + calledOff.get().time() + ", before it was due");
        }
        Instant planned = Instant.ofEpochMilli(order.getDisconnect().getExecuteAt());
        Instant due = planned.isAfter(taken) ? planned : taken;
        Optional<Instant> opened =
                switchedSince(said, due, List.of(DISCONNECTED))
                        .filter(event -> event.values().get(OUTPUT) == OPEN)
                        .map(Event::time);
        if (opened.isPresent()) {
            return done("the supply is open since " + opened.get());
        }
        Optional<SupplyReport> now = supplySince(said, due);
        if (now.isPresent() && now.get().getControlState() == DISCONNECTED) {
            return now.get().getOutputClosed() || now.get().getOutputUnknown()
                    ? received("told to open, but the relay does not show it")
                    : done("the meter reports its supply open");
        }
        return received(
                planned.isAfter(taken)
                        ? "the meter keeps it and cuts at " + planned
                        : "taken at " + taken + "; the supply is not reported open yet");
    }

    private static Judgement reconnection(Instant taken, MeterSaid said) {
        Optional<Event> switched =
                switchedSince(
                        said,
                        taken,
                        List.of(ControlStates.CONNECTED, ControlStates.READY_FOR_RECONNECTION));
        if (switched.isPresent()) {
            return done(
                    ControlStates.words(switched.get().values().get(CONTROL_STATE).intValue())
                            + " since "
                            + switched.get().time());
        }
        Optional<SupplyReport> now = supplySince(said, taken);
        return now.isPresent() && now.get().getControlState() != DISCONNECTED
                ? done(ControlStates.words(now.get().getControlState()))
                : received("taken at " + taken + "; the meter waits for its part of the spread");
    }

    private static Judgement software(long counter, Instant taken, MeterSaid said) {
        Optional<Event> failed =
                said.first(EventCode.SOFTWARE_REFUSED, counter)
                        .or(() -> said.first(EventCode.SOFTWARE_ROLLED_BACK, counter));
        if (failed.isPresent()) {
            return new Judgement(
                    CommandEvent.REFUSED, "not taken, or taken back, at " + failed.get().time());
        }
        return said.first(EventCode.SOFTWARE_COMMITTED, counter)
                .map(committed -> done("it runs and stays since " + committed.time()))
                .orElseGet(() -> received("taken at " + taken + "; it has not proved itself yet"));
    }

    private static Optional<Event> switchedSince(
            MeterSaid said, Instant since, List<Integer> states) {
        return said.switched().stream()
                .filter(event -> event.values().size() > OUTPUT)
                .filter(event -> !event.time().isBefore(since.minus(SAME_TIME)))
                .filter(event -> states.contains(event.values().get(CONTROL_STATE).intValue()))
                .findFirst();
    }

    private static Optional<SupplyReport> supplySince(MeterSaid said, Instant since) {
        return said.supply()
                .filter(supply -> !supply.at().isBefore(since))
                .map(MeterSaid.Supply::report);
    }

    private static Judgement done(String detail) {
        return new Judgement(CommandEvent.DONE, detail);
    }

    private static Judgement received(String detail) {
        return new Judgement(CommandEvent.RECEIVED, detail);
    }
}
