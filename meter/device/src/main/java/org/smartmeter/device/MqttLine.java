package org.smartmeter.device;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.smartmeter.terms.MeterId;
import org.smartmeter.wire.Channel;
import org.smartmeter.wire.Line;
import org.smartmeter.wire.LineListener;
import org.smartmeter.wire.Topic;

/// One MQTT connection, from its attempt to its end: clean session, own down topic at QoS 1.
final class MqttLine implements Line {

    private static final Logger LOG = LoggerFactory.getLogger(MqttLine.class);
    private static final int KEEP_ALIVE_SECONDS = 60;

    private final Topic down;
    private final LineListener listener;
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile @Nullable Mqtt3AsyncClient client;

    MqttLine(MeterId meter, LineListener listener) {
        down = new Topic(meter, Channel.DOWN);
        this.listener = listener;
    }

    /// Connects, then subscribes; only then is the line up.
    void open(Mqtt3AsyncClient opened) {
        client = opened;
        CompletableFuture<Void> attempt =
                opened.connectWith()
                        .cleanSession(true)
                        .keepAlive(KEEP_ALIVE_SECONDS)
                        .send()
                        .thenCompose(connected -> subscribe(opened))
                        .thenRun(() -> up(opened));
        attempt.whenComplete(
                (_, failure) -> {
                    if (failure != null) {
                        ended(String.valueOf(failure.getMessage()));
                        disconnect(opened);
                    }
                });
    }

    private CompletableFuture<?> subscribe(Mqtt3AsyncClient opened) {
        return opened.subscribeWith()
                .topicFilter(down.toString())
                .qos(MqttQos.AT_LEAST_ONCE)
                .callback(
                        publish ->
                                received(
                                        publish.getTopic().toString(), publish.getPayloadAsBytes()))
                .send();
    }

    /// A line that was closed while it was coming up is not left behind.
    private void up(Mqtt3AsyncClient opened) {
        if (ended.get()) {
            disconnect(opened);
        } else {
            listener.up();
        }
    }

    private void received(String topic, byte[] payload) {
        if (!ended.get()) {
            listener.received(topic, payload);
        }
    }

    /// The connection failed or ended; the listener hears it once.
    void ended(String reason) {
        if (ended.compareAndSet(false, true)) {
            listener.down(reason);
        }
    }

    @Override
    public CompletionStage<Void> send(Topic topic, byte[] payload, boolean atLeastOnce) {
        Mqtt3AsyncClient open = client;
        if (open == null || ended.get()) {
            return CompletableFuture.failedFuture(new IOException("the line is down"));
        }
        return open.publishWith()
                .topic(topic.toString())
                .qos(atLeastOnce ? MqttQos.AT_LEAST_ONCE : MqttQos.AT_MOST_ONCE)
                .payload(payload)
                .send()
                .handle(
                        (published, failure) -> {
                            if (failure != null) {
                                throw new java.util.concurrent.CompletionException(
                                        new IOException("not sent on " + topic, failure));
                            }
                            return null;
                        });
    }

    @Override
    public void close() {
        ended.set(true);
        Mqtt3AsyncClient open = client;
        if (open != null) {
            disconnect(open);
        }
    }

    private void disconnect(Mqtt3AsyncClient open) {
        open.disconnect()
                .whenComplete(
                        (_, failure) -> {
                            if (failure != null) {
                                LOG.debug("{}: was not connected any more", down, failure);
                            }
                        });
    }
}
