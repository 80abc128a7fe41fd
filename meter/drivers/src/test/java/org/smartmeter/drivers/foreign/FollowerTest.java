package org.smartmeter.drivers.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.smartmeter.metrology.Measurement;
import org.smartmeter.metrology.PhaseMeasurement;

class FollowerTest {

    private static final Instant BEGIN = Instant.parse("2026-05-01T10:00:00Z");
    private static final long KWH = 1_000_000;
    private static final long WH = 1_000;
    private static final Plausibility HOUSE = new Plausibility(253, 40, 1, 4);
    private static final Duration GAP = Duration.ofSeconds(60);

    private Instant now = BEGIN;
    private Follower follower = begun(Optional.empty(), 0, 0);
    private long counted;

    private static Follower begun(Optional<Anchor> anchor, long ourImport, long ourExport) {
        return new Follower(HOUSE, GAP, anchor, ourImport, ourExport);
    }

    private Follower.Outcome read(String meter, long imported, int secondsLater) {
        now = now.plusSeconds(secondsLater);
        Follower.Outcome outcome = follower.take(reading(meter, imported), now, now);
        outcome.window().ifPresent(it -> counted += Math.round(it.importWh() * WH));
        return outcome;
    }

    private static ForeignReading reading(String meter, long imported) {
        return new ForeignReading(
                meter,
                Optional.of(new Count(imported, WH)),
                Optional.empty(),
                OptionalDouble.empty(),
                List.of(
                        PhaseMeasurement.of(
                                Double.NaN,
                                Double.NaN,
                                Double.NaN,
                                Double.NaN,
                                Double.NaN,
                                0,
                                Double.NaN)),
                Double.NaN);
    }

    @Test
    void countsDifferencesAndNeverWhatWasThereBefore() {
        assertThat(read("A", 5_000 * KWH, 0).window()).isEmpty();
        Measurement window = read("A", 5_000 * KWH + 2 * WH, 10).window().orElseThrow();
        assertThat(window.seconds()).isEqualTo(10);
        assertThat(window.importWh()).isEqualTo(2);
        assertThat(window.exportWh()).isZero();
        assertThat(window.p()).isEqualTo(720);
    }

    @Test
    void refusesACountThatFellAndSaysSoOnce() {
        read("A", 100 * KWH, 0);
        Follower.Outcome refused = read("A", 40 * KWH, 10);
        assertThat(refused.window()).isEmpty();
        assertThat(refused.reports())
                .containsExactly(new Follower.Report.Refused(false, 100 * KWH, 40 * KWH));
        assertThat(read("A", 0, 10).reports()).isEmpty();
        assertThat(read("A", 100 * KWH + 3 * WH, 10).window().orElseThrow().importWh())
                .isEqualTo(3);
    }

    @Test
    void refusesALeapThatNoFuseLetsThrough() {
        read("A", 100 * KWH, 0);
        assertThat(read("A", 101 * KWH, 10).reports()).hasSize(1);
        assertThat(read("A", 100 * KWH + 20 * WH, 10).window().orElseThrow().importWh())
                .isEqualTo(20);
    }

    @Test
    void countsThroughARollOver() {
        read("A", 9_999 * KWH + 999 * WH, 0);
        Follower.Outcome over = read("A", 4 * WH, 20);
        assertThat(over.reports()).isEmpty();
        assertThat(over.kept()).isTrue();
        assertThat(over.window().orElseThrow().importWh()).isEqualTo(5);
        assertThat(read("A", 6 * WH, 20).window().orElseThrow().importWh()).isEqualTo(2);
    }

    @Test
    void beginsAnewWithAnotherMeterOnceItIsSure() {
        read("A", 100 * KWH, 0);
        assertThat(read("B", 7 * KWH, 10).reports()).isEmpty();
        assertThat(read("A", 100 * KWH + WH, 10).window()).isPresent();
        read("B", 7 * KWH, 10);
        read("B", 7 * KWH, 10);
        Follower.Outcome changed = read("B", 7 * KWH + WH, 10);
        assertThat(changed.reports()).containsExactly(new Follower.Report.MeterChanged("A", "B"));
        assertThat(changed.window()).isEmpty();
        assertThat(read("B", 7 * KWH + 3 * WH, 10).window().orElseThrow().importWh()).isEqualTo(2);
    }

    @Test
    void givesWhatWasCountedInAGapNoCourse() {
        read("A", 100 * KWH, 0);
        Measurement window = read("A", 103 * KWH, 7_200).window().orElseThrow();
        assertThat(window.seconds()).isZero();
        assertThat(window.importWh()).isEqualTo(3_000);
    }

    /// Whatever happens to our meter, its register has grown by what the foreign counter has grown.
    @Property(tries = 500)
    void losesNothingAndCountsNothingTwiceAcrossCrashes(
            @ForAll @Size(max = 60) List<@IntRange(max = 40) Integer> steps) {
        long foreign = 812 * KWH;
        long durable = 0;
        follower = begun(Optional.empty(), 0, 0);
        counted = 0;
        read("A", foreign, 0);
        for (int step : steps) {
            foreign += step % 20 * WH;
            if (step == 37) {
                durable = counted; // a checkpoint
            } else if (step > 33) {
                counted = durable; // a crash: the registers are as of the checkpoint
                Anchor kept = follower.anchor().orElseThrow();
                follower = begun(Anchor.read(kept.write()), durable, 0);
            }
            assertThat(read("A", foreign, 10).reports()).isEmpty();
        }
        assertThat(counted).isEqualTo(foreign - 812 * KWH);
    }
}
