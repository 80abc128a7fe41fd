package org.smartmeter.simulator.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.smartmeter.simulator.load.CurrentShape;
import org.smartmeter.simulator.load.Stretch;

/// Homes live by their number, each another life, the same whenever asked.
class HomeTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Instant MONDAY = Instant.parse("2026-11-15T23:00:00Z");

    @Property(tries = 30)
    void stretchesFollowEachOtherWithoutGapAlsoWhereTheClockChanges(
            @ForAll @IntRange(min = 1, max = 1_000) int number,
            @ForAll @IntRange(min = 0, max = 360) int day) {
        Instant from = Instant.parse("2026-01-01T10:20:30Z").plus(Duration.ofDays(day));
        Instant to = from.plus(Duration.ofDays(3));
        List<Stretch> stretches = Home.of(number, BERLIN).stretches(from, to);
        Instant at = from;
        for (Stretch stretch : stretches) {
            assertThat(stretch.from()).isEqualTo(at);
            at = stretch.to();
        }
        assertThat(at).isEqualTo(to);
    }

    @Test
    void aHomeIsTheSameWheneverAndInWhateverOrderItIsAsked() {
        Instant later = MONDAY.plus(Duration.ofDays(5));
        Home asked = Home.of(7, BERLIN);
        List<Stretch> second = asked.stretches(later, later.plus(Duration.ofDays(1)));
        List<Stretch> first = asked.stretches(MONDAY, MONDAY.plus(Duration.ofDays(1)));
        Home again = Home.of(7, BERLIN);
        assertThat(again.stretches(MONDAY, MONDAY.plus(Duration.ofDays(1)))).isEqualTo(first);
        assertThat(again.stretches(later, later.plus(Duration.ofDays(1)))).isEqualTo(second);
    }

    @Test
    void fiftyHomesAreFiftyLivesOfEveryKind() {
        Set<List<Stretch>> lives = new HashSet<>();
        Set<HomeKind> kinds = EnumSet.noneOf(HomeKind.class);
        boolean solar = false;
        for (int number = 1; number <= 50; number++) {
            Home home = Home.of(number, BERLIN);
            lives.add(home.stretches(MONDAY, MONDAY.plus(Duration.ofDays(1))));
            kinds.add(home.kind());
            solar |= home.hasSolarPanels();
        }
        assertThat(lives).hasSize(50);
        assertThat(kinds).containsExactlyInAnyOrder(HomeKind.values());
        assertThat(solar).isTrue();
    }

    @Test
    void motorsStartWithInrush() {
        List<Stretch> week = Home.of(3, BERLIN).stretches(MONDAY, MONDAY.plus(Duration.ofDays(2)));
        assertThat(
                        week.stream()
                                .filter(
                                        stretch ->
                                                stretch.load().draws().stream()
                                                        .anyMatch(
                                                                d ->
                                                                        d.shape()
                                                                                == CurrentShape
                                                                                        .MOTOR_STARTING)))
                .isNotEmpty()
                .allSatisfy(stretch -> assertThat(stretch.seconds()).isLessThan(0.61));
    }

    @Test
    void roofsFeedInByDayAndNeverByNight() {
        Home home =
                IntStream.rangeClosed(1, 100)
                        .mapToObj(number -> Home.of(number, BERLIN))
                        .filter(Home::hasSolarPanels)
                        .findFirst()
                        .orElseThrow();
        Instant noon = Instant.parse("2026-06-20T11:00:00Z");
        assertThat(minimum(home, noon, noon.plus(Duration.ofHours(2)))).isNegative();
        Instant midnight = Instant.parse("2026-06-20T22:00:00Z");
        assertThat(minimum(home, midnight, midnight.plus(Duration.ofHours(3)))).isNotNegative();
    }

    @Test
    void wintersLastLongerInTheLamps() {
        double winter = 0;
        double summer = 0;
        for (int number = 1; number <= 20; number++) {
            winter += energy(Home.of(number, BERLIN), Instant.parse("2026-12-10T23:00:00Z"));
            summer += energy(Home.of(number, BERLIN), Instant.parse("2026-06-10T22:00:00Z"));
        }
        assertThat(winter).isGreaterThan(summer);
    }

    private static double minimum(Home home, Instant from, Instant to) {
        return home.stretches(from, to).stream()
                .mapToDouble(stretch -> stretch.load().nominalWatts())
                .min()
                .orElseThrow();
    }

    private static double energy(Home home, Instant from) {
        return home.stretches(from, from.plus(Duration.ofDays(5))).stream()
                .mapToDouble(stretch -> stretch.load().nominalWatts() * stretch.seconds())
                .sum();
    }
}
