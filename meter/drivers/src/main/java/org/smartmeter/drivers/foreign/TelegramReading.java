package org.smartmeter.drivers.foreign;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.smartmeter.drivers.telegram.Telegram;
import org.smartmeter.drivers.telegram.TelegramRegister;
import org.smartmeter.metrology.PhaseMeasurement;

/// The registers of a telegram as a reading. Totals are 1-0:1.8.0 and 2.8.0 or, where a meter sends
/// none, the sums of the tariffs 1 to 4; power is 16.7.0 or the difference of 1.7.0 and 2.7.0.
public final class TelegramReading {

    private static final int TARIFFS = 4;
    private static final int[] FIRST_GROUP_OF_PHASE = {21, 41, 61};

    private final Map<String, TelegramRegister> registers = new HashMap<>();

    private TelegramReading(List<TelegramRegister> all) {
        all.forEach(register -> registers.putIfAbsent(register.name(), register));
    }

    /// @return empty if it counts no energy
    public static Optional<ForeignReading> of(Telegram telegram) {
        return new TelegramReading(telegram.registers()).reading(telegram.meter().orElse(""));
    }

    private Optional<ForeignReading> reading(String meter) {
        Optional<Count> imported = counter(1);
        Optional<Count> exported = counter(2);
        if (imported.isEmpty() && exported.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new ForeignReading(
                        meter,
                        imported,
                        exported,
                        signedPower("16", "1", "2"),
                        phases(),
                        quantity("14", "Hz")));
    }

    private Optional<Count> counter(int group) {
        Optional<Count> total = count("1-0:" + group + ".8.0.255");
        if (total.isPresent()) {
            return total;
        }
        Optional<Count> sum = Optional.empty();
        for (int tariff = 1; tariff <= TARIFFS; tariff++) {
            Optional<Count> part = count("1-0:" + group + ".8." + tariff + ".255");
            sum = sum.isEmpty() ? part : Optional.of(part.map(sum.get()::plus).orElse(sum.get()));
        }
        return sum;
    }

    private Optional<Count> count(String name) {
        return find(name)
                .flatMap(it -> it.number().flatMap(value -> Count.of(value, it.unit().orElse(""))));
    }

    private List<PhaseMeasurement> phases() {
        List<PhaseMeasurement> phases = new ArrayList<>();
        for (int first : FIRST_GROUP_OF_PHASE) {
            double u = quantity(String.valueOf(first + 11), "V");
            double i = quantity(String.valueOf(first + 10), "A");
            OptionalDouble p =
                    signedPower(
                            String.valueOf(first + 15),
                            String.valueOf(first),
                            String.valueOf(first + 1));
            if (phases.isEmpty() || !Double.isNaN(u) || !Double.isNaN(i) || p.isPresent()) {
                phases.add(phase(u, i, p.orElse(Double.NaN)));
            }
        }
        return phases.size() == 2 ? phases.subList(0, 1) : phases;
    }

    private PhaseMeasurement phase(double u, double i, double p) {
        return PhaseMeasurement.of(u, i, Double.NaN, Double.NaN, p, 0, quantity("14", "Hz"));
    }

    /// W; positive is import.
    private OptionalDouble signedPower(String signed, String imported, String exported) {
        double both = quantity(signed, "W");
        if (!Double.isNaN(both)) {
            return OptionalDouble.of(both);
        }
        double in = quantity(imported, "W");
        double out = quantity(exported, "W");
        if (Double.isNaN(in)) {
            return Double.isNaN(out) ? OptionalDouble.empty() : OptionalDouble.of(-out);
        }
        return OptionalDouble.of(Double.isNaN(out) ? in : in - out);
    }

    /// The present value of a group in a unit or a thousand of it; NaN if it is not there.
    private double quantity(String group, String unit) {
        Optional<TelegramRegister> register = find("1-0:" + group + ".7.0.255");
        Optional<BigDecimal> value = register.flatMap(TelegramRegister::number);
        Optional<String> said = register.flatMap(TelegramRegister::unit);
        if (value.isEmpty() || said.isEmpty()) {
            return Double.NaN;
        }
        if (said.get().equals(unit)) {
            return value.get().doubleValue();
        }
        return said.get().equals("k" + unit) ? value.get().doubleValue() * 1_000 : Double.NaN;
    }

    private Optional<TelegramRegister> find(String name) {
        return Optional.ofNullable(registers.get(name));
    }
}
