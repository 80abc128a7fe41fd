package org.smartmeter.simulator.home;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.smartmeter.simulator.load.LoadTimeline;
import org.smartmeter.simulator.load.Stretch;
import org.smartmeter.terms.LocalDay;

/// A home that lives by its number: what kind it is, who lives there, what stands in it and what is
/// switched on at any instant follow from number, zone and day alone. Not for several threads at
/// once: it remembers the day asked for last.
public final class Home implements LoadTimeline {

    private static final double SOLAR_SHARE_OF_HOUSES = 0.4;

    private final ZoneId zone;
    private final HomeKind kind;
    private final boolean solar;
    private final int phases;
    private final Climate climate;
    private final Household household;
    private final SupplyVoltage supply;
    private final List<Appliance> appliances;
    private final long seed;
    private Optional<LocalDay> rememberedDay = Optional.empty();
    private List<Stretch> remembered = List.of();

    private Home(int number, ZoneId zone) {
        Random random = Day.seeded(number * 0x9E3779B97F4A7C15L);
        this.zone = zone;
        this.seed = random.nextLong();
        this.climate = Climate.of(zone);
        this.kind = kind(random.nextDouble());
        boolean roof = kind == HomeKind.FAMILY_HOUSE || kind == HomeKind.VILLA;
        this.solar = roof && random.nextDouble() < SOLAR_SHARE_OF_HOUSES;
        this.phases = kind == HomeKind.VILLA ? 3 : 1;
        this.household = household(random);
        this.supply = new SupplyVoltage(random.nextInt(7));
        this.appliances = Furnishing.of(kind, phases, solar, climate, random);
    }

    /// @param number any; each is another home, and always the same one
    /// @param zone whose clock the people live by; its region decides on the climate
    public static Home of(int number, ZoneId zone) {
        return new Home(number, zone);
    }

    private static HomeKind kind(double chance) {
        if (chance < 0.25) {
            return HomeKind.VILLAGE_HOUSE;
        }
        if (chance < 0.55) {
            return HomeKind.FLAT;
        }
        return chance < 0.87 ? HomeKind.FAMILY_HOUSE : HomeKind.VILLA;
    }

    private Household household(Random random) {
        int people =
                switch (kind) {
                    case VILLAGE_HOUSE -> 3 + random.nextInt(5);
                    case FLAT -> 1 + random.nextInt(2);
                    case FAMILY_HOUSE, VILLA -> 2 + random.nextInt(4);
                };
        return new Household(
                people,
                330 + 100 * random.nextDouble(),
                960 + 150 * random.nextDouble(),
                1_320 + 90 * random.nextDouble(),
                people > 2 && random.nextDouble() < 0.7);
    }

    public HomeKind kind() {
        return kind;
    }

    /// Whether there are panels on the roof, so that it exports at times.
    public boolean hasSolarPanels() {
        return solar;
    }

    @Override
    public int phases() {
        return phases;
    }

    @Override
    public Optional<Stretch> at(Instant instant) {
        List<Stretch> stretches = stretchesOf(instant);
        int low = 0;
        int high = stretches.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) / 2;
            if (stretches.get(middle).from().isAfter(instant)) {
                high = middle - 1;
            } else {
                low = middle;
            }
        }
        return Optional.of(stretches.get(low));
    }

    /// The stretches that cover a time without gap, the first and last cut to it.
    public List<Stretch> stretches(Instant from, Instant to) {
        List<Stretch> stretches = new ArrayList<>();
        Instant at = from;
        while (at.isBefore(to)) {
            Stretch stretch = at(at).orElseThrow();
            Instant end = stretch.to().isBefore(to) ? stretch.to() : to;
            stretches.add(new Stretch(at, end, stretch.load()));
            at = end;
        }
        return stretches;
    }

    private List<Stretch> stretchesOf(Instant instant) {
        if (rememberedDay.filter(day -> day.contains(instant)).isEmpty()) {
            LocalDay date = LocalDay.of(instant, zone);
            Day day = new Day(date, climate, household, seed);
            Runs runs = new Runs(day);
            appliances.forEach(appliance -> appliance.live(day, runs));
            remembered = DayLoads.stretches(day, runs.all(), supply);
            rememberedDay = Optional.of(date);
        }
        return remembered;
    }
}
