package org.smartmeter.cli.demo;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.smartmeter.device.Device;
import org.smartmeter.device.DeviceRunner;
import org.smartmeter.device.FrontEnd;
import org.smartmeter.device.MeterKeys;
import org.smartmeter.device.MqttLineConnector;
import org.smartmeter.device.RegisterSettings;
import org.smartmeter.device.display.http.DisplaySettings;
import org.smartmeter.device.screens.ScreenSettings;
import org.smartmeter.device.screens.Screens;
import org.smartmeter.device.tariff.ActivityCalendar;
import org.smartmeter.device.tariff.CalendarPlan;
import org.smartmeter.device.tariff.RateSwitch;
import org.smartmeter.simulator.MeasurementSource;
import org.smartmeter.simulator.fleet.SimulatedMeter;
import org.smartmeter.simulator.fleet.SourceFrontEnd;
import org.smartmeter.terms.MeterId;

/// The meters of the demonstration: each lives through the past with its link down, then comes up
/// on the real line and lives on.
public final class Street implements AutoCloseable {

    private static final int THREADS = 2;
    private static final int ONE_PHASE = 1;
    private static final int DAY_RATE = 1;
    private static final int NIGHT_RATE = 2;

    /// Minutes of the day: half past six and half past ten.
    private static final int DAY_BEGINS = 390;

    private static final int NIGHT_BEGINS = 1_350;

    /// So many of the ordinary homes' meters serve their own page.
    private static final int PAGES = 2;

    static final Instant BUILD_DATE = Instant.parse("2000-01-01T00:00:00Z");
    private static final Duration ASKED_LIVE = Duration.ofSeconds(1);
    private static final Duration KEPT = Duration.ofSeconds(20);

    /// @param past the last record of the past: what has to arrive before the history is complete
    private record Lit(
            SimulatedMeter meter,
            DeviceRunner.Running running,
            Optional<MeasurementSource> source,
            long past) {

        /// How many records of the past are stored; later ones go with the next push.
        long stored() {
            return Math.min(past, running.status().acknowledged());
        }
    }

    private final DemoSettings settings;
    private final DemoClock clock;
    private final List<Resident> residents;
    private final Function<MeterId, MeterKeys> keys;
    private final DeviceRunner runner;
    private final Map<MeterId, Fittings> fittings = new LinkedHashMap<>();
    private final ExecutorService pasts = Executors.newFixedThreadPool(THREADS);
    private final List<Lit> lit = new CopyOnWriteArrayList<>();
    /// Meters that have not begun to come up by then stay dark; those that have are not
    // interrupted,
    /// since an interrupted thread loses its open files.
    private volatile boolean ending;

    private final List<CompletableFuture<Void>> comingUp = new ArrayList<>();

    /// @param keys enrols a meter that has no keys yet
    Street(
            DemoSettings settings,
            DemoClock clock,
            List<Resident> residents,
            Function<MeterId, MeterKeys> keys) {
        this.settings = settings;
        this.clock = clock;
        this.residents = List.copyOf(residents);
        this.keys = keys;
        this.runner = new DeviceRunner(clock.board(), THREADS);
        for (Resident resident : residents) {
            fittings.put(resident.neighbour().meter(), fittings(resident));
        }
    }

    /// Every meter has a switch and takes notices; some have a page, on loopback.
    private Fittings fittings(Resident resident) {
        Neighbour neighbour = resident.neighbour();
        Optional<DisplaySettings> page =
                neighbour.number() <= PAGES
                        ? Optional.of(DisplaySettings.loopback())
                        : Optional.empty();
        return Fittings.of(
                resident, new ScreenSettings(settings.zone(), page, Optional.empty()), clock);
    }

    /// The relay of a meter and the sensors of its case, for whoever plays at being a thief.
    public Fittings fittingsOf(MeterId meter) {
        return Objects.requireNonNull(fittings.get(meter));
    }

    /// Where a meter's own page is, if it has one.
    public Optional<URI> pageOf(MeterId meter) {
        return Optional.ofNullable(fittings.get(meter))
                .map(Fittings::screens)
                .flatMap(Screens::page);
    }

    /// A day and a night rate by the street's clock, and each month's highest quarter of an hour.
    private static RegisterSettings registers(ZoneId zone) {
        List<RateSwitch> switches =
                List.of(
                        new RateSwitch(0, NIGHT_RATE),
                        new RateSwitch(DAY_BEGINS, DAY_RATE),
                        new RateSwitch(NIGHT_BEGINS, NIGHT_RATE));
        return RegisterSettings.USUAL
                .in(zone)
                .withCalendars(CalendarPlan.of(ActivityCalendar.everyDay(1, zone, switches)));
    }

