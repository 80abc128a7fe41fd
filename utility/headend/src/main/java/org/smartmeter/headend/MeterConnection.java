package org.smartmeter.headend;

import static io.netty.handler.codec.mqtt.MqttQoS.AT_LEAST_ONCE;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.handler.codec.mqtt.MqttUnsubscribeMessage;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentMap;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.smartmeter.terms.MeterId;
import org.smartmeter.wire.Channel;
import org.smartmeter.wire.Topic;

/// One meter's MQTT connection at the embedded broker. Lives on the channel's event loop; only
/// [#send] and [#close] are for other threads.
final class MeterConnection extends SimpleChannelInboundHandler<MqttMessage> {

    private static final Logger LOG = LoggerFactory.getLogger(MeterConnection.class);
    private static final int UNACKNOWLEDGED_AT_MOST = 1_000;

    private enum State {
        /// TLS is being agreed on.
        GREETING,
        /// The certificate is good; CONNECT has not come.
        ADMITTED,
        /// The meter may publish and subscribe.
        CONNECTED,
        /// Refused or gone; nothing more is heard.
        CLOSED
    }

    private final Admission admission;
    private final UtilityLine.Listener listener;
    private final ConcurrentMap<MeterId, MeterConnection> connections;

    private State state = State.GREETING;
    private @Nullable MeterId meter;
    private boolean version5;
    private int packetId;
    private int unacknowledged;
    private volatile boolean subscribed;
    private volatile @Nullable ChannelHandlerContext context;

    MeterConnection(
            Admission admission,
            UtilityLine.Listener listener,
            ConcurrentMap<MeterId, MeterConnection> connections) {
        this.admission = admission;
        this.listener = listener;
        this.connections = connections;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext at, Object event) {
        switch (event) {
            case SslHandshakeCompletionEvent handshake -> greeted(at, handshake);
            case IdleStateEvent _ -> at.close();
            default -> at.fireUserEventTriggered(event);
        }
    }

