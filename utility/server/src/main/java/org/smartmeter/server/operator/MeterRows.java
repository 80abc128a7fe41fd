package org.smartmeter.server.operator;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.smartmeter.headend.HeadendSettings;
import org.smartmeter.headend.MeterStatus;
import org.smartmeter.network.Home;
import org.smartmeter.network.Network;
import org.smartmeter.network.Place;
import org.smartmeter.readings.MeterCoverage;
import org.smartmeter.readings.ReadingStore;
import org.smartmeter.server.line.MeterLine;
import org.smartmeter.terms.MeterId;
import org.smartmeter.wire.v1.Schedule;

/// All meters that any room knows, one row each: installed, enrolled, or heard of.
public final class MeterRows {

    static final Duration A_DAY = Duration.ofHours(24);
    private static final Duration GOOD_FOR = Duration.ofSeconds(2);

    private final Network network;
    private final ReadingStore readings;
    private final MeterLine line;
    private final InstantSource clock;
    private final Remembered<List<MeterRow>> rows = new Remembered<>(GOOD_FOR, this::read);

    public MeterRows(Network network, ReadingStore readings, MeterLine line, InstantSource clock) {
        this.network = network;
        this.readings = readings;
        this.line = line;
        this.clock = clock;
    }

    /// By meter id.
    List<MeterRow> all() {
        return rows.get();
    }

    /// One meter as it is now: what an operator has just done or been told must be on its page.
    Optional<MeterRow> of(MeterId meter) {
        Optional<Place> place = network.placeOf(meter, clock.instant());
        Optional<MeterCoverage> stored = readings.coverage(meter);
        Optional<MeterStatus> enrolled = line.meter(meter);
        if (place.isEmpty() && stored.isEmpty() && enrolled.isEmpty()) {
            return Optional.empty();
        }
        long refused =
                line.refusals().counts(meter, clock.instant().minus(A_DAY)).values().stream()
                        .mapToLong(Long::longValue)
                        .sum();
        return Optional.of(row(meter, place, stored, enrolled, refused));
    }

    private List<MeterRow> read() {
        Map<MeterId, Place> places =
                network.homes().stream()
                        .filter(home -> home.meter().isPresent())
                        .collect(
                                Collectors.toMap(
                                        home -> home.meter().orElseThrow(),
                                        Home::place,
                                        (first, _) -> first));
        Map<MeterId, MeterCoverage> stored = byMeter(readings.coverage(), MeterCoverage::meter);
        Map<MeterId, MeterStatus> enrolled = byMeter(line.meters(), MeterStatus::meter);
        Map<MeterId, Long> refused = line.refusals().byMeter(clock.instant().minus(A_DAY));
        SortedSet<MeterId> ids = new TreeSet<>(places.keySet());
        ids.addAll(stored.keySet());
        ids.addAll(enrolled.keySet());
        return ids.stream()
                .map(
                        id ->
                                row(
                                        id,
                                        Optional.ofNullable(places.get(id)),
                                        Optional.ofNullable(stored.get(id)),
                                        Optional.ofNullable(enrolled.get(id)),
                                        refused.getOrDefault(id, 0L)))
                .toList();
    }

    private static MeterRow row(
            MeterId id,
            Optional<Place> place,
            Optional<MeterCoverage> stored,
            Optional<MeterStatus> enrolled,
            long refused) {
        Schedule schedule =
                enrolled.map(MeterLine::schedule).orElse(HeadendSettings.DEFAULT_SCHEDULE);
        return new MeterRow(
                id.value(),
                place.map(MeterRows::shown).orElse(null),
                enrolled.map(MeterStatus::connected).orElse(false),
                stored.flatMap(MeterCoverage::lastMeasured).orElse(null),
                stored.map(MeterCoverage::lastReceived).orElse(null),
                stored.map(MeterCoverage::storedUpTo).orElse(0L),
                stored.map(MeterCoverage::missing).orElse(0L),
                stored.map(MeterCoverage::quarantined).orElse(0L),
                refused,
                schedule.getSamplePeriod(),
                schedule.getPushPeriod());
    }

    private static MeterRow.@Nullable PlaceView shown(Place place) {
        return new MeterRow.PlaceView(place.id(), place.name(), place.address());
    }

    private static <T> Map<MeterId, T> byMeter(List<T> all, Function<T, MeterId> meter) {
        return all.stream().collect(Collectors.toMap(meter, Function.identity()));
    }
}
