package org.smartmeter.readings.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.StringReader;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.StringJoiner;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.smartmeter.readings.Interval;
import org.smartmeter.readings.OpenStore;
import org.smartmeter.terms.Epoch;
import org.smartmeter.terms.MeterId;

/// What a table of registers leaves in the store, and which of its rows come back.
class BulkIntakeTest {

    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
    private static final Instant INSTALLED = Instant.parse("2026-01-01T00:00:00Z");
    private static final String HEADER = "meter,interval_end,register_kwh\n";

    private static OpenStore store;
    private static int meters = 1;

    private final List<BadRow> bad = new ArrayList<>();

    @BeforeAll
    static void open() {
        store = new OpenStore();
    }

    @AfterAll
    static void close() {
        store.close();
    }

    @Test
    void aTablesRegistersAreTheCurve() throws Exception {
        MeterId meter = next();
        BulkResult result =
                take(
                        HEADER
                                + row(meter, "2026-05-01T00:00:00Z", "100.000")
                                + row(meter, "2026-05-01T00:30:00Z", "100.25")
                                + row(meter, "2026-05-01T01:00:00Z", "101"));

        assertThat(result).isEqualTo(new BulkResult(3, 3, 0, 0, 3));
        assertThat(wattHours(meter, "2026-05-01T00:00:00Z", "2026-05-01T01:00:00Z"))
                .containsExactly("250 ACTUAL", "750 ACTUAL");
    }

    @Test
    void theSameTableAgainChangesNothing() throws Exception {
        MeterId meter = next();
        String table = HEADER + day(meter, "2026-05-01T00:00:00Z", 48);
        take(table);

        assertThat(take(table)).isEqualTo(new BulkResult(48, 0, 48, 0, 0));
        store.readings.merge();
        assertThat(take(table)).isEqualTo(new BulkResult(48, 0, 48, 0, 0));
        assertThat(store.readings.storedRecords(meter, epoch(meter)).duplicates()).isEmpty();
    }

    @Test
    void rowsInAnyOrderAndPartsAreTheSameSeries() throws Exception {
        MeterId meter = next();
        MeterId other = next();
        List<String> rows = new ArrayList<>();
        rows.addAll(day(meter, "2026-05-01T00:00:00Z", 96).lines().toList());
        rows.addAll(day(other, "2026-05-01T00:00:00Z", 96).lines().toList());
        String first = rows.removeFirst();
        Collections.shuffle(rows, new Random(7));
        take(HEADER + first + "\n" + String.join("\n", rows.subList(0, 90)), HALF_HOUR);
        take(HEADER + String.join("\n", rows.subList(90, rows.size())), HALF_HOUR);

        store.readings.merge();
        assertThat(bad).isEmpty();
        assertThat(wattHours(meter, "2026-05-01T00:00:00Z", "2026-05-02T23:30:00Z"))
                .hasSize(95)
                .containsOnly("100 ACTUAL");
        assertThat(wattHours(other, "2026-05-01T00:00:00Z", "2026-05-02T23:30:00Z"))
                .hasSize(95)
                .containsOnly("100 ACTUAL");
    }

    @Test
    void ofAHundredRowsOneIsBadAndTheOthersAreStored() throws Exception {
        MeterId meter = next();
        StringJoiner table = new StringJoiner("\n");
        table.add(HEADER.strip());
        List<String> rows = day(meter, "2026-05-01T00:00:00Z", 200).lines().toList();
        for (int i = 0; i < rows.size(); i++) {
            table.add(
                    i == 50 || i == 150
                            ? rows.get(i).replaceAll(",[0-9.]+$", ",n/a")
                            : rows.get(i));
        }

        BulkResult result = take(table.toString());

        assertThat(result).isEqualTo(new BulkResult(200, 198, 0, 2, 198));
        assertThat(bad)
                .containsExactly(
                        new BadRow(52, "register_kwh 'n/a' is not a number"),
                        new BadRow(152, "register_kwh 'n/a' is not a number"));
        assertThat(wattHours(meter, "2026-05-01T00:00:00Z", "2026-05-05T03:30:00Z"))
                .filteredOn(one -> !one.equals("100 ACTUAL"))
                .hasSize(2);
    }

