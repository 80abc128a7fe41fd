package org.smartmeter.device;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.smartmeter.device.demand.BillingPeriod;
import org.smartmeter.device.demand.DemandQuantity;
import org.smartmeter.device.demand.DemandValues;
import org.smartmeter.device.demand.Maximum;
import org.smartmeter.device.demand.MaximumDemand;
import org.smartmeter.device.tariff.Rate;
import org.smartmeter.terms.ObisCode;
import org.smartmeter.wire.Register;
import org.smartmeter.wire.Unit;

/// How a register of a profile finds its value in a reading: the one table of what a meter can
/// show.
///
/// | code | unit | |
/// |---|---|---|
/// | 1-0:C.8.0.255 | Wh, varh, VAh | [EnergyRegister], [DerivedRegister] |
/// | 1-0:1.8.E.255, 1-0:2.8.E.255 | Wh | import and export in rate E = 1…8 |
/// | 1-0:C.4.0.255, 1-0:C.5.0.255 | W, var | current and last average of [DemandQuantity] C |
/// | 1-0:C.6.0.255 | W, var; s | maximum of the billing period; when its window ended (0: none) |
/// | 1-0:C.6.0.101 … 115 | W, var; s | the same of the last, the last but one … period that ended |
/// | 1-0:0.1.0.255, 1-0:0.1.2.255 | none; s | number of the billing period; when it began |
/// | 0-0:96.14.0.255 | none | the rate that counts |
/// | 1-0:C.7.0.255 | W, V, A, Hz … | [MomentaryRegister] |
///
/// Seconds are those since 1970-01-01T00:00:00Z. Energies, averages and maxima are cut, never
/// rounded up.
///
/// @param momentary whether it needs a measuring window
record ShownRegister(boolean momentary, ToLongFunction<Reading> source) {

    private static final int THOUSANDTHS = -3;
    private static final int COARSEST = 9;
    private static final int FINEST_MOMENTARY = -6;
    private static final int CURRENT_VALUE = 255;
    private static final int LAST_BILLING_PERIOD = 101;
    private static final ObisCode BILLING_PERIOD = ObisCode.parse("1-0:0.1.0.255");
    private static final ObisCode BILLING_PERIOD_BEGAN = ObisCode.parse("1-0:0.1.2.255");
    private static final ObisCode RATE = ObisCode.parse("0-0:96.14.0.255");

