package org.smartmeter.server.live;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.smartmeter.headend.LiveSink;
import org.smartmeter.readings.ReadingsListener;
import org.smartmeter.server.line.MeterLine;
import org.smartmeter.server.live.ServerEvent.LiveValues;
import org.smartmeter.terms.MeterId;
import org.smartmeter.wire.v1.Live;

/// Joins meters and those who look at them. A meter has one lease however many look; it is renewed
/// while anybody does and lapses by itself afterwards.
public final class LiveHub implements LiveSink, ReadingsListener, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LiveHub.class);

    private final InstantSource clock;
    private final InstantSource wall = InstantSource.system();
    private final Map<MeterId, Watch> watches = new ConcurrentHashMap<>();
    private final ScheduledExecutorService ticks =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("live-hub").daemon().factory());

    public LiveHub(InstantSource clock) {
        this.clock = clock;
    }

    /// Begins to look after leases, once a second.
    @SuppressWarnings("FutureReturnValueIgnored") // a tick lets nothing through that could fail it
    public void start(MeterLine line) {
        ticks.scheduleWithFixedDelay(() -> tick(line), 0, 1, TimeUnit.SECONDS);
    }

    /// Somebody looks at the meter until the viewer is closed. What is known now comes at once.
    public Viewer watch(MeterId meter) {
        Viewer[] entered = new Viewer[1];
        watches.compute(
                meter,
                (_, known) -> {
                    Watch watch = known == null ? new Watch() : known;
                    Viewer viewer = new Viewer(() -> watch.leave(entered[0]));
                    entered[0] = viewer;
                    watch.enter(viewer, wall.instant());
                    return watch;
                });
        return entered[0];
    }

    @Override
    public void live(MeterId meter, Live live) {
        Watch watch = watches.get(meter);
        if (watch != null) {
            watch.heard(LiveValues.of(live), wall.instant());
        }
    }

    @Override
    public void stored(MeterId meter, Instant fromTime, Instant upToTime) {
        Watch watch = watches.get(meter);
        if (watch != null) {
            watch.stored(upToTime);
        }
    }

    private void tick(MeterLine line) {
        for (MeterId meter : watches.keySet()) {
            try {
                look(meter, line);
            } catch (RuntimeException e) {
                LOG.warn("cannot look after the live values of {}; trying again", meter, e);
            }
        }
    }

    private void look(MeterId meter, MeterLine line) {
        Instant now = clock.instant();
        watches.computeIfPresent(meter, (_, watch) -> watch.isOver(now) ? null : watch);
        Watch watch = watches.get(meter);
        if (watch != null && watch.look(line.connected(meter), now, wall.instant())) {
            line.lease(meter, now.plus(Watch.LEASE));
        }
    }

    /// Renews nothing any more.
    @Override
    public void close() {
        ticks.shutdownNow();
    }
}