    @Test
    void everyBadRowSaysWhatIsWrongWithIt() throws Exception {
        MeterId meter = next();
        take(
                HEADER
                        + row(meter, "2026-05-01T00:00:00Z", "1")
                        + row(meter, "2026-05-01T00:30:00Z", "-1")
                        + row(meter, "2026-05-01T01:00:00Z", "1.0000001")
                        + row(meter, "2026-05-01T01:30:00Z", "1234567890123")
                        + row(meter, "2026-05-01T25:30:00Z", "2")
                        + row(meter, "2025-12-31T23:30:00Z", "2")
                        + row(meter, "2026-06-02T00:00:00Z", "2")
                        + row(meter, "2026-05-01T00:00:00Z", "3")
                        + "METER7,2026-05-01T00:00:00Z,1\n"
                        + meter
                        + ",2026-05-01T02:00:00Z\n"
                        + "FOR0000000000001,2026-05-01T00:00:00Z,1\n",
                HALF_HOUR);

        assertThat(bad.stream().map(row -> row.line() + " " + row.reason()))
                .satisfiesExactlyInAnyOrder(
                        line -> assertThat(line).startsWith("3 ").contains("is negative"),
                        line -> assertThat(line).startsWith("4 ").contains("finer than"),
                        line -> assertThat(line).startsWith("5 ").contains("more than any"),
                        line -> assertThat(line).startsWith("6 ").contains("is not a time"),
                        line -> assertThat(line).startsWith("7 ").contains("before its install"),
                        line -> assertThat(line).startsWith("8 ").contains("ahead of now"),
                        line -> assertThat(line).startsWith("9 ").contains("a second row"),
                        line -> assertThat(line).startsWith("10 ").contains("METER7"),
                        line -> assertThat(line).startsWith("11 ").contains("2 columns"),
                        line -> assertThat(line).startsWith("12 ").contains("speaks the line"));
    }

    @Test
    void anotherRegisterForAStoredIntervalIsToldAndNotTaken() throws Exception {
        MeterId meter = next();
        take(HEADER + day(meter, "2026-05-01T00:00:00Z", 48));

        BulkResult result = take(HEADER + row(meter, "2026-05-01T01:00:00Z", "7.777"), HALF_HOUR);

        assertThat(result.bad()).isEqualTo(1);
        assertThat(bad.getFirst().reason()).contains("the store has other registers");
    }

    @Test
    void whatIsMissingIsAGapUntilItComes() throws Exception {
        MeterId meter = next();
        List<String> rows = day(meter, "2026-05-01T00:00:00Z", 48).lines().toList();
        take(HEADER + String.join("\n", rows.subList(0, 10)));
        take(HEADER + String.join("\n", rows.subList(20, 48)));
        store.readings.merge();
        assertThat(wattHours(meter, "2026-05-01T00:00:00Z", "2026-05-01T23:30:00Z"))
                .contains("1100 GAP");

        take(HEADER + String.join("\n", rows.subList(10, 20)));

        assertThat(wattHours(meter, "2026-05-01T00:00:00Z", "2026-05-01T23:30:00Z"))
                .hasSize(47)
                .containsOnly("100 ACTUAL");
    }

    @Test
    void olderRowsThatComeLaterJoinOn() throws Exception {
        MeterId meter = next();
        List<String> rows = day(meter, "2026-05-01T00:00:00Z", 96).lines().toList();
        take(HEADER + String.join("\n", rows.subList(48, 96)));
        take(HEADER + String.join("\n", rows.subList(0, 48)));

        store.readings.merge();
        assertThat(
                        store.readings.energy(
                                meter, at("2026-05-01T00:00:00Z"), at("2026-05-02T23:30:00Z")))
                .hasValueSatisfying(
                        energy -> {
                            assertThat(energy.complete()).isTrue();
                            assertThat(energy.imported().milliwattHours()).isEqualTo(9_500_000);
                        });
    }

    @Test
    void anExchangedMeterBeginsANewEpoch() throws Exception {
        MeterId meter = next();
        take(
                "meter,interval_end,register_kwh,status\n"
                        + meter
                        + ",2026-05-01T00:00:00Z,900,actual\n"
                        + meter
                        + ",2026-05-01T00:30:00Z,901,\n"
                        + meter
                        + ",2026-05-01T01:00:00Z,0,new-epoch\n"
                        + meter
                        + ",2026-05-01T01:30:00Z,0.5,\n");

        store.readings.merge();
        assertThat(bad).isEmpty();
        assertThat(store.readings.journals(List.of(meter)).get(meter)).hasSize(2);
        assertThat(wattHours(meter, "2026-05-01T00:00:00Z", "2026-05-01T01:30:00Z"))
                .contains("1000 ACTUAL", "500 ACTUAL");
    }

