package org.smartmeter.board.software;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.smartmeter.board.software.Installation.Failed;
import org.smartmeter.board.software.Installation.Installed;
import org.smartmeter.board.software.Installation.Outcome;
import org.smartmeter.board.software.Installation.Refused;
import org.smartmeter.board.software.SoftwareRefusedException.Reason;
import org.smartmeter.board.software.UpdateState.Stage;
import org.smartmeter.device.Part;
import org.smartmeter.device.SoftwareVersion;
import org.smartmeter.device.Surroundings;
import org.smartmeter.journal.StateFile;
import org.smartmeter.metrology.Measurement;
import org.smartmeter.wire.EventCode;
import org.smartmeter.wire.OrderRefusedException;
import org.smartmeter.wire.v1.Order;
import org.smartmeter.wire.v1.Software;
import org.smartmeter.wire.v1.SoftwareManifest;

/// Carries out an order for other software: fetched and put into the spare slot, started on trial,
/// kept when it proved itself or given up. Each step is durable before the next one; after a power
/// cut the steps that are left are done at the next start.
public final class SoftwareUpdate implements Part {

    private static final Logger LOG = LoggerFactory.getLogger(SoftwareUpdate.class);
    private static final int HASH_BYTES = 32;
    private static final Pattern FROM =
            Pattern.compile("https://[!-~]{1,500}|file:[A-Za-z0-9_][A-Za-z0-9._-]{0,100}");
    private static final Duration FIRST_RETRY = Duration.ofMinutes(1);
    private static final Duration LONGEST_RETRY = Duration.ofHours(6);
    private static final int MOST_TRIES = 40;
    private static final Duration LOOK = Duration.ofSeconds(5);

    /// What the update sees of the world beside its meter; asked by the meter's thread.
    public interface Outlook {
        boolean isLinkUp();

        /// How long its source of measurements can be silent while all is well.
        Duration longestSilence();

        /// Ends the program in order, so that the launcher chooses again.
        void restart();
    }

    private final BootFile boot;
    private final Slot running;
    private final Installation installation;
    private final Outlook outlook;
    private @Nullable Surroundings surroundings;
    private @Nullable StateFile file;
    private UpdateState state = UpdateState.NONE;
    private @Nullable Health health;
    private boolean fetching;
    private int tries;
    private Instant retry = Instant.MIN;

    /// @param running slot that the launcher started
    public SoftwareUpdate(BootFile boot, Slot running, Installation installation, Outlook outlook) {
        this.boot = boot;
        this.running = running;
        this.installation = installation;
        this.outlook = outlook;
    }

    @Override
    public void begin(Surroundings meter, Instant board) {
        surroundings = meter;
        file = meter.state("software", UpdateState.MOST_BYTES);
        state = file.read().flatMap(UpdateState::of).orElse(UpdateState.NONE);
        BootChoice choice = boot.choice();
        if (state.stage() == Stage.ON_TRIAL) {
            goOn(choice, board);
        } else if (choice.trial().filter(running::equals).isPresent()) {
            // The state was lost with the memory; the software still has to prove itself.
            health = new Health(board, outlook.longestSilence());
        } else if (choice.trial().isPresent()) {
            boot.write(choice.withoutTrial());
        }
    }

    /// The slot was filled before this start: how far did it get?
    private void goOn(BootChoice choice, Instant board) {
        Slot slot = state.slot();
        boolean runs = running == slot;
        if (runs && choice.committed() == slot) {
            end(EventCode.SOFTWARE_COMMITTED, board);
        } else if (runs) {
            tellOnce(EventCode.SOFTWARE_ON_TRIAL, board, state.told());
            health = new Health(board, outlook.longestSilence());
        } else if (choice.trial().filter(slot::equals).isPresent()) {
            end(EventCode.SOFTWARE_ROLLED_BACK, board);
            boot.write(choice.withoutTrial());
        } else if (choice.committed() == slot) {
            end(EventCode.SOFTWARE_ROLLED_BACK, board);
            boot.write(choice.committing(running));
        } else {
            startTrial(slot);
        }
    }

    private void startTrial(Slot slot) {
        boot.write(boot.choice().withTrial(slot));
        installation.discard();
        outlook.restart();
    }

    @Override
    public void measured(Measurement window, Instant end) {
        if (health != null) {
            health.measured(window.seconds());
        }
    }

    @Override
    public boolean takes(Order.BodyCase kind) {
        return kind == Order.BodyCase.SOFTWARE;
    }

