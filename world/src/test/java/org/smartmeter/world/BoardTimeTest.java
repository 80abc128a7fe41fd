package org.smartmeter.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class BoardTimeTest {

    private static final long START = Agenda.nanos(Instant.parse("2026-05-01T00:00:00Z"));

    @Property
    void itShowsAnInstantFirstWhenItSaysSo(
            @ForAll @IntRange(min = -300, max = 300) int driftPpm,
            @ForAll @LongRange(min = -1_000_000_000_000L, max = 1_000_000_000_000L) long off,
            @ForAll @LongRange(min = 0, max = 1_000_000_000_000_000L) long later) {
        BoardTime board = new BoardTime(START, START + off, driftPpm);
        Instant shown = Agenda.instant(START + off + later);
        long when = board.whenItShows(shown);
        assertThat(board.instant(when)).isAfterOrEqualTo(shown);
        assertThat(board.at(when) - board.at(when - 2_000)).isGreaterThanOrEqualTo(0);
        assertThat(board.instant(when - 1_000_000)).isBefore(shown);
    }

    @Property
    void aLeapIsShownAtOnceAndDriftGoesOnFromThere(
            @ForAll @IntRange(min = -300, max = 300) int driftPpm,
            @ForAll @LongRange(min = 0, max = 1_000_000_000_000L) long leap) {
        BoardTime board = new BoardTime(START, START, driftPpm);
        board.leap(START, leap);
        assertThat(board.error(START)).isEqualTo(leap);
        assertThat(board.error(START + 1_000_000_000L)).isEqualTo(leap + 1_000L * driftPpm);
    }
}
