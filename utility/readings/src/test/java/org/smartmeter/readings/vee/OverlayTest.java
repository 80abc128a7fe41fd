package org.smartmeter.readings.vee;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.smartmeter.readings.Interval;
import org.smartmeter.readings.Interval.Status;
import org.smartmeter.terms.Energy;
import org.smartmeter.terms.MeterId;

/// Which of measured, estimated and edited stands: hours of 2026-05-01, energies in mWh.
class OverlayTest {

    private static final MeterId METER = new MeterId("TST0000000000001");
    private static final Instant DAY = Instant.parse("2026-05-01T00:00:00Z");

    @Test
    void measuredStandsAboveEstimated() {
        assertThat(laid(List.of(hour(0, 1, 70, Status.ACTUAL)), estimate(1, part(0, 1, 99))))
                .containsExactly("0-1 70 ACTUAL 0");
    }

    @Test
    void estimatesGiveAGapItsShapeWhereTheyAddUpToIt() {
        List<Interval> gap = List.of(hour(0, 3, 60, Status.GAP));
        assertThat(laid(gap)).containsExactly("0-3 60 ESTIMATED 0");
        assertThat(laid(gap, estimate(1, part(0, 1, 10), part(1, 2, 20), part(2, 3, 30))))
                .containsExactly("0-1 10 ESTIMATED 1", "1-2 20 ESTIMATED 1", "2-3 30 ESTIMATED 1");
        assertThat(laid(gap, estimate(1, part(0, 1, 10), part(1, 2, 20), part(2, 3, 31))))
                .as("of another gap than this")
                .containsExactly("0-3 60 ESTIMATED 0");
        assertThat(laid(gap, estimate(1, part(0, 1, 30), part(2, 3, 30))))
                .as("with a hole")
                .containsExactly("0-3 60 ESTIMATED 0");
    }

    @Test
    void theNewestEstimateOfADayStands() {
        assertThat(
                        laid(
                                List.of(hour(0, 2, 60, Status.GAP)),
                                estimate(1, part(0, 1, 10), part(1, 2, 50)),
                                estimate(2, part(0, 1, 30), part(1, 2, 30))))
                .containsExactly("0-1 30 ESTIMATED 2", "1-2 30 ESTIMATED 2");
    }

    @Test
    void anEditStandsAboveAllUntilItIsWithdrawn() {
        List<Interval> hours =
                List.of(hour(0, 1, 70, Status.ACTUAL), hour(1, 2, 80, Status.ACTUAL));
        Version edit = version(1, VersionKind.EDIT, part(0, 1, 5));
        Version again = version(2, VersionKind.EDIT, part(0, 1, 6));
        Version back = version(3, VersionKind.WITHDRAWAL);
        assertThat(laid(hours, edit)).containsExactly("0-1 5 EDITED 1", "1-2 80 ACTUAL 0");
        assertThat(laid(hours, edit, again)).containsExactly("0-1 6 EDITED 2", "1-2 80 ACTUAL 0");
        assertThat(laid(hours, edit, again, back))
                .containsExactly("0-1 70 ACTUAL 0", "1-2 80 ACTUAL 0");
    }

    @Test
    void anEditOfAPartOfAGapStandsForItself() {
        assertThat(
                        laid(
                                List.of(hour(0, 2, 60, Status.GAP)),
                                estimate(1, part(0, 1, 10), part(1, 2, 50)),
                                version(2, VersionKind.EDIT, part(1, 2, 55))))
                .containsExactly("0-1 10 ESTIMATED 1", "1-2 55 EDITED 2");
    }

    @Test
    void whatNobodyMeasuredAPersonMayKnow() {
        List<Interval> unknown = List.of(hour(0, 4, 0, Status.MISSING));
        assertThat(laid(unknown)).containsExactly("0-4 0 MISSING 0");
        assertThat(laid(unknown, version(1, VersionKind.EDIT, part(1, 2, 9))))
                .containsExactly("0-1 0 MISSING 0", "1-2 9 EDITED 1", "2-4 0 MISSING 0");
    }

    private static List<String> laid(List<Interval> measured, Version... versions) {
        return Overlay.of(Flow.IMPORT, measured, List.of(versions)).stream()
                .map(
                        one ->
                                hourOf(one.start())
                                        + "-"
                                        + hourOf(one.end())
                                        + " "
                                        + one.energy()
                                        + " "
                                        + one.status()
                                        + " "
                                        + one.version())
                .toList();
    }

    private static long hourOf(Instant time) {
        return Duration.between(DAY, time).toHours();
    }

    private static Interval hour(int from, int to, long energy, Status status) {
        return new Interval(
                DAY.plus(Duration.ofHours(from)),
                DAY.plus(Duration.ofHours(to)),
                new Energy(energy),
                new Energy(0),
                status);
    }

    private static Version.Part part(int from, int to, long energy) {
        return new Version.Part(
                DAY.plus(Duration.ofHours(from)), DAY.plus(Duration.ofHours(to)), energy);
    }

    private static Version estimate(int number, Version.Part... parts) {
        return version(number, VersionKind.ESTIMATE, parts);
    }

    private static Version version(int number, VersionKind kind, Version.Part... parts) {
        return new Version(
                METER,
                Flow.IMPORT,
                LocalDate.of(2026, 5, 1),
                number,
                kind,
                "somebody",
                "a reason",
                DAY,
                List.of(parts));
    }
}
