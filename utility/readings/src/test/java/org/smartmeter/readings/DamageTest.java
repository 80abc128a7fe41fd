package org.smartmeter.readings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Bytes in the database that do not read any more harm what they belong to and nothing else.
class DamageTest {

    private static final Instant DAY = Instant.parse("2026-05-02T00:00:00Z");
    private static final Instant RECEIVED = Instant.parse("2026-07-01T00:00:00Z");
    private static final Duration QUARTER = Duration.ofMinutes(15);

    /// More than stand on two shelves.
    private static final int METERS = 70;

    private OpenStore store;
    private final List<TestMeter> meters = new ArrayList<>();

    @BeforeEach
    void metersThatMeasureADay() {
        store = new OpenStore();
        for (int i = 1; i <= METERS; i++) {
            TestMeter meter = TestMeter.number(i);
            meter.defines(TestMeter.PROFILE)
                    .measuresEvery(TestMeter.PROFILE, DAY.plus(QUARTER), 96, 0, 100);
            meter.sendsAll(store.readings, RECEIVED);
            meters.add(meter);
        }
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void aDamagedSegmentKeepsNoNeighbourFromBeingMerged() {
        TestMeter damaged = meters.get(3);
        String good =
                "UPDATE readings.segment SET body = substring(body FROM 2) WHERE journal ="
                        + id(damaged);
        execute("UPDATE readings.segment SET body = '\\x00' || body WHERE journal =" + id(damaged));
        store.readings.merge();

        assertThat(count("SELECT count(*) FROM readings.segment")).isEqualTo(1);
        assertThat(count("SELECT count(*) FROM readings.merge_state")).isEqualTo(METERS - 1);
        assertThat(curve(store.readings, meters.get(4))).hasSize(95);
        assertThatThrownBy(() -> curve(store.readings, damaged))
                .hasMessageContaining("segment 1…97 of journal");

        execute(good);
        store.readings.merge();
        assertThat(count("SELECT count(*) FROM readings.segment")).isZero();
        assertThat(curve(store.readings, damaged)).hasSize(95);
    }

    @Test
    void aMonthThatCannotBeSealedIsSetAsideWithItsReasonAndTriedAgainByTheNextStart() {
        store.readings.merge();
        int shelf = count("SELECT min(shelf) FROM readings.shelf_block");
        String where = " WHERE shelf = " + shelf;
        execute("UPDATE readings.shelf_block SET curves = '\\x63' || curves" + where);
        store.readings.seal();
        store.readings.seal();

        assertThat(count("SELECT count(*) FROM readings.shelf_block WHERE NOT sealed")).isOne();
        assertThat(count("SELECT count(*) FROM readings.shelf_block WHERE sealed")).isEqualTo(2);
        assertThat(text("SELECT reason FROM readings.unsealable_month" + where))
                .contains("damaged at byte 1", "version 99");

        execute("UPDATE readings.shelf_block SET curves = substring(curves FROM 2)" + where);
        try (ReadingStore next = store.another(OpenStore.MERGES_WHEN_TOLD)) {
            next.seal();
            meters.forEach(meter -> assertThat(curve(next, meter)).hasSize(95));
        }
        assertThat(count("SELECT count(*) FROM readings.shelf_block WHERE NOT sealed")).isZero();
        assertThat(count("SELECT count(*) FROM readings.unsealable_month")).isZero();
    }

    @Test
    void whatComesAfterADamagedBlockGoesIntoAnother() {
        store.readings.merge();
        execute("UPDATE readings.shelf_block SET others = '\\x01'");
        TestMeter meter = meters.getFirst();
        int before = meter.journal.size();
        meter.measures(DAY.plus(Duration.ofDays(1)), 9_700);
        meter.sends(store.readings, before + 1, before + 1, RECEIVED).join();
        store.readings.merge();

        assertThat(count("SELECT count(*) FROM readings.segment")).isZero();
        assertThat(curve(store.readings, meter)).hasSize(95);
    }

    private static List<Interval> curve(ReadingStore readings, TestMeter meter) {
        return readings.curve(meter.id, DAY, DAY.plus(Duration.ofDays(2)));
    }

    private int id(TestMeter meter) {
        return count("SELECT id FROM readings.journal WHERE meter = '" + meter.id.value() + "'");
    }

    private void execute(String sql) {
        store.database.jdbi().useHandle(handle -> handle.execute(sql));
    }

    private int count(String sql) {
        return store.database
                .jdbi()
                .withHandle(handle -> handle.createQuery(sql).mapTo(Integer.class).one());
    }

    private String text(String sql) {
        return store.database
                .jdbi()
                .withHandle(handle -> handle.createQuery(sql).mapTo(String.class).one());
    }
}
