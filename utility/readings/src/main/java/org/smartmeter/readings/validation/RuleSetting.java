package org.smartmeter.readings.validation;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.smartmeter.terms.Energy;

/// The thresholds of [ValidationRules] by the names they have in files.
public enum RuleSetting {
    OFF("off"),
    PERIOD("period"),
    TIME_TOLERANCE("time-tolerance"),
    LARGEST_POWER("largest-power-kw"),
    REGISTER_DIGITS("register-digits"),
    INTERVAL_TOLERANCE("interval-tolerance-kwh"),
    INTERPOLATE_UP_TO("interpolate-up-to"),
    SPIKE_RATIO("spike-ratio"),
    SPIKE_FLOOR("spike-floor-kw"),
    HIGH_RATIO("high-ratio"),
    LOW_RATIO("low-ratio"),
    USE_FLOOR("use-floor-kwh"),
    ZERO_FOR("zero-for"),
    FLAT_FOR("flat-for"),
    LOWEST_VOLTAGE("lowest-voltage"),
    HIGHEST_VOLTAGE("highest-voltage");

    private static final int WATTS_PER_KILOWATT = 1_000;

    private final String label;

    RuleSetting(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    public static Optional<RuleSetting> ofLabel(String label) {
        return Arrays.stream(values()).filter(one -> one.label.equals(label)).findAny();
    }

    /// The rules with this threshold changed.
    ///
    /// @param text a number, a duration as ISO 8601 writes it (`PT30M`), or for `off` the names of
    ///     rules separated by spaces
    /// @throws IllegalArgumentException if the text is not such, or the threshold makes no sense
    public ValidationRules set(ValidationRules rules, String text) {
        Changed changed = new Changed(rules);
        switch (this) {
            case OFF -> changed.rules = allBut(text);
            case PERIOD -> changed.period = Optional.of(duration(text));
            case TIME_TOLERANCE -> changed.timeTolerance = duration(text);
            case LARGEST_POWER -> changed.largestPower = number(text) * WATTS_PER_KILOWATT;
            case REGISTER_DIGITS -> changed.registerDigits = Optional.of((int) number(text));
            case INTERVAL_TOLERANCE -> changed.intervalTolerance = energy(text);
            case INTERPOLATE_UP_TO -> changed.interpolateUpTo = duration(text);
            case SPIKE_RATIO -> changed.spikeRatio = number(text);
            case SPIKE_FLOOR -> changed.spikeFloor = number(text) * WATTS_PER_KILOWATT;
            case HIGH_RATIO -> changed.highRatio = number(text);
            case LOW_RATIO -> changed.lowRatio = number(text);
            case USE_FLOOR -> changed.useFloor = energy(text);
            case ZERO_FOR -> changed.zeroFor = duration(text);
            case FLAT_FOR -> changed.flatFor = duration(text);
            case LOWEST_VOLTAGE -> changed.lowestVoltage = number(text);
            case HIGHEST_VOLTAGE -> changed.highestVoltage = number(text);
        }
        return changed.rules();
    }

    private static Set<Rule> allBut(String text) {
        Set<Rule> rules = EnumSet.allOf(Rule.class);
        for (String name : text.strip().split("\\s+")) {
            if (!name.isEmpty()) {
                rules.remove(
                        Rule.ofLabel(name)
                                .orElseThrow(
                                        () ->
                                                new IllegalArgumentException(
                                                        "there is no rule '"
                                                                + name
                                                                + "'; there are "
                                                                + labels())));
            }
        }
        return rules;
    }

    private static String labels() {
        return Arrays.stream(Rule.values()).map(Rule::label).collect(Collectors.joining(", "));
    }

    private static Duration duration(String text) {
        try {
            return Duration.parse(text.strip());
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no duration; write one like PT30M", e);
        }
    }

    private static double number(String text) {
        return decimal(text).doubleValue();
    }

    private static BigDecimal decimal(String text) {
        try {
            return new BigDecimal(text.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is not a number", e);
        }
    }

    private static long energy(String text) {
        try {
            return Energy.ofKilowattHours(decimal(text)).milliwattHours();
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                    "'" + text + "' kWh is finer than 1 mWh or too large", e);
        }
    }

    private static final class Changed {
        private Set<Rule> rules;
        private Optional<Duration> period;
        private Duration timeTolerance;
        private double largestPower;
        private Optional<Integer> registerDigits;
        private long intervalTolerance;
        private Duration interpolateUpTo;
        private double spikeRatio;
        private double spikeFloor;
        private double highRatio;
        private double lowRatio;
        private long useFloor;
        private Duration zeroFor;
        private Duration flatFor;
        private double lowestVoltage;
        private double highestVoltage;

        Changed(ValidationRules from) {
            rules = from.rules();
            period = from.period();
            timeTolerance = from.timeTolerance();
            largestPower = from.largestPower();
            registerDigits = from.registerDigits();
            intervalTolerance = from.intervalTolerance();
            interpolateUpTo = from.interpolateUpTo();
            spikeRatio = from.spikeRatio();
            spikeFloor = from.spikeFloor();
            highRatio = from.highRatio();
            lowRatio = from.lowRatio();
            useFloor = from.useFloor();
            zeroFor = from.zeroFor();
            flatFor = from.flatFor();
            lowestVoltage = from.lowestVoltage();
            highestVoltage = from.highestVoltage();
        }

        ValidationRules rules() {
            return new ValidationRules(
                    rules,
                    period,
                    timeTolerance,
                    largestPower,
                    registerDigits,
                    intervalTolerance,
                    interpolateUpTo,
                    spikeRatio,
                    spikeFloor,
                    highRatio,
                    lowRatio,
                    useFloor,
                    zeroFor,
                    flatFor,
                    lowestVoltage,
                    highestVoltage);
        }
    }
}
