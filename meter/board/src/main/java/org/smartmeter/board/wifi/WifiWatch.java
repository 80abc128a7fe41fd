package org.smartmeter.board.wifi;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.smartmeter.board.wifi.WifiReport.Reach;
import org.smartmeter.board.wifi.WifiReport.State;

/// The board's radio by `wpa_supplicant`, on a thread of its own that asks every few seconds. A
/// daemon that is started again is told anew what is wanted. The thread ends with the process.
public final class WifiWatch implements Wifi {

    private static final Logger LOG = LoggerFactory.getLogger(WifiWatch.class);
    private static final Duration LOOK = Duration.ofSeconds(3);
    private static final int LOOKS_PER_PROBE = 20;
    private static final int LOOKS_PER_SCAN = 5;

    private final Path control;
    private final Path own;
    private final InternetProbe probe;
    private final BooleanSupplier lineIsUp;
    private final AtomicBoolean probing = new AtomicBoolean();
    private final ScheduledExecutorService thread;
    private volatile @Nullable Wanted wanted;
    private volatile WifiReport report = WifiReport.NONE;
    private volatile boolean scanWanted;
    private @Nullable WpaSupplicant daemon;
    private @Nullable Wanted done;
    private volatile Reach reach = Reach.UNKNOWN;
    private int looks;
    private int looksUntilScan;
    private boolean told;

    private record Wanted(Credentials network, boolean open) {}

    /// @param control the daemon's socket, like `/run/wpa_supplicant/wlan0`
    /// @param own where its answers come to
    /// @param lineIsUp whether the utility is reached: then nobody else is asked
    WifiWatch(Path control, Path own, InternetProbe probe, BooleanSupplier lineIsUp) {
        this.control = control;
        this.own = own;
        this.probe = probe;
        this.lineIsUp = lineIsUp;
        thread =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().name("wifi").daemon().factory());
        thread.scheduleWithFixedDelay(this::look, 0, LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void join(Credentials network) {
        want(new Wanted(network, false));
    }

    @Override
    public void open(Credentials network) {
        want(new Wanted(network, true));
    }

    /// Until the next look, nothing is known about what is wanted now.
    private void want(Wanted next) {
        wanted = next;
        report = WifiReport.NONE;
        thread.execute(this::look);
    }

    @Override
    public void scan() {
        scanWanted = true;
    }

    @Override
    public WifiReport report() {
        return report;
    }

    private void look() {
        Wanted now = wanted;
        if (now == null) {
            return;
        }
        try {
            WpaSupplicant asked = daemon;
            if (asked == null) {
                asked = WpaSupplicant.open(control, own);
                daemon = asked;
                done = null;
                told = false;
            }
            if (now != done) {
                apply(asked, now);
            }
            scan(asked);
            WifiReport found = asked.report(now.network().name(), reach);
            if (now == wanted) {
                report = found;
            }
            probe(found, now);
        } catch (IOException e) {
            tell(e);
            leave();
            report = WifiReport.NONE;
        }
    }

    private void apply(WpaSupplicant asked, Wanted now) throws IOException {
        if (now.open()) {
            asked.open(now.network());
        } else {
            asked.join(now.network());
        }
        done = now;
        looks = 0;
        reach = Reach.UNKNOWN;
    }

    /// Each scan takes the radio away from its network for a moment, so not too often.
    private void scan(WpaSupplicant asked) throws IOException {
        if (looksUntilScan > 0) {
            looksUntilScan--;
        } else if (scanWanted) {
            scanWanted = false;
            looksUntilScan = LOOKS_PER_SCAN;
            asked.scan();
        }
    }

    /// No look waits for an answer; it counts from the next look on.
    private void probe(WifiReport found, Wanted now) {
        if (found.state() != State.JOINED || !found.hasAddress()) {
            looks = 0;
        } else if (lineIsUp.getAsBoolean()) {
            looks = 0;
            reach = Reach.INTERNET;
        } else if (looks++ % LOOKS_PER_PROBE == 0 && !probing.getAndSet(true)) {
            Thread.ofVirtual().name("wifi-probe").start(() -> ask(now));
        }
    }

    private void ask(Wanted asked) {
        try {
            Reach answer = probe.ask();
            if (asked == wanted) {
                reach = answer;
            }
        } finally {
            probing.set(false);
        }
    }

    private void tell(IOException trouble) {
        if (!told) {
            LOG.warn("{}: {}", control, trouble.getMessage());
            told = true;
        }
    }

    private void leave() {
        WpaSupplicant asked = daemon;
        daemon = null;
        try {
            if (asked != null) {
                asked.close();
            }
        } catch (IOException e) {
            LOG.debug("the socket to {} did not close: {}", control, e.getMessage());
        }
    }
}
