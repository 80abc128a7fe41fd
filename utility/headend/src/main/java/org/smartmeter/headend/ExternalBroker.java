package org.smartmeter.headend;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttClientSslConfig;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.smartmeter.terms.MeterId;
import org.smartmeter.wire.Channel;
import org.smartmeter.wire.Topic;

/// The line through any MQTT 5 broker outside, over TLS 1.3 with the utility's client certificate.
/// The broker keeps meters to their own topics (`README.md` has the rights); what it delivers is
/// believed no more than anybody's bytes, since every message is sealed. Reconnects by itself.
final class ExternalBroker implements UtilityLine {

    private static final Logger LOG = LoggerFactory.getLogger(ExternalBroker.class);
    private static final long LONGEST_WAIT_SECONDS = 30;

    private final BrokerSettings.External broker;
    private final ServerIdentity identity;
    private final int messageBytes;
    private @Nullable Mqtt5AsyncClient client;

    ExternalBroker(BrokerSettings.External broker, ServerIdentity identity, int messageBytes) {
        this.broker = broker;
        this.identity = identity;
        this.messageBytes = messageBytes;
    }

    @Override
    public void open(Listener listener) {
        Mqtt5AsyncClient opened =
                MqttClient.builder()
                        .useMqttVersion5()
                        .identifier("smartmeter-utility")
                        .serverHost(broker.host())
                        .serverPort(broker.port())
                        .sslConfig(tls())
                        .automaticReconnect()
                        .initialDelay(500, TimeUnit.MILLISECONDS)
                        .maxDelay(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)
                        .applyAutomaticReconnect()
                        .addConnectedListener(connected -> subscribe())
                        .addDisconnectedListener(
                                lost ->
                                        LOG.warn(
                                                "broker {}:{} is not there: {}",
                                                broker.host(),
                                                broker.port(),
                                                String.valueOf(lost.getCause().getMessage())))
                        .buildAsync();
        client = opened;
        opened.publishes(MqttGlobalPublishFilter.ALL, publish -> arrived(publish, listener));
        opened.connectWith()
                .cleanStart(true)
                .restrictions()
                .maximumPacketSize(messageBytes)
                .applyRestrictions()
                .send()
                .whenComplete(
                        (connected, failure) -> {
                            if (failure != null) {
                                LOG.warn("not connected to the broker yet", failure);
                            }
                        });
    }

    private void subscribe() {
        Mqtt5AsyncClient open = client;
        if (open == null) {
            return;
        }
        for (Channel channel : List.of(Channel.UP, Channel.LIVE)) {
            open.subscribeWith()
                    .topicFilter(Topic.subscription(channel))
                    .qos(channel == Channel.UP ? MqttQos.AT_LEAST_ONCE : MqttQos.AT_MOST_ONCE)
                    .send()
                    .whenComplete(
                            (granted, failure) -> {
                                if (failure != null) {
                                    LOG.error(
                                            "the broker does not let the utility hear {}; give the"
                                                    + " certificate 'utility' the rights of"
                                                    + " utility/headend/README.md",
                                            Topic.subscription(channel),
                                            failure);
                                }
                            });
        }
    }

    private static void arrived(Mqtt5Publish publish, Listener listener) {
        Topic topic;
        try {
            topic = Topic.parse(publish.getTopic().toString());
        } catch (IllegalArgumentException e) {
            listener.refused(
                    Optional.empty(), RefusalReason.FOREIGN_TOPIC, String.valueOf(e.getMessage()));
            return;
        }
        if (publish.isRetain()) {
            listener.refused(
                    Optional.of(topic.meter()),
                    RefusalReason.WRONG_PUBLISH,
                    "a retained message on " + topic);
            return;
        }
        listener.received(topic.meter(), topic.channel(), publish.getPayloadAsBytes());
    }

    private MqttClientSslConfig tls() {
        try {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry("authority", identity.authority());
            TrustManagerFactory trust =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            return MqttClientSslConfig.builder()
                    .keyManagerFactory(identity.keyManagers())
                    .trustManagerFactory(trust)
                    .protocols(List.of("TLSv1.3"))
                    .build();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("cannot set up TLS 1.3", e);
        }
    }

    @Override
    public CompletionStage<Void> send(MeterId meter, byte[] frame) {
        Mqtt5AsyncClient open = client;
        if (open == null || !open.getState().isConnected()) {
            return CompletableFuture.failedFuture(
                    new IllegalStateException("the broker is not connected"));
        }
        return open.publishWith()
                .topic(new Topic(meter, Channel.DOWN).toString())
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(frame)
                .send()
                .thenAccept(
                        result ->
                                result.getError()
                                        .ifPresent(
                                                failure -> {
                                                    throw new IllegalStateException(failure);
                                                }));
    }

    boolean isConnected() {
        Mqtt5AsyncClient open = client;
        return open != null && open.getState().isConnected();
    }

    @Override
    public Set<MeterId> connected() {
        return Set.of();
    }

    @Override
    public boolean tellsConnections() {
        return false;
    }

    @Override
    public void close() {
        Mqtt5AsyncClient open = client;
        if (open != null && open.getState().isConnectedOrReconnect()) {
            open.disconnect()
                    .exceptionally(
                            failure -> {
                                LOG.debug("already disconnected", failure);
                                return null;
                            })
                    .join();
        }
    }
}