    /// @param phases that the meter has
    /// @throws IllegalArgumentException if a meter with so many phases cannot show it so
    static ShownRegister of(Register register, int phases) {
        return energy(register, phases)
                .or(() -> rate(register))
                .or(() -> demand(register))
                .or(() -> billing(register))
                .or(() -> momentary(register, phases))
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "this meter does not measure "
                                                + register.obis()
                                                + " in "
                                                + register.unit()));
    }

    /// How many thousandths of the unit are one step of the register.
    static long countsPerStep(Register register) {
        long counts = 1;
        for (int i = THOUSANDTHS; i < register.scaler(); i++) {
            counts *= 10;
        }
        return counts;
    }

    private static Optional<ShownRegister> energy(Register register, int phases) {
        Optional<ToLongFunction<Reading>> kept =
                EnergyRegister.of(register.obis())
                        .filter(it -> it.unit() == register.unit())
                        .filter(it -> it.isCountedWith(phases))
                        .map(it -> reading -> reading.values().counts()[it.ordinal()]);
        return kept.or(
                        () ->
                                DerivedRegister.of(register.obis())
                                        .filter(it -> it.unit() == register.unit())
                                        .map(it -> reading -> it.count(reading.values().counts())))
                .map(counts -> counted(register, counts));
    }

    /// Of thousandths.
    private static ShownRegister counted(Register register, ToLongFunction<Reading> thousandths) {
        if (register.scaler() < THOUSANDTHS || register.scaler() > COARSEST) {
            throw new IllegalArgumentException(
                    register.obis()
                            + " is counted in thousandths: its scaler is −3…9, not "
                            + register.scaler());
        }
        long step = countsPerStep(register);
        return new ShownRegister(
                false, reading -> Math.floorDiv(thousandths.applyAsLong(reading), step));
    }

    private static Optional<ShownRegister> rate(Register register) {
        ObisCode obis = register.obis();
        boolean isImport = obis.c() == ObisCode.ACTIVE_ENERGY_IMPORT.c();
        ObisCode sum = isImport ? ObisCode.ACTIVE_ENERGY_IMPORT : ObisCode.ACTIVE_ENERGY_EXPORT;
        int rate = obis.e();
        if (rate < 1
                || rate > Rate.HIGHEST
                || register.unit() != Unit.WATT_HOUR
                || !ofRate(sum, rate).equals(obis)) {
            return Optional.empty();
        }
        return Optional.of(
                counted(
                        register,
                        reading ->
                                (isImport
                                                ? reading.values().importRates()
                                                : reading.values().exportRates())
                                        [rate - 1]));
    }

    /// The code of a rate's part of a register.
    static ObisCode ofRate(ObisCode sum, int rate) {
        return new ObisCode(sum.a(), sum.b(), sum.c(), sum.d(), rate, sum.f());
    }

    private static Optional<ShownRegister> demand(Register register) {
        ObisCode obis = register.obis();
        if (obis.a() != 1 || obis.b() != 0 || obis.e() != 0) {
            return Optional.empty();
        }
        for (DemandQuantity quantity : DemandQuantity.values()) {
            if (quantity.obisC() == obis.c()) {
                return demand(register, quantity);
            }
        }
        return Optional.empty();
    }

    private static Optional<ShownRegister> demand(Register register, DemandQuantity quantity) {
        ObisCode obis = register.obis();
        int at = quantity.ordinal();
        boolean isPower = register.unit() == (quantity.isReactive() ? Unit.VAR : Unit.WATT);
        if (obis.f() == CURRENT_VALUE && isPower && obis.d() == 4) {
            return Optional.of(counted(register, demand(it -> it.current().get(at))));
        }
        if (obis.f() == CURRENT_VALUE && isPower && obis.d() == 5) {
            return Optional.of(counted(register, demand(it -> it.last().get(at))));
        }
        int back = obis.f() == CURRENT_VALUE ? 0 : obis.f() - LAST_BILLING_PERIOD + 1;
        if (obis.d() != 6 || back < 0 || back > MaximumDemand.HISTORY) {
            return Optional.empty();
        }
        if (obis.f() != CURRENT_VALUE && back == 0) {
            return Optional.empty();
        }
        Function<DemandValues, Maximum> maximum =
                back == 0
                        ? values -> values.maxima().get(at)
                        : values ->
                                values.ended(back)
                                        .map(BillingPeriod::maxima)
                                        .map(it -> it.get(at))
                                        .orElse(Maximum.NONE);
        if (isPower) {
            return Optional.of(
                    counted(register, demand(values -> maximum.apply(values).milliwatts())));
        }
        return time(register, demand(values -> seconds(maximum.apply(values).time())));
    }

    private static ToLongFunction<Reading> demand(ToLongFunction<DemandValues> value) {
        return reading -> value.applyAsLong(reading.values().demand());
    }

    private static long seconds(Instant time) {
        return time.getEpochSecond();
    }

    private static Optional<ShownRegister> time(
            Register register, ToLongFunction<Reading> seconds) {
        return register.unit() == Unit.SECOND && register.scaler() == 0
                ? Optional.of(new ShownRegister(false, seconds))
                : Optional.empty();
    }

    private static Optional<ShownRegister> billing(Register register) {
        if (register.obis().equals(BILLING_PERIOD_BEGAN)) {
            return time(register, demand(values -> seconds(values.began())));
        }
        boolean isPlain = register.unit() == Unit.NONE && register.scaler() == 0;
        if (isPlain && register.obis().equals(BILLING_PERIOD)) {
            return Optional.of(new ShownRegister(false, demand(DemandValues::period)));
        }
        if (isPlain && register.obis().equals(RATE)) {
            return Optional.of(new ShownRegister(false, reading -> reading.values().rate()));
        }
        return Optional.empty();
    }

    private static Optional<ShownRegister> momentary(Register register, int phases) {
        return MomentaryRegister.of(register.obis())
                .filter(it -> it.unit() == register.unit())
                .filter(it -> it.isMeasuredWith(phases))
                .filter(_ -> register.scaler() >= FINEST_MOMENTARY)
                .filter(_ -> register.scaler() <= COARSEST)
                .map(it -> momentary(it, Math.pow(10, register.scaler())));
    }

    /// NaN becomes 0.
    private static ShownRegister momentary(MomentaryRegister register, double step) {
        return new ShownRegister(
                true, reading -> Math.round(register.value(reading.window().orElseThrow()) / step));
    }

    long value(Reading reading) {
        return source.applyAsLong(reading);
    }
}
