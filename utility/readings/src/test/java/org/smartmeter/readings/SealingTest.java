package org.smartmeter.readings;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.smartmeter.terms.ObisCode;
import org.smartmeter.wire.Definition;
import org.smartmeter.wire.Event;
import org.smartmeter.wire.EventCode;
import org.smartmeter.wire.Register;
import org.smartmeter.wire.Unit;

/// A month that is over becomes one block; what is answered stays the same.
class SealingTest {

    private static final Duration QUARTER = Duration.ofMinutes(15);
    private static final Instant MAY = Instant.parse("2026-05-01T00:00:00Z");
    private static final Instant RECEIVED = Instant.parse("2026-08-01T00:00:00Z");

    private static OpenStore store;
    private static int meters = 500;

    @BeforeAll
    static void open() {
        store = new OpenStore();
    }

    @AfterAll
    static void close() {
        store.close();
    }

    private static TestMeter meter(int days) {
        TestMeter meter = TestMeter.number(meters++);
        meter.defines(TestMeter.PROFILE).defines(TestMeter.SNAPSHOT);
        for (int day = 0; day < days; day++) {
            Instant start = MAY.plus(Duration.ofDays(day));
            meter.measuresEvery(TestMeter.PROFILE, start.plus(QUARTER), 96, day * 9_600L, 100);
            meter.measures(TestMeter.SNAPSHOT, start.plus(Duration.ofDays(1)), 0, day * 9_600_000L);
            meter.reports(new Event(EventCode.POWER_UP, start, List.of((long) day)));
        }
        return meter;
    }

    private static List<Object> everythingAbout(TestMeter meter) {
        Instant from = MAY.plus(Duration.ofHours(5)).plusSeconds(77);
        Instant to = MAY.plus(Duration.ofHours(60));
        return List.of(
                store.readings.latest(meter.id),
                store.readings.curve(meter.id, from, to),
                store.readings.curve(meter.id, MAY.minus(Duration.ofDays(40)), RECEIVED),
                store.readings.curve(
                        meter.id,
                        Instant.parse("2026-05-31T23:50:00Z"),
                        Instant.parse("2026-06-01T00:10:00Z")),
                store.readings.energy(meter.id, from, to),
                store.readings.energy(meter.id, MAY, MAY.plus(Duration.ofDays(31))),
                store.readings.energy(meter.id, MAY.plusSeconds(1), MAY.plus(Duration.ofDays(70))),
                store.readings.energy(meter.id, MAY.minusSeconds(1), RECEIVED),
                store.readings.days(meter.id, YearMonth.of(2026, 6), ZoneId.of("Asia/Karachi")),
                store.readings.totals(List.of(meter.id), MAY, to, Duration.ofHours(1)),
                store.readings.events(meter.id, 2),
                store.readings.measuredSpan(meter.id),
                store.readings.storedRecords(meter.id, meter.epoch),
                store.readings.quarantine(meter.id, 100));
    }

