package org.smartmeter.device;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.smartmeter.device.demand.DemandQuantity;
import org.smartmeter.device.demand.DemandSettings;
import org.smartmeter.device.tariff.ActivityCalendar;
import org.smartmeter.device.tariff.CalendarPlan;
import org.smartmeter.device.tariff.DayProfile;
import org.smartmeter.device.tariff.RateSwitch;
import org.smartmeter.terms.ObisCode;
import org.smartmeter.wire.Register;
import org.smartmeter.wire.Unit;

/// What the registers' profiles show, which rate counts when, and over which windows demand is
/// averaged. A meter is made with some; what the utility orders takes their place.
///
/// @param load registers of the load profile, whose period is the schedule's
/// @param second a second profile, if there is one
/// @param billing registers of the billing profile; empty: [#usualBilling]
/// @param calendars which rate counts when
/// @param demand windows and billing period
public record RegisterSettings(
        List<Register> load,
        Optional<SecondProfile> second,
        List<Register> billing,
        CalendarPlan calendars,
        DemandSettings demand) {

    /// The eight registers of the usual load profile: energies in 1 Wh, 1 varh, 1 VAh and the
    /// voltage of the first phase in 0.1 V.
    public static final List<Register> USUAL_LOAD =
            List.of(
                    new Register(ObisCode.ACTIVE_ENERGY_IMPORT, 0, Unit.WATT_HOUR),
                    new Register(ObisCode.ACTIVE_ENERGY_EXPORT, 0, Unit.WATT_HOUR),
                    new Register(ObisCode.REACTIVE_ENERGY_QI, 0, Unit.VAR_HOUR),
                    new Register(ObisCode.REACTIVE_ENERGY_QII, 0, Unit.VAR_HOUR),
                    new Register(ObisCode.REACTIVE_ENERGY_QIII, 0, Unit.VAR_HOUR),
                    new Register(ObisCode.REACTIVE_ENERGY_QIV, 0, Unit.VAR_HOUR),
                    new Register(ObisCode.APPARENT_ENERGY_IMPORT, 0, Unit.VOLT_AMPERE_HOUR),
                    new Register(ObisCode.VOLTAGE_L1, -1, Unit.VOLT));

    /// The usual load profile, one rate, quarters of an hour, billing periods by the month.
    public static final RegisterSettings USUAL =
            new RegisterSettings(
                    USUAL_LOAD,
                    Optional.empty(),
                    List.of(),
                    CalendarPlan.NONE,
                    new DemandSettings(900, 1, ZoneOffset.UTC, 1));

    private static final int THOUSANDTHS = -3;

    /// @param period seconds, a divisor of a day
    /// @param registers 1…64
    public record SecondProfile(int period, List<Register> registers) {

        private static final int DAY = 86_400;

        /// @throws IllegalArgumentException if the period is outside its limits
        public SecondProfile {
            registers = List.copyOf(registers);
            if (period < 1 || period > DAY || DAY % period != 0) {
                throw new IllegalArgumentException(
                        "a second profile's period is 1…86400 s and divides 86400, not " + period);
            }
        }
    }

    public RegisterSettings {
        load = List.copyOf(load);
        billing = List.copyOf(billing);
    }

    public RegisterSettings withLoad(List<Register> changed) {
        return new RegisterSettings(changed, second, billing, calendars, demand);
    }

    public RegisterSettings withSecond(Optional<SecondProfile> changed) {
        return new RegisterSettings(load, changed, billing, calendars, demand);
    }

    public RegisterSettings withBilling(List<Register> changed) {
        return new RegisterSettings(load, second, changed, calendars, demand);
    }

    public RegisterSettings withCalendars(CalendarPlan changed) {
        return new RegisterSettings(load, second, billing, changed, demand);
    }

    public RegisterSettings withDemand(DemandSettings changed) {
        return new RegisterSettings(load, second, billing, calendars, changed);
    }

    /// The same with the billing day and the demand windows in a home's zone.
    public RegisterSettings in(ZoneId zone) {
        return withDemand(
                new DemandSettings(demand.period(), demand.periods(), zone, demand.resetDay()));
    }

    /// The registers of the billing profile as they are in force.
    public List<Register> billingInForce() {
        return billing.isEmpty() ? usualBilling() : billing;
    }

    /// What a bill can be made from: import and export in mWh, in all and in each rate that a
    /// calendar uses; the maxima of active power, of this billing period and the last, with their
    /// times; which period it is and when it began.
    private List<Register> usualBilling() {
        List<Register> registers = new ArrayList<>();
        List<ObisCode> sums = List.of(ObisCode.ACTIVE_ENERGY_IMPORT, ObisCode.ACTIVE_ENERGY_EXPORT);
        for (ObisCode sum : sums) {
            registers.add(new Register(sum, THOUSANDTHS, Unit.WATT_HOUR));
            for (int rate : ratesInUse()) {
                ObisCode ofRate = ShownRegister.ofRate(sum, rate);
                registers.add(new Register(ofRate, THOUSANDTHS, Unit.WATT_HOUR));
            }
        }
        Arrays.stream(DemandQuantity.values())
                .filter(quantity -> !quantity.isReactive())
                .forEach(
                        quantity -> {
                            for (int period : new int[] {255, 101}) {
                                ObisCode maximum =
                                        new ObisCode(1, 0, quantity.obisC(), 6, 0, period);
                                registers.add(new Register(maximum, 0, Unit.WATT));
                                registers.add(new Register(maximum, 0, Unit.SECOND));
                            }
                        });
        registers.add(new Register(ObisCode.parse("1-0:0.1.0.255"), 0, Unit.NONE));
        registers.add(new Register(ObisCode.parse("1-0:0.1.2.255"), 0, Unit.SECOND));
        return registers;
    }

    private TreeSet<Integer> ratesInUse() {
        TreeSet<Integer> rates = new TreeSet<>();
        for (ActivityCalendar calendar :
                Stream.of(calendars.active(), calendars.passive())
                        .flatMap(Optional::stream)
                        .toList()) {
            rates.add(1);
            rates.add(calendar.defaultRate());
            calendar.days().stream()
                    .map(DayProfile::switches)
                    .flatMap(List::stream)
                    .map(RateSwitch::rate)
                    .forEach(rates::add);
        }
        return rates;
    }
}
