package org.smartmeter.world;

import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.smartmeter.headend.Batch;
import org.smartmeter.headend.Exchange;
import org.smartmeter.headend.HeadendSettings;
import org.smartmeter.headend.Intake;
import org.smartmeter.headend.Stored;
import org.smartmeter.headend.UtilityLine;
import org.smartmeter.readings.BatchRefusedException;
import org.smartmeter.readings.Committed;
import org.smartmeter.readings.IntakePlan;
import org.smartmeter.readings.IntakeTables;
import org.smartmeter.readings.IntakeWriter;
import org.smartmeter.readings.JournalKey;
import org.smartmeter.readings.JournalState;
import org.smartmeter.readings.ReadingsSettings;
import org.smartmeter.terms.Epoch;
import org.smartmeter.terms.MeterId;
import org.smartmeter.wire.Channel;
import org.smartmeter.wire.MalformedException;

/// One life of the utility's process: the head-end's heart and the store's writer as they are, with
/// the ports of this world. It can die at every call that leaves it, before or after the call has
/// done anything; a dead one does nothing more.
final class UtilityProcess implements Calls {

    /// The process is dead; an error, so that nobody inside goes on.
    static final class Died extends Error {

        private static final long serialVersionUID = 1L;

        Died() {
            super("the process died", null, false, false);
        }
    }

    private static final Duration SHORTEST_WRITE = Duration.ofMillis(2);

    private final World world;
    private final RandomGenerator chance;
    private final Executor tasks = this::execute;
    private final IntakeWriter writer;
    private final Exchange exchange;
    private Optional<UtilityLine.Listener> listener = Optional.empty();
    private long calls;
    private long diesAtCall = Long.MAX_VALUE;
    private boolean diesAfter;
    private boolean dead;
    private boolean writing;

    /// @throws Died if it does at once
    UtilityProcess(World world, InstantSource clock, RandomGenerator chance) {
        this.world = world;
        this.chance = chance;
        IntakeTables tables =
                world.settings().tables().apply(new ModelIntakeTables(world.database(), this));
        writer =
                new IntakeWriter(
                        tables,
                        _ -> Optional.empty(),
                        ReadingsSettings.DEFAULT,
                        (_, _) -> {},
                        tasks);
        exchange =
                new Exchange(
                        new Exchange.Ports(
                                new LineToMeters(),
                                new ModelMeterBook(world.database(), this),
                                new IntakeOfStore(),
                                (_, _) -> {},
                                (_, _, _) -> {},
                                tasks,
                                clock,
                                chance),
                        new Exchange.Keys(
                                (meter, _) -> ModelKeys.seals(meter), ModelKeys.command()),
                        HeadendSettings.Limits.DEFAULT);
    }

    /// Takes the meters into service and opens the line.
    void open() {
        exchange.open();
    }

    Exchange exchange() {
        return exchange;
    }

    boolean isDead() {
        return dead;
    }

    long calls() {
        return calls;
    }

    /// It will die at the call of this number from now, before or after it.
    void dieSoon(int call, boolean after) {
        diesAtCall = calls + call;
        diesAfter = after;
    }

    /// It will not die of itself any more.
    void liveOn() {
        diesAtCall = Long.MAX_VALUE;
    }

    void die() {
        dead = true;
    }

    /// Does something inside the process.
    void enter(Runnable work) {
        if (dead) {
            return;
        }
        try {
            work.run();
        } catch (Died _) {
            dead = true;
        }
        if (dead) {
            world.utility().died(this);
        }
    }

    private void execute(Runnable task) {
        Duration wait = Duration.ofNanos(chance.nextInt(3_000_000));
        world.agenda().after(wait, () -> enter(task));
    }

    /// A frame came in.
    void received(MeterId meter, Channel channel, byte[] frame) {
        enter(() -> listener.ifPresent(open -> open.received(meter, channel, frame)));
    }

    private void before() {
        if (dead) {
            throw new Died();
        }
        calls++;
        if (calls == diesAtCall && !diesAfter) {
            dead = true;
            throw new Died();
        }
    }

    private void after() {
        if (dead || calls >= diesAtCall) {
            dead = true;
            throw new Died();
        }
    }

    @Override
    public void reading() throws SQLException {
        before();
        world.troubles().reading();
    }

    @Override
    public void writing() throws SQLException {
        before();
        world.troubles().writing();
    }

    @Override
    public boolean isLostInCommit() {
        return world.troubles().isLostInCommit();
    }

    @Override
    public boolean counts() {
        return world.troubles().counts();
    }

    @Override
    public void done() {
        after();
    }

    @Override
    public void committed(IntakePlan plan, Map<JournalKey, JournalState> saved) {
        world.committed(saved);
    }

    /// What waits is written after a while; the busier the database, the later.
    private void writeSoon() {
        if (writing) {
            return;
        }
        writing = true;
        Duration wait = SHORTEST_WRITE.plusNanos(chance.nextInt(40_000_000));
        world.agenda().after(wait, () -> enter(this::write));
    }

    private void write() {
        writing = false;
        try {
            writer.writeNext();
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts a simulation", e);
        }
    }

    /// The head-end's intake is the store's writer, as the server has it.
    private final class IntakeOfStore implements Intake {

        @Override
        public CompletionStage<Stored> store(Batch batch) {
            JournalKey journal = new JournalKey(batch.meter(), batch.epoch());
            CompletionStage<Committed> committed =
                    writer.submit(journal, batch.range(), batch.body(), batch.received());
            writeSoon();
            return committed.handle(
                    (done, failure) -> {
                        if (failure != null) {
                            throw inTheHeadendsWords(failure);
                        }
                        return answer(batch.meter(), batch.epoch(), done);
                    });
        }

        @Override
        public CompletionStage<Stored> stored(MeterId meter, Epoch epoch) {
            try {
                reading();
            } catch (SQLException e) {
                throw new IllegalStateException("the store cannot be read", e);
            }
            return CompletableFuture.completedStage(
                    answer(meter, epoch, world.database().progress(meter, epoch)));
        }

        private Stored answer(MeterId meter, Epoch epoch, Committed committed) {
            world.answered(meter, epoch, committed);
            return new Stored(committed.storedUpTo(), committed.missing());
        }

        private static CompletionException inTheHeadendsWords(Throwable failure) {
            Throwable cause =
                    failure instanceof CompletionException wrapped && wrapped.getCause() != null
                            ? wrapped.getCause()
                            : failure;
            return new CompletionException(
                    cause instanceof BatchRefusedException refused
                            ? new MalformedException(
                                    "batch", String.valueOf(refused.getMessage()), refused)
                            : cause);
        }
    }

    private final class LineToMeters implements UtilityLine {

        @Override
        public void open(Listener opened) {
            listener = Optional.of(opened);
        }

        @Override
        public CompletionStage<Void> send(MeterId meter, byte[] frame) {
            before();
            CompletionStage<Void> taken = world.line().toMeter(meter, frame);
            after();
            return taken;
        }

        @Override
        public Set<MeterId> connected() {
            return world.meters().stream()
                    .map(ModelMeter::id)
                    .filter(this::connected)
                    .collect(Collectors.toSet());
        }

        @Override
        public boolean connected(MeterId meter) {
            return world.line().isConnected(meter);
        }

        @Override
        public boolean tellsConnections() {
            return world.plan().ownBroker();
        }

        @Override
        public void close() {
            listener = Optional.empty();
        }
    }
}
