package org.smartmeter.drivers.adc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.smartmeter.device.FrontEnd;
import org.smartmeter.device.quality.QualityLimits;
import org.smartmeter.metrology.Calibration;
import org.smartmeter.metrology.Measurement;
import org.smartmeter.metrology.quality.QualityResult;

/// A meter's front end of its own: a thread fetches each sample when the converter has it, since
/// the converter keeps two and no more, and the metrology makes windows of them. A converter that
/// stops or speaks garbage is started again.
final class AdcFrontEnd implements FrontEnd {

    private static final Logger LOG = LoggerFactory.getLogger(AdcFrontEnd.class);
    private static final Duration ASKED = Duration.ofMillis(100);
    private static final Duration LONGEST_WAIT = Duration.ofMillis(200);
    private static final int MOST_DAMAGED_IN_A_ROW = 50;

    private final SpiBus bus;
    private final DataReady ready;
    private final AdcSettings settings;
    private final ConcurrentLinkedQueue<Measurement> windows = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<QualityResult> qualities = new ConcurrentLinkedQueue<>();
    private final SampleStream stream;
    private final Thread thread;
    private volatile boolean closed;
    private volatile @Nullable IOException failure;
    private volatile Told told;

    /// A time of the board's, and what the machine's own counter of time said then.
    private record Told(Instant board, long nanoseconds) {
        Instant now() {
            return board.plusNanos(System.nanoTime() - nanoseconds);
        }
    }

    /// Starts the converter.
    ///
    /// @param from board time now
    /// @throws IOException if it is not there or does not take its settings
    AdcFrontEnd(
            SpiBus bus,
            DataReady ready,
            AdcSettings settings,
            QualityLimits supply,
            Calibration calibration,
            Instant from)
            throws IOException {
        this.bus = bus;
        this.ready = ready;
        this.settings = settings;
        told = new Told(from, System.nanoTime());
        stream =
                new SampleStream(
                        settings.rate(), supply, calibration, windows::add, qualities::add, from);
        Ads131m04 chip = new Ads131m04(bus);
        chip.start(settings);
        thread =
                Thread.ofPlatform()
                        .name("samples")
                        .daemon()
                        .priority(Thread.MAX_PRIORITY)
                        .start(() -> fetch(chip));
    }

    private void fetch(Ads131m04 chip) {
        int damaged = 0;
        while (!closed) {
            try {
                long number = ready.await(LONGEST_WAIT);
                if (number == 0) {
                    restart(chip, "it has no samples");
                    continue;
                }
                stream.take(number, chip.sample(), told.now());
                damaged = 0;
            } catch (DamagedFrameException e) {
                LOG.debug("a sample is lost: {}", e.getMessage());
                if (++damaged == MOST_DAMAGED_IN_A_ROW) {
                    damaged = 0;
                    restart(chip, e.getMessage());
                }
            } catch (IOException e) {
                failure = e;
                return;
            }
        }
    }

    private void restart(Ads131m04 chip, @Nullable String why) {
        LOG.warn("the converter is started again: {}", why);
        try {
            chip.start(settings);
        } catch (IOException e) {
            LOG.warn("it does not start: {}", e.getMessage());
        }
    }

    /// Windows end as long before now as those behind them lasted.
    @Override
    public Instant deliver(Instant now, Windows into) {
        IOException failed = failure;
        if (failed != null) {
            throw new UncheckedIOException("the converter's bus is gone", failed);
        }
        told = new Told(now, System.nanoTime());
        List<Measurement> due = new ArrayList<>();
        for (Measurement next = windows.poll(); next != null; next = windows.poll()) {
            due.add(next);
        }
        double behind = due.stream().mapToDouble(Measurement::seconds).sum();
        for (Measurement window : due) {
            behind -= window.seconds();
            into.measured(window, now.minusNanos(Math.round(behind * 1e9)));
        }
        for (QualityResult next = qualities.poll(); next != null; next = qualities.poll()) {
            into.quality(next);
        }
        return now.plus(ASKED);
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            thread.join(2 * LONGEST_WAIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        LOG.info("{} samples stood in for, {} breaks", stream.stoodIn(), stream.breaks());
        ready.close();
        bus.close();
    }
}
