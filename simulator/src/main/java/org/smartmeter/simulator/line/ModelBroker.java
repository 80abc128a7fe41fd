package org.smartmeter.simulator.line;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.smartmeter.terms.MeterId;
import org.smartmeter.wire.Line;
import org.smartmeter.wire.LineConnector;
import org.smartmeter.wire.LineListener;
import org.smartmeter.wire.Topic;

/// The line in memory: a broker with the ends of any number of meters and the one of their utility.
/// It has no thread and no clock; what was begun happens in [#run], in the order of virtual time
/// and of what was begun first, so a whole life follows from the seed. What it promises is what the
/// real line promises, nothing more; both pass the same contract test. One thread at a time.
public final class ModelBroker {

    /// The utility's end.
    @FunctionalInterface
    public interface Utility {
        /// A frame arrived, as yet neither opened nor trusted. The array is the utility's.
        void received(Topic topic, byte[] frame);
    }

    private record Due(Instant time, long number, Runnable action) {}

    private final RandomGenerator random;
    private final Utility utility;
    private final PriorityQueue<Due> waiting =
            new PriorityQueue<>(Comparator.comparing(Due::time).thenComparingLong(Due::number));
    private final Map<MeterId, ModelLine> connected = new HashMap<>();
    private final Set<MeterId> apart = new HashSet<>();
    private final Set<MeterId> mute = new HashSet<>();
    private LineFaults faults;
    private Instant now;
    private long numbered;
    private long lives = 1;
    private boolean reachable = true;

    /// @param random decides which frames suffer from the faults
    /// @param start virtual time at which it begins
    public ModelBroker(LineFaults faults, RandomGenerator random, Instant start, Utility utility) {
        this.faults = faults;
        this.random = random;
        this.utility = utility;
        now = start;
    }

    /// Opens lines as this meter.
    public LineConnector connector(MeterId meter) {
        return listener -> connect(meter, listener);
    }

    private Line connect(MeterId meter, LineListener listener) {
        ModelLine line = new ModelLine(this, meter, listener);
        after(Duration.ZERO, () -> admit(line));
        return line;
    }

    /// A meter has one connection: the new one ends the old.
    private void admit(ModelLine line) {
        if (mute.contains(line.meter())) {
            return; // nobody answers
        }
        if (!reachable || apart.contains(line.meter())) {
            line.end("the broker cannot be reached");
            return;
        }
        cut(line.meter());
        if (line.begin()) {
            connected.put(line.meter(), line);
            line.tellUp();
        }
    }

    /// Sends a frame to a meter.
    ///
    /// @return completes when the broker took the frame; fails when the meter is not connected
    public CompletionStage<Void> send(MeterId meter, byte[] frame) {
        return line(meter).map(line -> line.toMeter(frame)).orElseGet(ModelLine::notTaken);
    }

    private Optional<ModelLine> line(MeterId meter) {
        return Optional.ofNullable(connected.get(meter));
    }

    public boolean isConnected(MeterId meter) {
        return connected.containsKey(meter);
    }

    /// Ends the meter's connection, if there is one.
    public void cut(MeterId meter) {
        line(meter).ifPresent(line -> line.end("the connection was cut"));
    }

    /// Whether new connections come up; those that stand are left alone.
    public void reachable(boolean isReachable) {
        reachable = isReachable;
    }

    /// How the line behaves from now on; what is on its way already is left alone.
    public void faults(LineFaults changed) {
        faults = changed;
    }

    /// Whether new connections of this meter come up; one that stands is left alone.
    public void reachable(MeterId meter, boolean isReachable) {
        if (isReachable) {
            apart.remove(meter);
        } else {
            apart.add(meter);
        }
    }

    /// Whether everything from and to this meter vanishes though nobody is told: its connection
    /// stands, and a new one gets no answer.
    public void mute(MeterId meter, boolean isMute) {
        if (isMute) {
            mute.add(meter);
        } else {
            mute.remove(meter);
        }
    }

    boolean isMute(MeterId meter) {
        return mute.contains(meter);
    }

    /// The broker's process dies and another takes its place: every connection ends, and what was
    /// on its way is gone.
    public void restart() {
        lives++;
        List.copyOf(connected.values()).stream()
                .sorted(Comparator.comparing(ModelLine::meter))
                .forEach(line -> line.end("the broker went away"));
    }

    void forget(ModelLine line) {
        connected.remove(line.meter(), line);
    }

    void toUtility(Topic topic, byte[] frame) {
        pass(topic.meter(), frame, passed -> utility.received(topic, passed));
    }

    /// Lets the frame arrive as the faults have it.
    void pass(MeterId meter, byte[] frame, Consumer<byte[]> receiver) {
        if (mute.contains(meter)) {
            return;
        }
        long life = lives;
        for (Delivery delivery : faults.fateOf(frame, random)) {
            after(
                    delivery.after(),
                    () -> {
                        if (life == lives) {
                            receiver.accept(delivery.frame().clone());
                        }
                    });
        }
    }

    void after(Duration wait, Runnable action) {
        waiting.add(new Due(now.plus(wait), numbered++, action));
    }

    /// The frame is the broker's, whatever becomes of it.
    CompletableFuture<Void> taken(Runnable action) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        after(
                Duration.ZERO,
                () -> {
                    if (done.complete(null)) {
                        action.run();
                    }
                });
        return done;
    }

    /// When something happens next, if anything is on its way.
    public Optional<Instant> next() {
        return Optional.ofNullable(waiting.peek()).map(Due::time);
    }

    /// So late it is now, for what begins from here on; what is due by then waits for [#run].
    public void reach(Instant time) {
        now = time.isAfter(now) ? time : now;
    }

    /// Lets everything happen that is due, and what follows from it at once.
    ///
    /// @param time now; earlier than before means as late as before
    /// @return whether anything happened
    public boolean run(Instant time) {
        boolean happened = false;
        while (next().filter(due -> !due.isAfter(time)).isPresent()) {
            Due due = waiting.remove();
            now = due.time();
            due.action().run();
            happened = true;
        }
        now = time.isAfter(now) ? time : now;
        return happened;
    }
}
