package org.smartmeter.readings.vee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.smartmeter.readings.OpenStore;
import org.smartmeter.readings.validation.Finding;
import org.smartmeter.readings.validation.IntervalStatus;
import org.smartmeter.readings.validation.Rule;
import org.smartmeter.readings.validation.ValidationRules;
import org.smartmeter.terms.Epoch;
import org.smartmeter.terms.MeterId;
import org.smartmeter.terms.ObisCode;
import org.smartmeter.terms.SequenceRange;
import org.smartmeter.wire.Definition;
import org.smartmeter.wire.RecordBatch;
import org.smartmeter.wire.Register;
import org.smartmeter.wire.Unit;

/// What is stored is validated, what is missing estimated, and all of it told with its reason.
class ValidatorTest {

    private static final ZoneId KARACHI = ZoneId.of("Asia/Karachi");
    private static final LocalDate FIRST = LocalDate.of(2026, 3, 1);
    private static final Epoch EPOCH = new Epoch(FIRST.atStartOfDay(KARACHI).toEpochSecond());
    private static final Duration HALF_HOUR = Duration.ofMinutes(30);
    private static final int DAY = 48;
    private static final Definition PROFILE =
            new Definition(
                    1,
                    Definition.Kind.PROFILE,
                    1_800,
                    List.of(new Register(ObisCode.ACTIVE_ENERGY_IMPORT, 0, Unit.WATT_HOUR)));

    private static OpenStore store;
    private static int meters = 1;

    private final MeterId meter = new MeterId(String.format(Locale.ROOT, "VEE%013d", meters++));
    private Validator validator = open();
    private ValidatedReadings validated = readings();

    @BeforeAll
    static void openStore() {
        store = new OpenStore();
    }

    @AfterAll
    static void closeStore() {
        store.close();
    }

    private static Validator open() {
        return new Validator(
                store.database,
                store.readings,
                _ -> ValidationRules.HOME,
                _ -> KARACHI,
                Duration.ofDays(1),
                InstantSource.system());
    }

    private static ValidatedReadings readings() {
        return new ValidatedReadings(
                store.database, store.readings, _ -> KARACHI, Clock.systemUTC());
    }

    @BeforeEach
    void start() {
        validator = open();
        validated = readings();
        validator.start();
    }

    @AfterEach
    void close() {
        validator.close();
    }

    @Test
    void aGapIsToldAndEstimatedSoThatItAddsUpUntilItsRowsCome() {
        send(0, 20 * DAY);
        send(20 * DAY + 30, 22 * DAY);
        validator.validateAll();

        List<ValidatedInterval> day = series(20);
        assertThat(day).hasSize(DAY);
        assertThat(day.subList(0, 29))
                .allMatch(one -> one.status() == IntervalStatus.ESTIMATED && one.version() == 1);
        assertThat(day.subList(31, DAY)).allMatch(one -> one.status() == IntervalStatus.ACTUAL);
        assertThat(day.stream().mapToLong(ValidatedInterval::energy).sum())
                .isEqualTo(1_000 * (register(21 * DAY) - register(20 * DAY)));
        assertThat(day.get(18).energy())
                .as("the like days' morning peak")
                .isGreaterThan(2 * day.get(4).energy());
        assertThat(rules(20)).contains(Rule.GAP);

        send(20 * DAY, 20 * DAY + 30);
        validator.validateAll();

        assertThat(series(20)).allMatch(one -> one.status() == IntervalStatus.ACTUAL);
        assertThat(rules(20)).doesNotContain(Rule.GAP);
        assertThat(validated.versions(meter, Flow.IMPORT, day(20), day(20)))
                .as("the estimate stays on record")
                .hasSize(1);
    }

    @Test
    void whatAnEarlierProcessDidNotValidateTheNextOneDoes() {
        validator.close();
        send(0, 2 * DAY);
        send(2 * DAY + 10, 3 * DAY);
        try (Validator next = open()) {
            next.start();
            assertThat(next.waiting()).isEqualTo(1);
            next.validateAll();
            assertThat(rules(2)).contains(Rule.GAP);
        }
        try (Validator third = open()) {
            third.start();
            assertThat(third.waiting()).isZero();
        }
    }