    static Path directory(DemoSettings settings, MeterId meter) {
        return settings.data().resolve("meters").resolve(meter.value());
    }

    /// Starts to bring the meters up, one after another; returns at once.
    void comeUp() {
        for (Resident resident : residents) {
            comingUp.add(CompletableFuture.runAsync(() -> bringUp(resident), pasts));
        }
    }

    private void bringUp(Resident resident) {
        if (ending) {
            return;
        }
        MeterId id = resident.neighbour().meter();
        MeterKeys own = keys.apply(id);
        SimulatedMeter meter =
                new SimulatedMeter(
                        SimulatedMeter.settings(id, BUILD_DATE)
                                .withSchedule(own.schedule())
                                .withRegisters(ONE_PHASE, registers(settings.zone())),
                        own.deviceKeys(),
                        directory(settings, id));
        Optional<MeasurementSource> ahead = liveThroughPast(resident, meter);
        Fittings fitted = fittingsOf(id);
        Device device =
                meter.start(new MqttLineConnector(own), fitted.parts(), clock.board().now());
        FrontEnd frontEnd =
                ahead.<FrontEnd>map(source -> remembering(meter, source))
                        .orElse((_, _) -> Instant.MAX);
        long past = device.status().lastSequence();
        DeviceRunner.Running running = runner.run(device, frontEnd);
        fitted.screens().runs(running::status);
        lit.add(new Lit(meter, running, ahead, past));
    }

    /// Keeps how far the home has lived now and then, so that a killed demonstration goes on from
    /// there.
    private static FrontEnd remembering(SimulatedMeter meter, MeasurementSource source) {
        FrontEnd frontEnd = new SourceFrontEnd(source, ASKED_LIVE);
        return new FrontEnd() {
            private Instant keepAt = Instant.MIN;

            @Override
            public Instant deliver(Instant now, Windows windows) {
                Instant next = frontEnd.deliver(now, windows);
                if (!now.isBefore(keepAt)) {
                    meter.lived(source.end());
                    keepAt = now.plus(KEPT);
                }
                return next;
            }
        };
    }

    /// The past up to now, and what the meter measures from then on; a replayed file is all past.
    private Optional<MeasurementSource> liveThroughPast(Resident resident, SimulatedMeter meter) {
        if (resident.replay().isPresent()) {
            if (meter.livedUntil().isEmpty()) {
                meter.liveThrough(resident.replay().get().source(), Instant.MAX);
            }
            return Optional.empty();
        }
        Instant from = meter.livedUntil().orElse(resident.neighbour().since());
        Household household = fittingsOf(resident.neighbour().meter()).household().orElseThrow();
        Instant now = clock.board().now();
        Instant reached = meter.liveThrough(household.past(from, now), now);
        return Optional.of(
                settings.speed() > 1 ? household.fast(reached) : household.live(reached));
    }

    /// How far the history has come.
    public Progress progress() {
        List<Lit> upByNow = List.copyOf(lit);
        return new Progress(
                residents.size(),
                upByNow.size(),
                upByNow.stream().mapToLong(Lit::stored).sum(),
                upByNow.stream().mapToLong(Lit::past).sum(),
                failure());
    }

    private Optional<Throwable> failure() {
        return comingUp.stream()
                .filter(CompletableFuture::isCompletedExceptionally)
                .map(CompletableFuture::exceptionNow)
                .findFirst();
    }

    /// @param meters of the whole street
    /// @param up have lived through their past and are on the line
    /// @param stored records of their past that the utility acknowledged
    /// @param records of their past
    /// @param failure why a meter could not come up, if one could not
    public record Progress(
            int meters, int up, long stored, long records, Optional<Throwable> failure) {

        /// Whole percent of the history that is stored; the meters still to come count as those
        /// that came.
        public int percent() {
            if (up == 0 || records == 0) {
                return 0;
            }
            return (int) (100.0 * stored / records * up / meters);
        }

        /// Whether every meter is up and its past is at the utility.
        public boolean complete() {
            return up == meters && stored >= records;
        }
    }

    @Override
    public void close() {
        ending = true;
        pasts.shutdown();
        try {
            pasts.awaitTermination(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        fittings.values().forEach(each -> each.screens().close());
        runner.close();
        for (Lit meter : lit) {
            meter.source().ifPresent(source -> meter.meter().lived(source.end()));
        }
    }
}
