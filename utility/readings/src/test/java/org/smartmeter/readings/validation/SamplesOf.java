package org.smartmeter.readings.validation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;

/// A home's half hours in the making: what it uses, and what is then done to its samples.
final class SamplesOf {

    static final Duration HALF_HOUR = Duration.ofMinutes(30);

    /// A Monday.
    static final Instant START = Instant.parse("2026-03-02T00:00:00Z");

    private static final long WATT_HOUR = 1_000;

    private static final class One {
        Instant end;
        long register;
        Set<Mark> marks = EnumSet.noneOf(Mark.class);
        long energy = Samples.NONE;
        double volts = Double.NaN;
        boolean gone;

        One(Instant end, long register) {
            this.end = end;
            this.register = register;
        }
    }

    private final List<One> samples = new ArrayList<>();

    private SamplesOf() {}

    /// @param wattHours of each half hour by its number
    static SamplesOf halfHours(int count, IntUnaryOperator wattHours) {
        SamplesOf made = new SamplesOf();
        long register = 1_000_000 * WATT_HOUR;
        made.samples.add(new One(START, register));
        for (int i = 0; i < count; i++) {
            register += wattHours.applyAsInt(i) * WATT_HOUR;
            made.samples.add(new One(endOf(i), register));
        }
        return made;
    }

    /// A home that uses more in the evening, never twice the same.
    static SamplesOf home(int days) {
        return halfHours(days * 48, SamplesOf::usual);
    }

    static int usual(int halfHour) {
        int slot = halfHour % 48;
        return 150 + (slot >= 34 && slot < 44 ? 600 : 0) + Math.floorMod(halfHour * 7_919, 97);
    }

    static Instant endOf(int halfHour) {
        return START.plus(HALF_HOUR.multipliedBy(halfHour + 1L));
    }

    /// Sample 0 stands before the first half hour, sample i at the end of half hour i − 1.
    SamplesOf without(IntPredicate gone) {
        for (int i = 0; i < samples.size(); i++) {
            samples.get(i).gone |= gone.test(i);
        }
        return this;
    }

    SamplesOf moved(int sample, Duration by) {
        samples.get(sample).end = samples.get(sample).end.plus(by);
        return this;
    }

    SamplesOf register(int sample, long wattHours) {
        samples.get(sample).register = wattHours * WATT_HOUR;
        return this;
    }

    /// From this sample on the register is lower or higher.
    SamplesOf shifted(int from, long wattHours) {
        samples.stream().skip(from).forEach(one -> one.register += wattHours * WATT_HOUR);
        return this;
    }

    SamplesOf marked(int from, int to, Mark mark) {
        samples.subList(from, to).forEach(one -> one.marks.add(mark));
        return this;
    }

    SamplesOf again(int sample, long wattHoursMore) {
        One same = samples.get(sample);
        samples.add(sample + 1, new One(same.end, same.register + wattHoursMore * WATT_HOUR));
        return this;
    }

    /// Every sample brings its interval's energy.
    SamplesOf withEnergies() {
        for (int i = 1; i < samples.size(); i++) {
            samples.get(i).energy = samples.get(i).register - samples.get(i - 1).register;
        }
        return this;
    }

    SamplesOf energy(int sample, long wattHours) {
        samples.get(sample).energy = wattHours * WATT_HOUR;
        return this;
    }

    SamplesOf volts(int sample, double volts) {
        samples.get(sample).volts = volts;
        return this;
    }

    long registerOf(int sample) {
        return samples.get(sample).register;
    }

    Samples samples() {
        Samples.Builder builder = new Samples.Builder("SEM0000000000001");
        samples.stream()
                .filter(one -> !one.gone)
                .forEach(
                        one ->
                                builder.add(
                                        one.end, one.register, one.marks, one.energy, one.volts));
        return builder.build();
    }
}