    private void greeted(ChannelHandlerContext at, SslHandshakeCompletionEvent handshake) {
        if (!handshake.isSuccess()) {
            Throwable cause = handshake.cause();
            if (cause instanceof SSLException) {
                refuse(at, RefusalReason.WRONG_CERTIFICATE, String.valueOf(cause.getMessage()));
            }
            state = State.CLOSED;
            at.close();
            return;
        }
        try {
            var session = at.pipeline().get(SslHandler.class).engine().getSession();
            meter = admission.admit((X509Certificate) session.getPeerCertificates()[0]);
            state = State.ADMITTED;
        } catch (RefusedException e) {
            listener.refused(e.meter(), e.reason(), e.detail());
            state = State.CLOSED;
            at.close();
        } catch (SSLPeerUnverifiedException e) {
            throw new IllegalStateException("TLS asked for a client certificate, got none", e);
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext at, MqttMessage message) {
        MeterId from = meter;
        if (from == null || state == State.CLOSED) {
            return;
        }
        if (message.decoderResult().isFailure()) {
            undecodable(at, message.decoderResult().cause());
            return;
        }
        if (state == State.ADMITTED) {
            if (message instanceof MqttConnectMessage connect) {
                connect(at, from, connect);
            } else {
                cut(at, RefusalReason.MALFORMED, "the first packet is not CONNECT");
            }
            return;
        }
        switch (message.fixedHeader().messageType()) {
            case PUBLISH -> published(at, from, (MqttPublishMessage) message);
            case SUBSCRIBE -> subscribe(at, from, (MqttSubscribeMessage) message);
            case UNSUBSCRIBE -> unsubscribe(at, from, (MqttUnsubscribeMessage) message);
            case PUBACK -> unacknowledged = Math.max(0, unacknowledged - 1);
            case PINGREQ -> at.writeAndFlush(MqttMessage.PINGRESP);
            case DISCONNECT -> at.close();
            default ->
                    cut(
                            at,
                            RefusalReason.MALFORMED,
                            "a packet of type " + message.fixedHeader().messageType());
        }
    }

    private void undecodable(ChannelHandlerContext at, Throwable cause) {
        cut(
                at,
                cause instanceof TooLongFrameException
                        ? RefusalReason.OVER_LIMIT
                        : RefusalReason.MALFORMED,
                "not an MQTT packet of ours: " + cause.getMessage());
    }

    private void connect(ChannelHandlerContext at, MeterId from, MqttConnectMessage connect) {
        var asked = connect.variableHeader();
        version5 = asked.version() >= 5;
        String clientId = connect.payload().clientIdentifier();
        if (!clientId.equals(from.value())) {
            refuse(
                    at,
                    RefusalReason.WRONG_CLIENT_ID,
                    "client id '" + clientId + "' on the certificate of " + from);
            reject(at, Mqtt.identifierRejected(version5));
            return;
        }
        if (asked.isWillFlag()) {
            refuse(at, RefusalReason.WRONG_PUBLISH, "a will message; the line carries none");
            reject(at, Mqtt.notAuthorized(version5));
            return;
        }
        keepAlive(at, asked.keepAliveTimeSeconds());
        state = State.CONNECTED;
        MeterConnection before = connections.put(from, this);
        if (before != null) {
            before.close();
        }
        at.writeAndFlush(Mqtt.accepted(version5));
    }

    private void reject(ChannelHandlerContext at, MqttConnectReturnCode code) {
        state = State.CLOSED;
        at.writeAndFlush(MqttMessageBuilders.connAck().returnCode(code).build())
                .addListener(written -> at.close());
    }

    /// MQTT lets one and a half keep-alive periods pass (5.0, 3.1.2.10).
    private static void keepAlive(ChannelHandlerContext at, int seconds) {
        int longest = seconds == 0 ? 3_600 : seconds + (seconds + 1) / 2;
        at.pipeline().replace("idle", "idle", new IdleStateHandler(longest, 0, 0));
    }

    private void published(ChannelHandlerContext at, MeterId from, MqttPublishMessage publish) {
        MqttQoS quality = publish.fixedHeader().qosLevel();
        if (quality == MqttQoS.EXACTLY_ONCE) {
            cut(at, RefusalReason.WRONG_PUBLISH, "a publish at quality of service 2");
            return;
        }
        boolean good = accept(at, from, publish);
        if (quality == AT_LEAST_ONCE) {
            at.writeAndFlush(Mqtt.publishAck(publish.variableHeader().packetId(), version5, good));
        }
    }

    private boolean accept(ChannelHandlerContext at, MeterId from, MqttPublishMessage publish) {
        String name = publish.variableHeader().topicName();
        for (Channel channel : List.of(Channel.UP, Channel.LIVE)) {
            if (name.equals(new Topic(from, channel).toString())) {
                if (publish.fixedHeader().isRetain()) {
                    refuse(at, RefusalReason.WRONG_PUBLISH, "a retained message on " + name);
                    return false;
                }
                listener.received(from, channel, ByteBufUtil.getBytes(publish.payload()));
                return true;
            }
        }
        refuse(at, RefusalReason.FOREIGN_TOPIC, "published on '" + name + "'");
        return false;
    }

    private void subscribe(ChannelHandlerContext at, MeterId from, MqttSubscribeMessage subscribe) {
        String own = new Topic(from, Channel.DOWN).toString();
        List<Integer> granted = new ArrayList<>();
        for (var wanted : subscribe.payload().topicSubscriptions()) {
            if (wanted.topicFilter().equals(own)) {
                subscribed = true;
                granted.add(Math.min(wanted.qualityOfService().value(), AT_LEAST_ONCE.value()));
            } else {
                refuse(
                        at,
                        RefusalReason.FOREIGN_TOPIC,
                        "subscribed to '" + wanted.topicFilter() + "'");
                granted.add(Mqtt.subscriptionRefused(version5));
            }
        }
        at.writeAndFlush(Mqtt.subscribeAck(subscribe.variableHeader().messageId(), granted));
    }

    private void unsubscribe(
            ChannelHandlerContext at, MeterId from, MqttUnsubscribeMessage unsubscribe) {
        if (unsubscribe.payload().topics().contains(new Topic(from, Channel.DOWN).toString())) {
            subscribed = false;
        }
        at.writeAndFlush(
                Mqtt.unsubscribeAck(
                        unsubscribe.variableHeader().messageId(),
                        unsubscribe.payload().topics().size()));
    }

    /// Sends on the down topic. A meter that takes nothing gets nothing more: the frame fails.
    CompletionStage<Void> send(byte[] frame) {
        ChannelHandlerContext at = context;
        CompletableFuture<Void> taken = new CompletableFuture<>();
        if (at == null || !subscribed || !at.channel().isWritable()) {
            taken.completeExceptionally(new IOException("the meter does not listen"));
            return taken;
        }
        at.executor().execute(() -> write(at, frame, taken));
        return taken;
    }

    private void write(ChannelHandlerContext at, byte[] frame, CompletableFuture<Void> taken) {
        MeterId to = meter;
        if (to == null || state != State.CONNECTED || unacknowledged >= UNACKNOWLEDGED_AT_MOST) {
            taken.completeExceptionally(new IOException("the meter does not take more"));
            return;
        }
        unacknowledged++;
        packetId = packetId % 0xFFFF + 1;
        at.writeAndFlush(
                        MqttMessageBuilders.publish()
                                .topicName(new Topic(to, Channel.DOWN).toString())
                                .qos(AT_LEAST_ONCE)
                                .messageId(packetId)
                                .payload(Unpooled.wrappedBuffer(frame))
                                .build())
                .addListener(
                        written -> {
                            if (written.isSuccess()) {
                                taken.complete(null);
                            } else {
                                taken.completeExceptionally(written.cause());
                            }
                        });
    }

    void close() {
        ChannelHandlerContext at = context;
        if (at != null) {
            at.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext at) throws Exception {
        state = State.CLOSED;
        subscribed = false;
        if (meter != null) {
            connections.remove(meter, this);
        }
        super.channelInactive(at);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext at, Throwable cause) {
        // A failed handshake is reported by its event; a broken connection is daily life.
        LOG.debug(
                "connection of meter {} from {} ends", meter, at.channel().remoteAddress(), cause);
        at.close();
    }

    private void cut(ChannelHandlerContext at, RefusalReason reason, String detail) {
        refuse(at, reason, detail);
        state = State.CLOSED;
        at.close();
    }

    private void refuse(ChannelHandlerContext at, RefusalReason reason, String detail) {
        listener.refused(
                Optional.ofNullable(meter),
                reason,
                detail + " (" + at.channel().remoteAddress() + ")");
    }
}
