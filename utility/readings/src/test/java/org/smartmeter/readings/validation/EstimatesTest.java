package org.smartmeter.readings.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Estimates add up to the registers, and follow what the home usually does.
class EstimatesTest {

    private static final int DAY = 48;

    private static Series series(SamplesOf samples) {
        return Validation.of(samples.samples(), ValidationRules.HOME, ZoneOffset.UTC)
                .series()
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void whateverIsMissingOrMovedTheEnergiesAddUpToTheRegisters(long seed) {
        Random random = new Random(seed);
        SamplesOf home = SamplesOf.home(20);
        double share = random.nextDouble() * 0.9;
        home.without(i -> i > 0 && i < 20 * DAY && random.nextDouble() < share);
        for (int i = 0; i < 5; i++) {
            home.moved(1 + random.nextInt(20 * DAY - 1), Duration.ofSeconds(random.nextInt(1_700)));
        }
        Samples samples = home.samples();

        Series series = series(home);

        assertThat(series.count()).isEqualTo(20 * DAY);
        assertThat(Arrays.stream(series.energies()).sum())
                .isEqualTo(samples.registers()[samples.count() - 1] - samples.registers()[0]);
        assertThat(Arrays.stream(series.energies()).min().orElseThrow()).isNotNegative();
        long register = samples.registers()[0];
        for (int i = 0; i < series.count(); i++) {
            register += series.energies()[i];
            assertThat(series.registers()[i]).isEqualTo(register);
        }
        for (int i = 1; i < samples.count(); i++) {
            long end = samples.ends()[i] - series.start();
            if (end % series.period() == 0) {
                assertThat(series.registers()[(int) (end / series.period()) - 1])
                        .isEqualTo(samples.registers()[i]);
            }
        }
    }

    @Test
    void upToTwoHoursLieOnALineBetweenTheNeighbours() {
        SamplesOf home =
                SamplesOf.halfHours(96, i -> i < 50 ? 100 : i < 54 ? 350 : 600)
                        .without(i -> i > 50 && i < 54);

        Series series = series(home);

        assertThat(Arrays.copyOfRange(series.energies(), 49, 55))
                .containsExactly(100_000, 200_000, 300_000, 400_000, 500_000, 600_000);
        assertThat(Arrays.copyOfRange(series.statuses(), 49, 55))
                .containsExactly(
                        IntervalStatus.ACTUAL,
                        IntervalStatus.ESTIMATED,
                        IntervalStatus.ESTIMATED,
                        IntervalStatus.ESTIMATED,
                        IntervalStatus.ESTIMATED,
                        IntervalStatus.ACTUAL);
    }

    @Test
    void aMissingDayHasTheShapeOfItsWeekdayAndItsOwnEnergy() {
        // A home that works at night on Wednesdays and used twice as much on the missing one.
        int missing = 16;
        SamplesOf home =
                SamplesOf.halfHours(
                                35 * DAY,
                                i -> {
                                    int slot = i % DAY;
                                    boolean high = i / DAY % 7 == 2 ? slot < 10 : slot >= 38;
                                    return (high ? 900 : 100) * (i / DAY == missing ? 2 : 1);
                                })
                        .without(i -> i > missing * DAY && i < (missing + 1) * DAY);

        Series series = series(home);

        assertThat(IntStream.range(0, DAY).mapToLong(s -> series.energies()[missing * DAY + s]))
                .isEqualTo(
                        IntStream.range(0, DAY)
                                .mapToLong(slot -> slot < 10 ? 1_800_000 : 200_000)
                                .boxed()
                                .toList());
    }

    @Test
    void likeDaysGoByTheWallClockWhenItMoves() {
        // Clocks go forward on Sunday 29 March 2026; the peak stays at seven in the evening.
        ZoneId zone = ZoneId.of("Europe/Berlin");
        int count = 48 * DAY;
        SamplesOf home =
                SamplesOf.halfHours(
                        count,
                        i ->
                                SamplesOf.START
                                                        .plus(SamplesOf.HALF_HOUR.multipliedBy(i))
                                                        .atZone(zone)
                                                        .getHour()
                                                == 19
                                        ? 1_000
                                        : 100);
        int first = 29 * DAY;
        home.without(i -> i > first && i < first + DAY);

        Series series =
                Validation.of(home.samples(), ValidationRules.HOME, zone).series().orElseThrow();

        for (int i = first; i < first + DAY; i++) {
            int hour =
                    SamplesOf.START
                            .plus(SamplesOf.HALF_HOUR.multipliedBy(i))
                            .atZone(zone)
                            .getHour();
            assertThat(series.energies()[i])
                    .as("hour %s", hour)
                    .isEqualTo(hour == 19 ? 1_000_000 : 100_000);
        }
    }

    @Test
    void whatLiesBetweenTwoEpochsIsMissingAndNothingElse() {
        SamplesOf home =
                SamplesOf.home(10)
                        .shifted(200, -999_000)
                        .marked(200, 201, Mark.NEW_EPOCH)
                        .without(i -> i > 190 && i < 200);

        Series series = series(home);

        assertThat(series.count(IntervalStatus.MISSING)).isEqualTo(10);
        assertThat(series.count(IntervalStatus.ACTUAL)).isEqualTo(10 * DAY - 10);
    }

    @Test
    void anExchangeAtOneInstantLosesNothing() {
        SamplesOf home = SamplesOf.home(10);
        long last = home.registerOf(200) / 1_000;
        home.again(200, -last).marked(201, 202, Mark.NEW_EPOCH).shifted(202, -last);

        Series series = series(home);

        assertThat(series.count(IntervalStatus.ACTUAL)).isEqualTo(10 * DAY);
        assertThat(Arrays.stream(series.energies()).sum())
                .isEqualTo(IntStream.range(0, 10 * DAY).mapToLong(SamplesOf::usual).sum() * 1_000);
    }

    @Test
    void aRegisterThatRollsOverGoesOn() {
        SamplesOf home = SamplesOf.home(10);
        long at = home.registerOf(200) / 1_000;
        // A register of three whole digits, about to roll over.
        home.shifted(0, 999_990 - at).shifted(201, -1_000_000);
        ValidationRules rules = RuleSetting.REGISTER_DIGITS.set(ValidationRules.HOME, "3");

        Validation validation = Validation.of(home.samples(), rules, ZoneOffset.UTC);

        assertThat(validation.findings()).isEmpty();
        assertThat(validation.series().orElseThrow().energies()[200])
                .isEqualTo(SamplesOf.usual(200) * 1_000L);
    }

    @Test
    void whatWasSentAsEstimatedOrEditedStaysSo() {
        Series series =
                series(
                        SamplesOf.home(2)
                                .marked(10, 11, Mark.ESTIMATED)
                                .marked(20, 21, Mark.EDITED));

        assertThat(series.statuses()[9]).isEqualTo(IntervalStatus.ESTIMATED);
        assertThat(series.statuses()[10]).isEqualTo(IntervalStatus.ESTIMATED);
        assertThat(series.statuses()[19]).isEqualTo(IntervalStatus.EDITED);
        assertThat(series.statuses()[20]).isEqualTo(IntervalStatus.EDITED);
        assertThat(series.count(IntervalStatus.ACTUAL)).isEqualTo(2 * DAY - 4);
    }

    @Test
    void aReadingInsideAnIntervalCostsNothing() {
        Samples samples =
                new Samples.Builder("M")
                        .add(Instant.parse("2026-03-02T11:30:00Z"), 9_500_000, Set.of())
                        .add(Instant.parse("2026-03-02T12:00:00Z"), 10_000_000, Set.of())
                        .add(Instant.parse("2026-03-02T12:13:00Z"), 10_200_000, Set.of())
                        .add(Instant.parse("2026-03-02T12:30:00Z"), 10_500_000, Set.of())
                        .add(Instant.parse("2026-03-02T13:00:00Z"), 11_000_000, Set.of())
                        .build();

        Series series =
                Validation.of(samples, ValidationRules.HOME, ZoneOffset.UTC).series().orElseThrow();

        assertThat(series.energies()).containsExactly(500_000, 500_000, 500_000);
        assertThat(series.statuses()[1]).isEqualTo(IntervalStatus.ESTIMATED);
    }

    @Test
    void onlyTheIntervalThatALastReadingCutsIsUnknown() {
        Samples samples =
                new Samples.Builder("M")
                        .add(Instant.parse("2026-03-02T11:13:00Z"), 9_700_000, Set.of())
                        .add(Instant.parse("2026-03-02T11:30:00Z"), 10_000_000, Set.of())
                        .add(Instant.parse("2026-03-02T12:00:00Z"), 10_500_000, Set.of())
                        .add(Instant.parse("2026-03-02T13:15:00Z"), 11_750_000, Set.of())
                        .build();
        ValidationRules rules = RuleSetting.PERIOD.set(ValidationRules.HOME, "PT30M");

        Series series = Validation.of(samples, rules, ZoneOffset.UTC).series().orElseThrow();

        assertThat(series.statuses())
                .containsExactly(
                        IntervalStatus.MISSING,
                        IntervalStatus.ACTUAL,
                        IntervalStatus.ESTIMATED,
                        IntervalStatus.ESTIMATED);
        assertThat(series.energies()).containsExactly(0, 500_000, 500_000, 500_000);
    }

    @Test
    void aNewEpochCountsAlsoWhereItsFirstSampleIsNotBelieved() {
        SamplesOf home =
                SamplesOf.home(4)
                        .shifted(100, 44_000_000)
                        .marked(100, 101, Mark.NEW_EPOCH)
                        .marked(100, 101, Mark.SIGNATURE_FAILED);

        Series series = series(home);

        assertThat(series.count(IntervalStatus.MISSING)).isEqualTo(2);
        assertThat(series.count(IntervalStatus.ESTIMATED)).isZero();
    }

    @Test
    void aSampleThatIsNotBelievedMakesNoEndlessSeries() {
        Samples samples =
                new Samples.Builder("M")
                        .add(Instant.parse("2026-01-01T00:00:00Z"), 1_000_000, Set.of())
                        .add(Instant.parse("2026-01-01T00:01:00Z"), 1_100_000, Set.of())
                        .add(Instant.parse("2026-01-01T00:02:00Z"), 1_100_000, Set.of())
                        .add(
                                Instant.parse("9999-12-31T00:00:00Z"),
                                1_200_000,
                                Set.of(Mark.SIGNATURE_FAILED))
                        .build();

        Validation validation = Validation.of(samples, ValidationRules.HOME, ZoneOffset.UTC);

        assertThat(validation.series().orElseThrow().count()).isEqualTo(2);
        assertThat(validation.findings())
                .extracting(Finding::rule)
                .containsExactlyInAnyOrder(Rule.GAP, Rule.SIGNATURE);
    }
}