    @Test
    void aPersonsEditStandsUntilItIsTakenBack() {
        send(0, 3 * DAY);
        validator.validateAll();
        ValidatedInterval wrong = series(1).get(7);
        Version.Part right = new Version.Part(wrong.start(), wrong.end(), 123_456);

        validated.edit(meter, Flow.IMPORT, List.of(right), "olga", "counted by hand");
        assertThat(series(1).get(7))
                .isEqualTo(
                        new ValidatedInterval(
                                wrong.start(), wrong.end(), 123_456, IntervalStatus.EDITED, 1));
        validated.withdrawEdits(meter, Flow.IMPORT, day(1), "olga", "counted the wrong meter");

        assertThat(series(1).get(7)).isEqualTo(wrong);
        assertThat(validated.versions(meter, Flow.IMPORT, day(1), day(1)))
                .extracting(Version::author, Version::reason, Version::kind)
                .containsExactly(
                        tuple("olga", "counted by hand", VersionKind.EDIT),
                        tuple("olga", "counted the wrong meter", VersionKind.WITHDRAWAL));
    }

    @Test
    void anEditThatCannotBeIsRefused() {
        send(0, 2 * DAY);
        ValidatedInterval one = series(0).get(3);
        Version.Part part = new Version.Part(one.start(), one.end(), 1);
        Version.Part half = new Version.Part(one.start(), one.start().plusSeconds(900), 1);
        Version.Part tomorrow =
                new Version.Part(
                        one.start().plus(Duration.ofDays(1)),
                        one.end().plus(Duration.ofDays(1)),
                        1);

        assertRefused(List.of(part), " ", "needs a reason");
        assertRefused(List.of(), "why", "1 to");
        assertRefused(List.of(part, part), "why", "overlap");
        assertRefused(List.of(part, tomorrow), "why", "of one day");
        assertRefused(List.of(half), "why", "no interval of the meter's");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Version.Part(one.start(), one.end(), -1));
    }

    private void assertRefused(List<Version.Part> parts, String reason, String word) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> validated.edit(meter, Flow.IMPORT, parts, "olga", reason))
                .withMessageContaining(word);
    }

    @Test
    void everyRuleThatLooksAtACurveLooksAtTheStore() {
        send(0, 30 * DAY);
        long high = register(30 * DAY) + 60_000;
        sendRegisters(30 * DAY, high, high, high, high + 1);
        validator.validateAll();

        assertThat(rules(29)).contains(Rule.ABOVE_CONNECTION);
        List<Finding> newest = validated.newestFindings(50);
        assertThat(newest)
                .filteredOn(finding -> finding.meter().equals(meter.value()))
                .allSatisfy(finding -> assertThat(finding.detail()).isNotBlank())
                .extracting(Finding::rule)
                .contains(Rule.ABOVE_CONNECTION);
    }

    private List<ValidatedInterval> series(int day) {
        return validated.series(meter, Flow.IMPORT, at(day * DAY), at((day + 1) * DAY));
    }

    private List<Rule> rules(int day) {
        return validated.findings(meter, day(day), day(day + 1)).stream()
                .map(Finding::rule)
                .toList();
    }

    private static LocalDate day(int number) {
        return FIRST.plusDays(number);
    }

    private static Instant at(int row) {
        return Instant.ofEpochSecond(EPOCH.second()).plus(HALF_HOUR.multipliedBy(row));
    }

    /// Rows `from` to `to` (not included); row 0 is the register at the first midnight.
    private void send(int from, int to) {
        long[] registers = new long[to - from];
        for (int row = from; row < to; row++) {
            registers[row - from] = register(row);
        }
        sendRegisters(from, registers);
    }

    private void sendRegisters(int from, long... registers) {
        for (int begin = 0; begin < registers.length; begin += 4_000) {
            int count = Math.min(4_000, registers.length - begin);
            long[] times = new long[count];
            long[][] column = new long[1][count];
            for (int i = 0; i < count; i++) {
                times[i] = at(from + begin + i).toEpochMilli();
                column[0][i] = registers[begin + i];
            }
            boolean first = from + begin == 0;
            long last = from + begin + count + 1L;
            store.readings
                    .store(
                            meter,
                            EPOCH,
                            new SequenceRange(first ? 1 : last - count + 1, last),
                            RecordBatch.packRows(PROFILE, first, times, column).toByteArray(),
                            Instant.parse("2026-06-01T00:00:00Z"))
                    .toCompletableFuture()
                    .join();
        }
    }

    /// 100 Wh a half hour, 400 Wh from 8:30 to 10:00, 7 Wh more each weekday.
    private static long register(int row) {
        long register = 0;
        for (int i = 0; i < row; i++) {
            int halfHour = i % DAY;
            register += (halfHour >= 17 && halfHour < 20 ? 400 : 100) + i / DAY % 7;
        }
        return register;
    }
}
