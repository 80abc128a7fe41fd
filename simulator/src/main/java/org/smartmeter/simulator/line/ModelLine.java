package org.smartmeter.simulator.line;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.smartmeter.terms.MeterId;
import org.smartmeter.wire.Channel;
import org.smartmeter.wire.Line;
import org.smartmeter.wire.LineListener;
import org.smartmeter.wire.Topic;

/// A meter's connection to the [ModelBroker].
final class ModelLine implements Line {

    private enum State {
        /// The broker has not answered yet.
        CONNECTING,
        /// Connected; frames travel.
        UP,
        /// Closed or down, for good.
        ENDED
    }

    private final ModelBroker broker;
    private final MeterId meter;
    private final LineListener listener;
    private final List<CompletableFuture<Void>> underway = new ArrayList<>();
    private State state = State.CONNECTING;

    ModelLine(ModelBroker broker, MeterId meter, LineListener listener) {
        this.broker = broker;
        this.meter = meter;
        this.listener = listener;
    }

    MeterId meter() {
        return meter;
    }

    /// @return false if it was closed meanwhile
    boolean begin() {
        if (state != State.CONNECTING) {
            return false;
        }
        state = State.UP;
        return true;
    }

    void tellUp() {
        listener.up();
    }

    @Override
    public CompletionStage<Void> send(Topic topic, byte[] payload, boolean atLeastOnce) {
        if (state != State.UP) {
            return notTaken();
        }
        byte[] frame = payload.clone();
        CompletableFuture<Void> taken = broker.taken(() -> broker.toUtility(topic, frame));
        underway.add(taken);
        underway.removeIf(CompletableFuture::isDone);
        return taken;
    }

    CompletionStage<Void> toMeter(byte[] payload) {
        byte[] frame = payload.clone();
        return broker.taken(() -> broker.pass(meter, frame, this::receive));
    }

    private void receive(byte[] frame) {
        if (state == State.UP) {
            listener.received(new Topic(meter, Channel.DOWN).toString(), frame);
        }
    }

    /// The connection failed or was ended by the broker; the listener hears it once, unless nothing
    /// gets through to it.
    void end(String reason) {
        if (leave() && !broker.isMute(meter)) {
            listener.down(reason);
        }
    }

    @Override
    public void close() {
        leave();
    }

    private boolean leave() {
        if (state == State.ENDED) {
            return false;
        }
        state = State.ENDED;
        broker.forget(this);
        underway.forEach(frame -> frame.completeExceptionally(new IOException("the line ended")));
        underway.clear();
        return true;
    }

    static CompletionStage<Void> notTaken() {
        return CompletableFuture.failedFuture(new IOException("the line is down"));
    }
}
