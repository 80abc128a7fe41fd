package org.smartmeter.headend;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.timeout.IdleStateHandler;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.smartmeter.terms.MeterId;

/// The MQTT end for meters in this process, versions 3.1.1 and 5, on TLS 1.3 with client
/// certificates. It is exactly as much of a broker as the line needs: a meter publishes on its own
/// up and live topics, straight into the listener, and hears its own down topic; there are no
/// retained messages, no sessions, nothing on disk. What a meter is, its certificate says.
///
/// Written on Netty's MQTT codec because the embeddable brokers either do not hand out the peer's
/// certificate or weigh 100 MB; `README.md` gives the reasons.
final class EmbeddedBroker implements UtilityLine {

    private static final int SECONDS_TO_CONNECT = 20;
    private static final int BACKLOG = 4_096;

    private final InetSocketAddress address;
    private final ServerIdentity identity;
    private final Admission admission;
    private final int messageBytes;
    private final Set<Channel> channels = ConcurrentHashMap.newKeySet();
    private final ConcurrentHashMap<MeterId, MeterConnection> connections =
            new ConcurrentHashMap<>();
    private final MultiThreadIoEventLoopGroup loops =
            new MultiThreadIoEventLoopGroup(NioIoHandler.newFactory());
    private @Nullable Channel server;

    /// @param address where it will listen; port 0 takes a free one
    /// @param messageBytes the longest MQTT message
    EmbeddedBroker(
            InetSocketAddress address,
            ServerIdentity identity,
            Admission admission,
            int messageBytes) {
        this.address = address;
        this.identity = identity;
        this.admission = admission;
        this.messageBytes = messageBytes;
    }

    @Override
    public void open(Listener listener) {
        SslContext tls = tls();
        var bind =
                new ServerBootstrap()
                        .group(loops)
                        .channel(NioServerSocketChannel.class)
                        .option(ChannelOption.SO_BACKLOG, BACKLOG)
                        .option(ChannelOption.SO_REUSEADDR, true)
                        .childOption(ChannelOption.TCP_NODELAY, true)
                        .childHandler(
                                new ChannelInitializer<SocketChannel>() {
                                    @Override
                                    protected void initChannel(SocketChannel channel) {
                                        prepare(channel, tls, listener);
                                    }
                                })
                        .bind(address)
                        .awaitUninterruptibly();
        if (!bind.isSuccess()) {
            throw new IllegalStateException(
                    "cannot listen on " + address + "; is the port in use?", bind.cause());
        }
        server = bind.channel();
    }

    private void prepare(SocketChannel channel, SslContext tls, Listener listener) {
        channels.add(channel);
        channel.closeFuture().addListener(closed -> channels.remove(channel));
        channel.pipeline()
                .addLast(tls.newHandler(channel.alloc()))
                .addLast("idle", new IdleStateHandler(SECONDS_TO_CONNECT, 0, 0))
                .addLast(new MqttDecoder(messageBytes))
                .addLast(MqttEncoder.INSTANCE)
                .addLast(new MeterConnection(admission, listener, connections));
    }

    private SslContext tls() {
        try {
            return SslContextBuilder.forServer(identity.keyManagers())
                    .sslProvider(SslProvider.JDK)
                    .protocols("TLSv1.3")
                    .trustManager(identity.authority())
                    .clientAuth(ClientAuth.REQUIRE)
                    .build();
        } catch (SSLException e) {
            throw new IllegalStateException("cannot set up TLS 1.3", e);
        }
    }

    int port() {
        SocketAddress bound =
                Optional.ofNullable(server)
                        .orElseThrow(() -> new IllegalStateException("not open"))
                        .localAddress();
        return ((InetSocketAddress) bound).getPort();
    }

    @Override
    public CompletionStage<Void> send(MeterId meter, byte[] frame) {
        MeterConnection connection = connections.get(meter);
        return connection == null
                ? CompletableFuture.failedFuture(
                        new IllegalStateException("meter " + meter + " is not connected"))
                : connection.send(frame);
    }

    /// Cuts the meter's connection, if there is one.
    void disconnect(MeterId meter) {
        MeterConnection connection = connections.get(meter);
        if (connection != null) {
            connection.close();
        }
    }

    @Override
    public Set<MeterId> connected() {
        return Set.copyOf(connections.keySet());
    }

    @Override
    public boolean connected(MeterId meter) {
        return connections.containsKey(meter);
    }

    @Override
    public boolean tellsConnections() {
        return true;
    }

    @Override
    public void close() {
        if (server != null) {
            server.close().awaitUninterruptibly();
        }
        channels.forEach(Channel::close);
        loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
