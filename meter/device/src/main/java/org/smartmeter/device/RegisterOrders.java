package org.smartmeter.device;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.smartmeter.device.RegisterSettings.SecondProfile;
import org.smartmeter.device.demand.DemandSettings;
import org.smartmeter.device.tariff.ActivityCalendar;
import org.smartmeter.device.tariff.CalendarMessage;
import org.smartmeter.device.tariff.CalendarPlan;
import org.smartmeter.wire.EventCode;
import org.smartmeter.wire.OrderRefusedException;
import org.smartmeter.wire.OrderRefusedException.Reason;
import org.smartmeter.wire.Register;
import org.smartmeter.wire.v1.Demand;
import org.smartmeter.wire.v1.Order;

/// Carries out orders for profiles, calendar and demand, and notes when a calendar takes over. An
/// order is checked whole before anything changes.
final class RegisterOrders implements Part {

    private final Bookkeeping books;
    private final Memory memory;
    private final Sampling sampling;
    private final DeviceSettings settings;
    private Optional<Surroundings> meter = Optional.empty();

    RegisterOrders(Bookkeeping books, Memory memory, Sampling sampling, DeviceSettings settings) {
        this.books = books;
        this.memory = memory;
        this.sampling = sampling;
        this.settings = settings;
    }

    private RegisterSettings current() {
        return memory.registerSettings().get();
    }

    private Surroundings meter() {
        return meter.orElseThrow();
    }

    @Override
    public void begin(Surroundings surroundings, Instant board) {
        meter = Optional.of(surroundings);
    }

    @Override
    public boolean takes(Order.BodyCase kind) {
        return switch (kind) {
            case PROFILE, CALENDAR, DEMAND -> true;
            default -> false;
        };
    }

    @Override
    public void order(Order order, Instant board) throws OrderRefusedException {
        try {
            switch (order.getBodyCase()) {
                case PROFILE -> books.follow(checked(with(order.getProfile())), board);
                case CALENDAR -> calendar(CalendarMessage.read(order.getCalendar()), board);
                case DEMAND -> demand(order.getDemand(), order.getCounter(), board);
                default -> throw new IllegalStateException("no order of the registers");
            }
        } catch (IllegalArgumentException e) {
            throw new OrderRefusedException(Reason.MALFORMED, String.valueOf(e.getMessage()));
        }
    }

    private RegisterSettings checked(RegisterSettings changed) {
        Profiles.of(changed, settings.phases());
        return changed;
    }

    private RegisterSettings with(org.smartmeter.wire.v1.Profile message) {
        ProfileKind kind =
                ProfileKind.ofNumber(message.getProfile())
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "there is no profile " + message.getProfile()));
        if (kind != ProfileKind.SECOND && message.getPeriod() != 0) {
            throw new IllegalArgumentException(
                    "the period of profile " + kind.number() + " is not set here");
        }
        RegisterSettings made = memory.registerSettings().made();
        List<Register> registers = RegisterMessages.registers(message);
        return switch (kind) {
            case LOAD -> current().withLoad(registers.isEmpty() ? made.load() : registers);
            case BILLING -> current().withBilling(registers.isEmpty() ? made.billing() : registers);
            case SECOND -> current().withSecond(second(message, registers));
        };
    }

    private static Optional<SecondProfile> second(
            org.smartmeter.wire.v1.Profile message, List<Register> registers) {
        return registers.isEmpty()
                ? Optional.empty()
                : Optional.of(new SecondProfile(message.getPeriod(), registers));
    }

    private void calendar(ActivityCalendar ordered, Instant board) {
        Instant now = meter().time(board);
        CalendarPlan before = current().calendars();
        CalendarPlan after = before.with(ordered, now);
        RegisterSettings changed = checked(current().withCalendars(after));
        if (!after.at(now).equals(before.at(now))) {
            tell(before.at(now), after.at(now), board);
        }
        books.follow(changed, board);
    }

    /// Told durably before it is kept, so that a power cut in between at most has it told twice.
    private void tell(
            Optional<ActivityCalendar> before, Optional<ActivityCalendar> after, Instant board) {
        meter().event(
                        board,
                        EventCode.CALENDAR_IN_FORCE,
                        after.map(ActivityCalendar::id).orElse(0),
                        before.map(ActivityCalendar::id).orElse(0));
        meter().force();
    }

    private void demand(Demand message, long counter, Instant board) {
        if (message.getReset()) {
            if (!message.equals(Demand.newBuilder().setReset(true).build())) {
                throw new IllegalArgumentException(
                        "an order that ends a billing period changes nothing else");
            }
            endBillingPeriodOnce(board, counter);
            return;
        }
        DemandSettings changed = RegisterMessages.demand(message);
        DemandSettings before = current().demand();
        if (changed.period() != before.period() || changed.periods() != before.periods()) {
            endBillingPeriodOnce(board, counter);
        }
        books.follow(current().withDemand(changed), board);
    }

    /// A power cut may have come after the period was ended: then the order comes again, and only
    /// what is left of it is to be done.
    private void endBillingPeriodOnce(Instant board, long counter) {
        if (sampling.demand().endedBy() != counter) {
            books.endBillingPeriod(board, counter);
        }
    }

    @Override
    public void run(Instant board) {
        Instant now = meter().time(board);
        CalendarPlan plan = current().calendars();
        if (meter().isClockSet() && plan.isChangedAt(now)) {
            tell(plan.active(), plan.passive(), board);
            books.follow(current().withCalendars(plan.changed()), board);
        }
    }
}