    @Test
    void fourRegistersARowAndLocalTimes() throws Exception {
        MeterId meter = next();
        BulkResult result =
                take(
                        "interval_end,meter,register_kvarh,export_register_kwh,register_kwh,"
                                + "export_register_kvarh\n"
                                + "2026-03-29 00:30,"
                                + meter
                                + ",1,2,3.000001,4\n"
                                + "2026-03-29 01:00,"
                                + meter
                                + ",1,2,3.000001,4\n"
                                + "2026-03-29 02:00,"
                                + meter
                                + ",1,2,3.000002,4\n"
                                + "2026-03-29 02:30,"
                                + meter
                                + ",1,2,3.000003,4\n",
                        Optional.of(Duration.ofMinutes(30)),
                        ZoneId.of("Europe/London"));

        assertThat(result.values()).isEqualTo(12);
        assertThat(bad).singleElement().extracting(BadRow::reason).asString().contains("skips it");
        assertThat(
                        store.readings.energy(
                                meter, at("2026-03-29T00:30:00Z"), at("2026-03-29T01:30:00Z")))
                .hasValueSatisfying(
                        energy -> {
                            assertThat(energy.complete()).isTrue();
                            assertThat(energy.imported().milliwattHours()).isEqualTo(2);
                        });
    }

    @Test
    void whatIsNoSuchTableIsRefusedWhole() {
        assertThatExceptionOfType(BulkRefusedException.class)
                .isThrownBy(() -> take("meter,time,kwh\n"))
                .withMessageContaining("line 1: the columns are 'meter,time,kwh'");
        assertThatExceptionOfType(BulkRefusedException.class)
                .isThrownBy(() -> take(""))
                .withMessageContaining("empty");
    }

    private static final Optional<Duration> HALF_HOUR = Optional.of(Duration.ofMinutes(30));

    private BulkResult take(String table) throws IOException, BulkRefusedException {
        return take(table, Optional.empty());
    }

    private BulkResult take(String table, Optional<Duration> period)
            throws IOException, BulkRefusedException {
        return take(table, period, ZoneOffset.UTC);
    }

    private BulkResult take(String table, Optional<Duration> period, ZoneId zone)
            throws IOException, BulkRefusedException {
        BulkIntake.Meters all =
                new BulkIntake.Meters() {
                    @Override
                    public Optional<String> refusal(MeterId meter) {
                        return meter.value().startsWith("FOR")
                                ? Optional.of("speaks the line itself")
                                : Optional.empty();
                    }

                    @Override
                    public Optional<Instant> installedSince(MeterId meter) {
                        return Optional.of(INSTALLED);
                    }
                };
        return new BulkIntake(
                        store.readings,
                        all,
                        Duration.ofMinutes(5),
                        Clock.fixed(NOW, ZoneOffset.UTC))
                .take(new StringReader(table), zone, period, bad::add);
    }

    private static List<String> wattHours(MeterId meter, String from, String to) {
        return store.readings.curve(meter, at(from), at(to)).stream()
                .map(BulkIntakeTest::told)
                .toList();
    }

    private static String told(Interval interval) {
        return interval.imported().milliwattHours() / 1_000 + " " + interval.status();
    }

    private static Epoch epoch(MeterId meter) {
        return store.readings.lastEpoch(meter).orElseThrow();
    }

    private static Instant at(String time) {
        return Instant.parse(time);
    }

    private static String row(MeterId meter, String end, String register) {
        return meter + "," + end + "," + register + "\n";
    }

    /// Half hours of 100 Wh each.
    private static String day(MeterId meter, String firstEnd, int rows) {
        StringBuilder table = new StringBuilder();
        for (int i = 0; i < rows; i++) {
            table.append(
                    row(
                            meter,
                            at(firstEnd).plus(Duration.ofMinutes(30L * i)).toString(),
                            String.format(Locale.ROOT, "%.3f", 5 + 0.1 * i)));
        }
        return table.toString();
    }

    private static MeterId next() {
        return new MeterId(String.format(Locale.ROOT, "BLK%013d", meters++));
    }
}