    /// Each block with rows of the meter's curve: its month, or its day if it is not sealed.
    private static List<String> blocks(TestMeter meter) throws Exception {
        List<String> blocks = new ArrayList<>();
        String sql =
                "SELECT day, last_day, sealed FROM readings.shelf_block b JOIN readings.journal j"
                        + " ON j.id / 32 = b.shelf AND b.curve_journals >> (j.id % 32) & 1 = 1"
                        + " WHERE meter = '"
                        + meter.id.value()
                        + "' ORDER BY day, part";
        try (Connection connection = store.database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                LocalDate first = LocalDate.ofEpochDay(row.getInt("day"));
                LocalDate last = LocalDate.ofEpochDay(row.getInt("last_day"));
                assertThat(YearMonth.from(last)).isEqualTo(YearMonth.from(first));
                blocks.add(
                        row.getBoolean("sealed")
                                ? YearMonth.from(first).toString()
                                : first.toString());
            }
        }
        return blocks;
    }

    @Test
    void sealingChangesNoAnswer() throws Exception {
        TestMeter meter = meter(75);
        meter.sends(store.readings, 1, meter.journal.size(), RECEIVED).join();
        List<Object> before = everythingAbout(meter);
        store.readings.merge();
        store.readings.seal();

        assertThat(blocks(meter)).containsExactly("2026-05", "2026-06", "2026-07");
        assertThat(everythingAbout(meter)).isEqualTo(before);
    }

    @Test
    void whatComesLateJoinsItsMonth() throws Exception {
        TestMeter meter = meter(40);
        int early = meter.journal.size() / 4;
        meter.sends(store.readings, 1, early, RECEIVED).join();
        store.readings.merge();
        store.readings.seal();
        meter.sends(store.readings, early + 1, meter.journal.size(), RECEIVED).join();
        List<Object> before = everythingAbout(meter);
        store.readings.merge();

        assertThat(everythingAbout(meter)).as("beside the sealed block").isEqualTo(before);
        store.readings.seal();
        assertThat(everythingAbout(meter)).as("in the sealed block").isEqualTo(before);
        assertThat(blocks(meter)).containsExactly("2026-05", "2026-06");
    }

    /// Values that nothing can be saved of, so that three weeks are more than a block takes.
    @Test
    void aMonthOfManyValuesHasSeveralParts() throws Exception {
        List<Register> registers = new ArrayList<>(TestMeter.PROFILE.registers());
        for (int phase = 1; phase <= 20; phase++) {
            registers.add(new Register(ObisCode.parse("1-1:" + phase + ".7.0"), 0, Unit.VOLT));
        }
        Definition wide = new Definition(1, Definition.Kind.PROFILE, 300, registers);
        Random random = new Random(1);
        TestMeter meter = TestMeter.number(meters++);
        meter.defines(wide);
        for (int row = 1; row <= 21 * 288; row++) {
            long[] values = random.longs(registers.size()).toArray();
            values[0] = row;
            values[1] = 0;
            meter.measures(wide, MAY.plusSeconds(300L * row), 0, values);
        }
        for (int first = 1; first <= meter.journal.size(); first += 500) {
            int last = Math.min(meter.journal.size(), first + 499);
            meter.sends(store.readings, first, last, RECEIVED).join();
        }
        List<Object> before = everythingAbout(meter);
        store.readings.merge();
        store.readings.seal();

        assertThat(blocks(meter)).containsExactly("2026-05", "2026-05");
        assertThat(everythingAbout(meter)).isEqualTo(before);
    }

    @Test
    void blocksAreOfTheUtilitysDaysAndAnotherZoneLaterChangesNoAnswer() throws Exception {
        TestMeter meter = meter(20);
        int half = meter.journal.size() / 2;
        meter.sends(store.readings, 1, half, RECEIVED).join();
        store.readings.merge();
        try (ReadingStore elsewhere =
                store.another(OpenStore.MERGES_WHEN_TOLD.in(ZoneOffset.ofHours(14)))) {
            meter.sends(elsewhere, half + 1, meter.journal.size(), RECEIVED).join();
            List<Object> before = everythingAbout(meter);
            elsewhere.merge();
            assertThat(everythingAbout(meter)).isEqualTo(before);
            elsewhere.seal();
            assertThat(everythingAbout(meter)).isEqualTo(before);
        }
        assertThat(blocks(meter)).containsExactly("2026-05");
    }

    /// A new board whose clock is behind: its epoch begins before the old one's last row.
    @Test
    void epochsThatOverlapAddUpAsBeforeSealing() {
        TestMeter old = TestMeter.number(meters);
        old.defines(TestMeter.PROFILE)
                .measuresEvery(TestMeter.PROFILE, MAY.plus(QUARTER), 48, 0, 100);
        TestMeter exchanged = new TestMeter(TestMeter.number(meters++).id.value(), 1_800_000_000L);
        exchanged
                .defines(TestMeter.PROFILE)
                .measuresEvery(TestMeter.PROFILE, MAY.plus(Duration.ofHours(10)), 8, 0, 100)
                .measuresEvery(TestMeter.PROFILE, MAY.plus(Duration.ofHours(12)), 48, 800, 1_000);
        old.sendsAll(store.readings, RECEIVED);
        exchanged.sendsAll(store.readings, RECEIVED);
        List<Object> before = everythingAbout(exchanged);
        store.readings.merge();
        store.readings.seal();

        assertThat(everythingAbout(exchanged)).isEqualTo(before);
    }
}
