package org.smartmeter.readings.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.of;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every rule by what triggers it and by what almost does.
class RulesTest {

    private static final int DAY = 48;

    /// What is done to forty days of a home, and which findings (rule, first and last half hour
    /// meant) follow: nothing else is found.
    static Stream<Arguments> rows() {
        return Stream.of(
                of("untouched", home(), found()),
                of("one sample gone", home().without(i -> i == 100), found(Rule.GAP, 99, 99)),
                of(
                        "two days gone",
                        home().without(i -> i > 480 && i <= 576),
                        found(Rule.GAP, 480, 575)),
                of("the same sample twice", home().again(100, 0), found()),
                of(
                        "another register for one end",
                        home().again(100, 1),
                        found(Rule.OVERLAP, 99, 99)),
                of("9 s late", home().moved(100, Duration.ofSeconds(9)), found()),
                of(
                        "10 s late",
                        home().moved(100, Duration.ofSeconds(10)),
                        at(Rule.TIME_TOLERANCE, SamplesOf.endOf(99).plusSeconds(10))),
                of(
                        "10 s early",
                        home().moved(100, Duration.ofSeconds(-10)),
                        at(Rule.TIME_TOLERANCE, SamplesOf.endOf(99).minusSeconds(10))),
                of("one zero", home().register(100, 0), found(Rule.REGISTER_DECREASE, 99, 99)),
                of(
                        "one far too high",
                        home().register(100, 9_000_000),
                        found(Rule.REGISTER_DECREASE, 99, 100)),
                of(
                        "one zero right at the beginning",
                        home().register(1, 0),
                        found(Rule.REGISTER_DECREASE, 0, 0)),
                of(
                        "six zeros after three samples",
                        zeros(home(), 3, 9),
                        found(Rule.REGISTER_DECREASE, 2, 7)),
                of(
                        "one far too high at the end",
                        home().register(40 * DAY - 1, 9_000_000),
                        found(Rule.REGISTER_DECREASE, 40 * DAY - 2, 40 * DAY - 1)),
                of("times that jitter by seconds", jittering(home()), found()),
                of(
                        "an interval's energy a second late and wrong",
                        home().withEnergies().energy(100, 50_000).moved(100, Duration.ofSeconds(1)),
                        found(Rule.SUM_CHECK, 2 * DAY, 3 * DAY - 1)),
                of(
                        "begun anew, undeclared",
                        home().shifted(100, -900_000),
                        found(Rule.REGISTER_DECREASE, 99, 99)),
                of(
                        "begun anew, declared",
                        home().shifted(100, -900_000).marked(100, 101, Mark.NEW_EPOCH),
                        found()),
                of(
                        "stands still for an interval",
                        home().shifted(100, -SamplesOf.usual(99)),
                        found()),
                of(
                        "sent as below zero",
                        home().withEnergies().energy(100, -1),
                        found(Rule.NEGATIVE_USE, 99, 99, Rule.SUM_CHECK, 2 * DAY, 3 * DAY - 1)),
                of("a day's intervals 13 Wh short", shortBy(home().withEnergies(), 13), found()),
                of(
                        "a day's intervals 14 Wh short",
                        shortBy(home().withEnergies(), 14),
                        found(Rule.SUM_CHECK, 2 * DAY, 3 * DAY - 1)),
                of(
                        "all that the connection carries",
                        home().shifted(100, 37_950 - SamplesOf.usual(99)),
                        found(Rule.SPIKE, 99, 99)),
                of(
                        "more than the connection carries",
                        home().shifted(100, 37_951 - SamplesOf.usual(99)),
                        found(Rule.ABOVE_CONNECTION, 99, 99, Rule.SPIKE, 99, 99)),
                of("a kettle", home().shifted(1_000, 1_450), found()),
                of("a spike", home().shifted(1_000, 2_100), found(Rule.SPIKE, 999, 999)),
                of("a day not quite four times as high", scaled(30, 3.9), found()),
                of(
                        "a day five times as high",
                        scaled(30, 5.0),
                        found(Rule.HIGH_USE, 30 * DAY, 31 * DAY - 1)),
                of("a day of a quarter", scaled(30, 0.25), found()),
                of(
                        "a day of a tenth",
                        scaled(30, 0.1),
                        found(Rule.LOW_USE, 30 * DAY, 31 * DAY - 1)),
                of("nothing for 23.5 h", stretched(1_000, 47, 0), found()),
                of("nothing for 24 h", stretched(1_000, 48, 0), found(Rule.ZERO_USE, 1_000, 1_047)),
                of(
                        "nothing for 24 h without power",
                        stretched(1_000, 48, 0).marked(1_010, 1_011, Mark.POWER_DOWN),
                        found()),
                of(
                        "nothing for 24 h cut off",
                        stretched(1_000, 48, 0).marked(1_001, 1_049, Mark.DISCONNECTED),
                        found()),
                of("the same for 11.5 h", stretched(1_000, 23, 300), found()),
                of(
                        "the same for 12 h",
                        stretched(1_000, 24, 300),
                        found(Rule.FLAT_LINE, 1_000, 1_023)),
                of(
                        "2 Wh while cut off",
                        stretched(1_000, 4, 2).marked(1_001, 1_005, Mark.DISCONNECTED),
                        found()),
                of(
                        "3 Wh while cut off",
                        stretched(1_000, 4, 3).marked(1_001, 1_005, Mark.DISCONNECTED),
                        found(Rule.USE_WHILE_DISCONNECTED, 1_000, 1_003)),
                of("253 V and 207 V", home().volts(100, 253).volts(101, 207), found()),
                of(
                        "253.1 V, then 206.9 V",
                        home().volts(100, 253.1).volts(101, 206.9),
                        found(Rule.VOLTAGE, 99, 100)),
                of(
                        "three signatures do not hold",
                        home().marked(100, 103, Mark.SIGNATURE_FAILED),
                        found(Rule.SIGNATURE, 99, 101)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void whatIsFound(String what, SamplesOf samples, Set<String> expected) {
        Validation validation =
                Validation.of(samples.samples(), ValidationRules.HOME, ZoneOffset.UTC);

        assertThat(
                        validation.findings().stream()
                                .map(f -> f.rule().label() + " " + f.from() + " " + f.to())
                                .toList())
                .as(what)
                .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(validation.findings())
                .allSatisfy(
                        finding ->
                                assertThat(finding.detail())
                                        .as("the reason in words")
                                        .hasSizeGreaterThan(10));
    }

    @Test
    void everyRuleHasARowThatTriggersIt() {
        Set<String> triggered =
                rows().flatMap(row -> ((Set<?>) row.get()[2]).stream())
                        .map(finding -> String.valueOf(finding).split(" ", 2)[0])
                        .collect(Collectors.toSet());

        assertThat(triggered)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Rule.values()).map(Rule::label).toList());
    }

    @Test
    void aRuleThatIsOffFindsNothing() {
        ValidationRules rules = RuleSetting.OFF.set(ValidationRules.HOME, "gap overlap");
        Samples samples =
                home().without(i -> i == 100)
                        .again(200, 1)
                        .moved(300, Duration.ofSeconds(60))
                        .samples();

        assertThat(Validation.of(samples, rules, ZoneOffset.UTC).findings())
                .extracting(Finding::rule)
                .containsExactly(Rule.TIME_TOLERANCE);
    }

    private static SamplesOf home() {
        return SamplesOf.home(40);
    }

    private static SamplesOf shortBy(SamplesOf home, long wattHours) {
        return home.energy(100, SamplesOf.usual(99) - wattHours);
    }

    private static SamplesOf zeros(SamplesOf home, int from, int to) {
        for (int sample = from; sample < to; sample++) {
            home.register(sample, 0);
        }
        return home;
    }

    private static SamplesOf jittering(SamplesOf home) {
        for (int sample = 0; sample <= 40 * DAY; sample++) {
            home.moved(sample, Duration.ofMillis(Math.floorMod(sample * 7_919L, 3_001L) - 1_500));
        }
        return home;
    }

    private static SamplesOf scaled(int day, double factor) {
        return SamplesOf.halfHours(
                40 * DAY,
                i -> (int) Math.round(SamplesOf.usual(i) * (i / DAY == day ? factor : 1)));
    }

    private static SamplesOf stretched(int first, int count, int wattHours) {
        return SamplesOf.halfHours(
                40 * DAY, i -> i >= first && i < first + count ? wattHours : SamplesOf.usual(i));
    }

    /// Rule, first and last half hour, and so on.
    private static Set<String> found(Object... rows) {
        Set<String> found = new HashSet<>();
        List<Object> list = List.of(rows);
        for (int i = 0; i < list.size(); i += 3) {
            found.add(
                    ((Rule) list.get(i)).label()
                            + " "
                            + SamplesOf.endOf((int) list.get(i + 1) - 1)
                            + " "
                            + SamplesOf.endOf((int) list.get(i + 2)));
        }
        return found;
    }

    private static Set<String> at(Rule rule, Instant time) {
        return Set.of(rule.label() + " " + time + " " + time);
    }
}
