package org.smartmeter.world;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;
import org.smartmeter.simulator.line.LineFaults;
import org.smartmeter.simulator.line.ModelBroker;
import org.smartmeter.terms.MeterId;
import org.smartmeter.wire.Channel;
import org.smartmeter.wire.Line;
import org.smartmeter.wire.LineListener;
import org.smartmeter.wire.Topic;

/// What lies between meters and utility: the model broker, everybody's eyes on every frame, and a
/// few frames kept for somebody who means no good.
final class Network {

    private static final int FRAMES_KEPT = 256;

    private final World world;
    private final RandomGenerator chance;
    private final ModelBroker broker;
    private final NonceBook nonces = new NonceBook();
    private final Map<MeterId, ModelMeter> meters = new HashMap<>();
    private final Overheard[] overheard = new Overheard[FRAMES_KEPT];
    private long frames;

    /// A frame as it was sent.
    record Overheard(Topic topic, byte[] frame) {}

    Network(World world, LineFaults faults, Chance chance) {
        this.world = world;
        this.chance = chance.stream(Chance.About.LINE, 1);
        broker =
                new ModelBroker(
                        faults,
                        chance.stream(Chance.About.LINE, 0),
                        world.instant(),
                        (topic, frame) ->
                                world.utility().received(topic.meter(), topic.channel(), frame));
    }

    void add(ModelMeter meter) {
        meters.put(meter.id(), meter);
    }

    ModelBroker broker() {
        return broker;
    }

    /// When something on the line happens next.
    long next() {
        return broker.next().map(Agenda::nanos).orElse(Long.MAX_VALUE);
    }

    void happen(long at) {
        var unused = broker.run(Agenda.instant(at));
    }

    /// A meter's end.
    Line connect(ModelMeter meter, LineListener listener) {
        Line line = broker.connector(meter.id()).connect(meter.hearing(listener));
        return new Line() {
            @Override
            public CompletionStage<Void> send(Topic topic, byte[] frame, boolean atLeastOnce) {
                see(meter.number(), topic, frame, Happening.SENT_UP);
                return line.send(topic, frame, atLeastOnce);
            }

            @Override
            public void close() {
                line.close();
            }
        };
    }

    /// The utility's end.
    CompletionStage<Void> toMeter(MeterId to, byte[] frame) {
        ModelMeter meter = meter(to);
        Topic topic = new Topic(to, Channel.DOWN);
        see(meter.number(), topic, frame, Happening.SENT_DOWN);
        return broker.send(to, frame);
    }

    private void see(int meter, Topic topic, byte[] frame, Happening what) {
        long fingerprint = nonces.fingerprint(frame);
        long counter = NonceBook.counter(frame);
        int boot = NonceBook.boot(frame);
        world.note(meter, what, counter, boot);
        world.trace().mix(fingerprint);
        overheard[(int) (frames++ % FRAMES_KEPT)] = new Overheard(topic, frame);
        if (!nonces.enter(meter, frame, fingerprint)) {
            throw world.violation(
                    Invariant.NO_NONCE_TWICE,
                    meter,
                    "frame " + counter + " of boot " + boot + " on " + topic + " is sealed anew");
        }
    }

    /// One of the latest frames.
    Optional<Overheard> overheard(RandomGenerator by) {
        int kept = (int) Math.min(frames, FRAMES_KEPT);
        return kept == 0 ? Optional.empty() : Optional.of(overheard[by.nextInt(kept)]);
    }

    private ModelMeter meter(MeterId id) {
        ModelMeter meter = meters.get(id);
        if (meter == null) {
            throw new IllegalStateException("there is no meter " + id);
        }
        return meter;
    }

    boolean isConnected(MeterId meter) {
        return broker.isConnected(meter);
    }

    /// The meter's process or board is gone; the broker finds out at once or only after a while.
    void died(ModelMeter meter) {
        if (chance.nextBoolean()) {
            broker.cut(meter.id());
        } else {
            world.agenda()
                    .after(
                            Duration.ofSeconds(5 + chance.nextInt(85)),
                            () -> {
                                if (!meter.isRunning()) {
                                    broker.cut(meter.id());
                                }
                            });
        }
    }

    /// The broker goes away with all connections, and cannot be reached.
    void down() {
        broker.reachable(false);
        broker.restart();
        world.note(Trace.EVERYBODY, Happening.LINE_DOWN);
    }

    void up() {
        broker.reachable(true);
        world.note(Trace.EVERYBODY, Happening.LINE_UP);
    }
}
