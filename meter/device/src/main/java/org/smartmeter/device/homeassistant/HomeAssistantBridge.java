package org.smartmeter.device.homeassistant;

import com.hivemq.client.mqtt.MqttClientSslConfig;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.Mqtt5ClientBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.smartmeter.device.BoardClock;
import org.smartmeter.device.display.HomeDisplay;
import org.smartmeter.device.display.Picture;
import org.smartmeter.device.homeassistant.HomeAssistantMessages.Message;
import org.smartmeter.terms.MeterId;

/// Publishes what the display shows to the home's broker, with a thread of its own. A broker that
/// is not there is tried again and again, ever slower; the meter does not mind. It subscribes to
/// nothing: what is announced is retained, so a Home Assistant that starts later finds it there.
public final class HomeAssistantBridge implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HomeAssistantBridge.class);

    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
    private static final Duration OLDEST_FLOW = Duration.ofSeconds(15);
    private static final int PATIENCE_SECONDS = 10;
    private static final int KEEP_ALIVE_SECONDS = 30;

    /// Of a packet from the broker, which has nothing to say but that it heard. MQTT 5 tells it so,
    /// and the client breaks off at a longer one before it arrives.
    private static final int MAXIMUM_PACKET_BYTES = 4_096;

    /// How many messages it may have under way to a client that wants none.
    private static final int RECEIVE_MAXIMUM = 1;

    private final HomeAssistantSettings settings;
    private final HomeAssistantMessages messages;
    private final HomeDisplay display;
    private final BoardClock clock;
    private final Mqtt5AsyncClient client;
    private final Thread thread;

    private volatile boolean over;
    private volatile String lost = "";

    private HomeAssistantBridge(
            HomeAssistantSettings settings,
            HomeAssistantMessages messages,
            HomeDisplay display,
            BoardClock clock) {
        this.settings = settings;
        this.messages = messages;
        this.display = display;
        this.clock = clock;
        client = client();
        thread = Thread.ofVirtual().name("home-assistant").unstarted(this::keepConnected);
    }

    /// @throws IllegalArgumentException if the authority's file holds no certificates
    public static HomeAssistantBridge start(
            HomeAssistantSettings settings,
            MeterId meter,
            String software,
            HomeDisplay display,
            BoardClock clock) {
        HomeAssistantBridge bridge =
                new HomeAssistantBridge(
                        settings,
                        new HomeAssistantMessages(settings.prefix(), meter, software),
                        display,
                        clock);
        bridge.thread.start();
        return bridge;
    }

    private Mqtt5AsyncClient client() {
        Mqtt5ClientBuilder builder =
                Mqtt5Client.builder()
                        .identifier("smart-meter-" + messages.meter().value())
                        .serverHost(settings.host())
                        .serverPort(settings.port())
                        .addDisconnectedListener(
                                context -> lost = String.valueOf(context.getCause().getMessage()));
        if (settings.tls()) {
            builder =
                    builder.sslConfig(
                            MqttClientSslConfig.builder()
                                    .trustManagerFactory(
                                            settings.authority()
                                                    .map(HomeAssistantBridge::trust)
                                                    .orElse(null))
                                    .build());
        }
        return builder.buildAsync();
    }

    private static @Nullable TrustManagerFactory trust(Path authority) {
        try (InputStream in = Files.newInputStream(authority)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            int number = 0;
            for (Certificate each :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("authority-" + number++, each);
            }
            TrustManagerFactory factory =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return factory;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException(
                    authority + " holds no certificates: " + e.getMessage(), e);
        }
    }

    private void keepConnected() {
        Duration wait = FIRST_WAIT;
        boolean told = false;
        while (!over) {
            long begun = System.nanoTime();
            String why;
            try {
                connect();
                publish();
                why = lost;
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            } catch (ExecutionException | TimeoutException e) {
                why = String.valueOf(e.getMessage());
            }
            if (over) {
                return; // whoever closes says "offline" over this connection
            }
            client.disconnect();
            if (System.nanoTime() - begun > LONGEST_WAIT.toNanos()) {
                wait = FIRST_WAIT;
                told = false;
            }
            if (!told) {
                LOG.warn("the home's broker is not to be had, and is tried again: {}", why);
                told = true;
            }
            wait = waited(wait);
        }
    }

    private static Duration waited(Duration wait) {
        try {
            Thread.sleep(wait);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        Duration longer = wait.multipliedBy(2);
        return longer.compareTo(LONGEST_WAIT) < 0 ? longer : LONGEST_WAIT;
    }

    private void connect() throws InterruptedException, ExecutionException, TimeoutException {
        var connecting =
                client.connectWith()
                        .cleanStart(true)
                        .keepAlive(KEEP_ALIVE_SECONDS)
                        .restrictions()
                        .maximumPacketSize(MAXIMUM_PACKET_BYTES)
                        .receiveMaximum(RECEIVE_MAXIMUM)
                        .applyRestrictions()
                        .willPublish()
                        .topic(messages.availability())
                        .payload(bytes(HomeAssistantMessages.OFFLINE))
                        .qos(MqttQos.AT_LEAST_ONCE)
                        .retain(true)
                        .applyWillPublish();
        if (settings.signIn().isPresent()) {
            connecting =
                    connecting
                            .simpleAuth()
                            .username(settings.signIn().get().user())
                            .password(bytes(settings.signIn().get().password()))
                            .applySimpleAuth();
        }
        connecting.send().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /// Until the connection breaks.
    private void publish() throws InterruptedException, ExecutionException, TimeoutException {
        Optional<Picture> last = Optional.empty();
        Instant next = Instant.MIN;
        boolean announced = false;
        while (!over && client.getState().isConnected()) {
            last = display.await(last, Duration.ofSeconds(1));
            Instant now = clock.now();
            Optional<Picture> fresh = last.filter(picture -> isFresh(picture, now));
            if (fresh.isEmpty()) {
                continue;
            }
            if (!announced) {
                announced = true;
                send(messages.announcement(fresh.get(), settings.period().toSeconds()));
                send(new Message(messages.availability(), HomeAssistantMessages.ONLINE, true));
                next = now;
            }
            if (!now.isBefore(next)) {
                for (Message message : messages.values(fresh.get())) {
                    send(message);
                }
                next = now.plus(settings.period());
            }
        }
    }

    private static boolean isFresh(Picture picture, Instant now) {
        return picture.flow()
                .filter(flow -> !flow.end().plus(OLDEST_FLOW).isBefore(now))
                .isPresent();
    }

    private void send(Message message)
            throws InterruptedException, ExecutionException, TimeoutException {
        client.publishWith()
                .topic(message.topic())
                .payload(bytes(message.payload()))
                .qos(message.retained() ? MqttQos.AT_LEAST_ONCE : MqttQos.AT_MOST_ONCE)
                .retain(message.retained())
                .send()
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// Says that the meter is off and ends the connection.
    @Override
    public void close() {
        over = true;
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(PATIENCE_SECONDS));
            if (client.getState().isConnected()) {
                send(new Message(messages.availability(), HomeAssistantMessages.OFFLINE, true));
                client.disconnect().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("the home's broker was gone already", e);
        }
    }
}