    @Override
    public void order(Order order, Instant board) throws OrderRefusedException {
        if (order.getCounter() == state.counter()) {
            return;
        }
        if (state.stage() == Stage.ON_TRIAL) {
            throw new OrderRefusedException(
                    OrderRefusedException.Reason.NOT_NOW, "software is on trial already");
        }
        Software wanted = order.getSoftware();
        boolean needsServer = wanted.getFrom().startsWith("https:");
        if (wanted.getManifestSha256().size() != HASH_BYTES
                || !FROM.matcher(wanted.getFrom()).matches()
                || needsServer && wanted.getServerSha256().size() != HASH_BYTES) {
            throw new OrderRefusedException(
                    OrderRefusedException.Reason.MALFORMED, "names no image and where it is from");
        }
        tries = 0;
        fetching = false;
        retry = board;
        keep(UpdateState.fetching(order.getCounter(), wanted));
    }

    @Override
    public void run(Instant board) {
        for (var outcome = installation.outcome();
                outcome.isPresent();
                outcome = installation.outcome()) {
            if (outcome.get().counter() == state.counter() && state.stage() == Stage.FETCHING) {
                take(outcome.get(), board);
            }
        }
        if (state.stage() == Stage.FETCHING && !fetching && !board.isBefore(retry)) {
            fetching = true;
            installation.begin(
                    state.counter(),
                    state.order(),
                    boot.choice().spare(running),
                    surroundings()::wake);
        }
        if (health != null) {
            judge(health, board);
        }
    }

    private void take(Outcome outcome, Instant board) {
        fetching = false;
        switch (outcome) {
            case Installed(long _, SoftwareManifest manifest) -> {
                Slot slot = boot.choice().spare(running);
                state = state.onTrial(slot, parts(manifest));
                tellOnce(EventCode.SOFTWARE_STAGED, board, state.told());
                keep(state);
                startTrial(slot);
            }
            case Refused(long _, Reason reason, String text) -> refuse(reason, text, board);
            case Failed(long _, String text) -> {
                tries++;
                LOG.info("the software image was not fetched, try {}: {}", tries, text);
                if (tries >= MOST_TRIES) {
                    refuse(Reason.UNREACHABLE, text, board);
                } else {
                    Duration pause = FIRST_RETRY.multipliedBy(1L << Math.min(tries - 1, 10));
                    retry = board.plus(pause.compareTo(LONGEST_RETRY) < 0 ? pause : LONGEST_RETRY);
                }
            }
        }
    }

    private static long[] parts(SoftwareManifest manifest) {
        return SoftwareVersion.in(manifest.getVersion()).values().stream()
                .mapToLong(Long::longValue)
                .toArray();
    }

    private void refuse(Reason reason, String text, Instant board) {
        LOG.warn("the software image is refused: {}", text);
        tellOnce(EventCode.SOFTWARE_REFUSED, board, state.counter(), reason.number());
        keep(state.done());
        installation.discard();
    }

    private void judge(Health trial, Instant board) {
        switch (trial.judge(surroundings().hasJournal(), outlook.isLinkUp(), board)) {
            case PROVED -> {
                health = null;
                boot.write(boot.choice().committing(running));
                if (state.stage() == Stage.ON_TRIAL) {
                    end(EventCode.SOFTWARE_COMMITTED, board);
                }
            }
            case FAILED -> {
                LOG.error("this software did not prove itself in time");
                health = null;
                outlook.restart();
            }
            case WAITING -> {}
        }
    }

    private void end(EventCode how, Instant board) {
        tellOnce(how, board, state.told());
        keep(state.done());
    }

    private void tellOnce(EventCode code, Instant board, long... values) {
        if (!surroundings().isJournalled(code, values)) {
            surroundings().event(board, code, values);
            surroundings().force();
        }
    }

    private void keep(UpdateState changed) {
        if (file == null) {
            throw new IllegalStateException("not begun");
        }
        file.write(changed.toBytes());
        state = changed;
    }

    private Surroundings surroundings() {
        if (surroundings == null) {
            throw new IllegalStateException("not begun");
        }
        return surroundings;
    }

    @Override
    public Optional<Instant> next(Instant board) {
        if (health != null) {
            return Optional.of(board.plus(LOOK));
        }
        return Optional.of(retry)
                .filter(_ -> state.stage() == Stage.FETCHING && !fetching)
                .map(due -> due.isAfter(board) ? due : board);
    }

    @Override
    public void end(Instant board) {
        boot.close();
    }
}
