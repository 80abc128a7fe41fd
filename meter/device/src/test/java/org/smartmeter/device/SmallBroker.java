package org.smartmeter.device;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;

/// As much of an MQTT 3.1.1 broker as one test needs, on TLS 1.3 with client certificates. What
/// clients publish goes to the utility; what it answers goes to every subscriber of its topic.
final class SmallBroker implements AutoCloseable {

    /// The utility behind the broker: answers frames with frames.
    @FunctionalInterface
    interface Behind {
        List<byte[]> take(String topic, byte[] frame);
    }

    private final MultiThreadIoEventLoopGroup loops =
            new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Set<Channel> clients = ConcurrentHashMap.newKeySet();
    final Set<String> subscriptions = ConcurrentHashMap.newKeySet();
    private final Channel server;
    private final Behind utility;

    SmallBroker(TestAuthority authority, Behind utility) throws Exception {
        this.utility = utility;
        KeyManagerFactory keys =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(authority.serverStore(), TestAuthority.PASSWORD);
        SslContext tls =
                SslContextBuilder.forServer(keys)
                        .sslProvider(SslProvider.JDK)
                        .protocols("TLSv1.3")
                        .trustManager(authority.certificate)
                        .clientAuth(ClientAuth.REQUIRE)
                        .build();
        server =
                new ServerBootstrap()
                        .group(loops)
                        .channel(NioServerSocketChannel.class)
                        .childHandler(
                                new ChannelInitializer<SocketChannel>() {
                                    @Override
                                    protected void initChannel(SocketChannel channel) {
                                        channel.pipeline()
                                                .addLast(tls.newHandler(channel.alloc()))
                                                .addLast(new MqttDecoder(1 << 20))
                                                .addLast(MqttEncoder.INSTANCE)
                                                .addLast(new Client());
                                    }
                                })
                        .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                        .sync()
                        .channel();
    }

    int port() {
        return ((InetSocketAddress) server.localAddress()).getPort();
    }

    /// Cuts every connection.
    void cut() {
        clients.forEach(Channel::close);
    }

    private final class Client extends SimpleChannelInboundHandler<MqttMessage> {

        @Override
        protected void channelRead0(ChannelHandlerContext at, MqttMessage message) {
            switch (message.fixedHeader().messageType()) {
                case CONNECT -> {
                    clients.add(at.channel());
                    at.writeAndFlush(
                            MqttMessageBuilders.connAck()
                                    .returnCode(MqttConnectReturnCode.CONNECTION_ACCEPTED)
                                    .build());
                }
                case SUBSCRIBE -> {
                    MqttSubscribeMessage subscribe = (MqttSubscribeMessage) message;
                    subscribe
                            .payload()
                            .topicSubscriptions()
                            .forEach(it -> subscriptions.add(it.topicFilter()));
                    at.writeAndFlush(
                            MqttMessageBuilders.subAck()
                                    .packetId(subscribe.variableHeader().messageId())
                                    .addGrantedQos(MqttQoS.AT_LEAST_ONCE)
                                    .build());
                }
                case PUBLISH -> publish(at, (MqttPublishMessage) message);
                case PINGREQ -> at.writeAndFlush(MqttMessage.PINGRESP);
                case DISCONNECT -> at.close();
                default -> {
                    // acknowledgements of what was sent at most once: nothing to do
                }
            }
        }

        private void publish(ChannelHandlerContext at, MqttPublishMessage message) {
            if (message.fixedHeader().qosLevel() == MqttQoS.AT_LEAST_ONCE) {
                at.writeAndFlush(
                        MqttMessageBuilders.pubAck()
                                .packetId(message.variableHeader().packetId())
                                .build());
            }
            String topic = message.variableHeader().topicName();
            for (byte[] answer : utility.take(topic, ByteBufUtil.getBytes(message.payload()))) {
                at.writeAndFlush(
                        MqttMessageBuilders.publish()
                                .topicName(topic.substring(0, topic.lastIndexOf('/')) + "/down")
                                .qos(MqttQoS.AT_MOST_ONCE)
                                .payload(Unpooled.wrappedBuffer(answer))
                                .build());
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext at, Throwable cause) {
            at.close(); // a client without the right certificate
        }
    }

    @Override
    public void close() {
        cut();
        server.close();
        loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
