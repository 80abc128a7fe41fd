package org.smartmeter.board.wifi;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.smartmeter.device.Part;
import org.smartmeter.device.Surroundings;
import org.smartmeter.journal.StateFile;
import org.smartmeter.wire.EventCode;

/// The home's network as a part of the meter: keeps name and password in a state file that only the
/// meter's user can read, journals what happens.
public final class WifiPart implements Part {

    private static final Duration LOOK = Duration.ofSeconds(3);

    private final Wifi wifi;
    private final Credentials setup;
    private final Queue<Credentials> given = new ConcurrentLinkedQueue<>();
    private volatile @Nullable Surroundings surroundings;
    private @Nullable HomeNetwork network;
    private Instant look = Instant.MIN;
    private Instant now = Instant.MIN;
    private volatile WifiStanding standing = WifiStanding.NONE;

    /// @param setup the meter's own network, with the password printed on its case
    public WifiPart(Wifi wifi, Credentials setup) {
        this.wifi = wifi;
        this.setup = setup;
    }

    /// How it stood at the last look; any thread may ask.
    public WifiStanding standing() {
        return standing;
    }

    /// Somebody looks at the page, perhaps to choose a network. Any thread.
    void looked() {
        wifi.scan();
    }

    /// A person gave a network; it is tried soon. Any thread.
    public void give(Credentials wanted) {
        given.add(wanted);
        Surroundings meter = surroundings;
        if (meter != null) {
            meter.wake();
        }
    }

    @Override
    public void begin(Surroundings meter, Instant board) {
        surroundings = meter;
        now = board;
        StateFile file = meter.state("wifi", Credentials.MOST_BYTES);
        network =
                new HomeNetwork(
                        new Doing(meter, file), setup, file.read().flatMap(Credentials::of), board);
    }

    @Override
    public void run(Instant board) {
        HomeNetwork home = network;
        if (home == null) {
            throw new IllegalStateException("not begun");
        }
        now = board;
        for (Credentials each = given.poll(); each != null; each = given.poll()) {
            home.give(each, board);
        }
        if (board.isBefore(look)) {
            return;
        }
        look = board.plus(LOOK);
        WifiReport report = wifi.report();
        home.take(report, board);
        standing =
                new WifiStanding(home.mode(), home.name(), home.trouble(), home.failed(), report);
    }

    @Override
    public Optional<Instant> next(Instant board) {
        return Optional.of(look.isAfter(board) ? look : board);
    }

    private final class Doing implements HomeNetwork.World {

        private final Surroundings meter;
        private final StateFile file;

        Doing(Surroundings meter, StateFile file) {
            this.meter = meter;
            this.file = file;
        }

        @Override
        public void join(Credentials wanted) {
            wifi.join(wanted);
        }

        @Override
        public void open(Credentials own) {
            wifi.open(own);
        }

        @Override
        public void keep(Credentials joined) {
            file.write(joined.toBytes());
            event(EventCode.WIFI_CHANGED);
        }

        @Override
        public void joined(int signal) {
            event(EventCode.WIFI_JOINED, signal);
        }

        @Override
        public void trouble(Trouble trouble, int signal) {
            if (trouble == Trouble.NONE) {
                event(EventCode.WIFI_TROUBLE_OVER, signal);
            } else {
                event(EventCode.WIFI_TROUBLE, trouble.number(), signal);
            }
        }

        @Override
        public void newOneFailed(Trouble why) {
            event(EventCode.WIFI_CHANGE_FAILED, why.number());
        }

        @Override
        public void setup(boolean open) {
            event(open ? EventCode.WIFI_SETUP_OPENED : EventCode.WIFI_SETUP_CLOSED);
        }

        private void event(EventCode code, long... values) {
            meter.event(now, code, values);
        }
    }
}
