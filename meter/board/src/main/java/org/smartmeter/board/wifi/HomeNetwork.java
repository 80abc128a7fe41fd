package org.smartmeter.board.wifi;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.smartmeter.board.wifi.WifiStanding.Failed;
import org.smartmeter.board.wifi.WifiStanding.Mode;

/// Joins the home's network and sees to it that nobody locks the meter out: a new network that does
/// not come up in time gives way to the one before, and after hours without any the meter opens its
/// own, looking for the home's in between. A pure state machine on board time; what it wants done
/// comes out as calls on its ports.
final class HomeNetwork {

    /// How long a new network may take to come up.
    static final Duration TRIAL = Duration.ofMinutes(2);

    /// How long none may be there before the meter opens its own.
    static final Duration LOST_PATIENCE = Duration.ofHours(2);

    /// How long its own stays open before it looks for the home's again, and how long it looks.
    static final Duration OPEN = Duration.ofMinutes(20);
    static final Duration LOOK = Duration.ofMinutes(4);

    /// What the state machine does to the world.
    interface World {
        void join(Credentials network);

        void open(Credentials setup);

        /// Keeps the network durably: it came up.
        void keep(Credentials network);

        /// Journals that the network is joined, for the first time after it was not.
        void joined(int signal);

        /// Journals what is wrong, or with [Trouble#NONE] that nothing is any longer.
        void trouble(Trouble trouble, int signal);

        /// Journals that a new network did not come up.
        void newOneFailed(Trouble why);

        /// Journals that the meter's own network is open, or closed.
        void setup(boolean open);
    }

    private final World world;
    private final Credentials setup;
    private @Nullable Credentials home;
    private @Nullable Credentials tried;
    private Mode mode = Mode.SETUP;
    private Instant since;
    private Instant lastUp;
    private final Diagnosis diagnosis;
    private Diagnosis ofTrial;
    private Trouble trouble;
    private boolean up;
    private @Nullable Failed failed;

    /// @param setup the meter's own network
    /// @param home the one that was kept, if any
    HomeNetwork(World world, Credentials setup, Optional<Credentials> home, Instant now) {
        this.world = world;
        this.setup = setup;
        this.home = home.orElse(null);
        since = now;
        lastUp = now;
        diagnosis = new Diagnosis(now);
        ofTrial = diagnosis;
        trouble = home.isPresent() ? Trouble.NONE : Trouble.NOT_SET_UP;
        if (home.isPresent()) {
            join(home.get(), now);
        } else {
            open(now);
        }
    }

    Mode mode() {
        return mode;
    }

    Trouble trouble() {
        return trouble;
    }

    Optional<String> name() {
        Credentials known = tried != null ? tried : home;
        return Optional.ofNullable(known).map(Credentials::name);
    }

    /// The network that was given last, if it did not come up.
    Optional<Failed> failed() {
        return Optional.ofNullable(failed);
    }

    /// A person gave a network.
    void give(Credentials network, Instant now) {
        failed = null;
        closeSetup();
        tried = network;
        mode = Mode.TRYING;
        restart(now);
        ofTrial = new Diagnosis(now);
        world.join(network);
    }

    /// Takes how the radio stands.
    void take(WifiReport report, Instant now) {
        boolean joined = report.state() == WifiReport.State.JOINED && report.hasAddress();
        switch (mode) {
            case TRYING -> trying(report, joined, now);
            case HOME -> home(report, joined, now);
            case SETUP -> {
                if (home != null && !now.isBefore(since.plus(OPEN))) {
                    closeSetup();
                    join(home, now);
                }
            }
        }
    }

    private void trying(WifiReport report, boolean joined, Instant now) {
        Credentials network = tried;
        if (network == null) {
            throw new IllegalStateException("nothing is tried");
        }
        Trouble lasting = ofTrial.take(report, now);
        if (joined) {
            tried = null;
            home = network;
            world.keep(network);
            mode = Mode.HOME;
            restart(now);
            home(report, true, now);
        } else if (!now.isBefore(since.plus(TRIAL))) {
            tried = null;
            failed = new Failed(network.name(), lasting);
            world.newOneFailed(lasting);
            if (home != null) {
                join(home, now);
            } else {
                open(now);
            }
        }
    }

    private void home(WifiReport report, boolean joined, Instant now) {
        if (joined) {
            lastUp = now;
            if (!up) {
                up = true;
                world.joined(report.signal());
            }
        }
        Trouble lasting = diagnosis.take(report, now);
        if (lasting != trouble) {
            trouble = lasting;
            up &= joined;
            world.trouble(lasting, report.signal());
        }
        if (!joined
                && !now.isBefore(lastUp.plus(LOST_PATIENCE))
                && !now.isBefore(since.plus(LOOK))) {
            open(now);
        }
    }

    private void join(Credentials network, Instant now) {
        mode = Mode.HOME;
        restart(now);
        world.join(network);
    }

    private void open(Instant now) {
        mode = Mode.SETUP;
        restart(now);
        world.open(setup);
        world.setup(true);
    }

    private void closeSetup() {
        if (mode == Mode.SETUP) {
            world.setup(false);
        }
    }

    private void restart(Instant now) {
        since = now;
        up = false;
    }
}
