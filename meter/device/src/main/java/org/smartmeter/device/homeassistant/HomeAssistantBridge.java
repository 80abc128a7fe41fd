package org.smartmeter.device.homeassistant;

import com.hivemq.client.mqtt.MqttClientSslConfig;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3Client;
import com.hivemq.client.mqtt.mqtt3.Mqtt3ClientBuilder;
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
import java.util.concurrent.atomic.AtomicBoolean;
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
/// is not there is tried again and again, ever slower; the meter does not mind.
public final class HomeAssistantBridge implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HomeAssistantBridge.class);

    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
    private static final Duration OLDEST_FLOW = Duration.ofSeconds(15);
    private static final int PATIENCE_SECONDS = 10;
    private static final int KEEP_ALIVE_SECONDS = 30;

    private final HomeAssistantSettings settings;
    private final HomeAssistantMessages messages;
    private final HomeDisplay display;
    private final BoardClock clock;
    private final Mqtt3AsyncClient client;
    private final Thread thread;

    /// Home Assistant has started: it forgot what was announced.
    private final AtomicBoolean announce = new AtomicBoolean();

    private volatile boolean over;

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

    private Mqtt3AsyncClient client() {
        Mqtt3ClientBuilder builder =
                Mqtt3Client.builder()
                        .identifier("smart-meter-" + messages.meter().value())
                        .serverHost(settings.host())
                        .serverPort(settings.port());
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
            try {
                connect();
                wait = FIRST_WAIT;
                told = false;
                publish();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            } catch (ExecutionException | TimeoutException e) {
                if (!told && !over) {
                    LOG.warn("the home's broker does not answer: {}", e.getMessage());
                    told = true;
                }
            }
            if (over) {
                return; // whoever closes says "offline" over this connection
            }
            client.disconnect();
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
                        .cleanSession(true)
                        .keepAlive(KEEP_ALIVE_SECONDS)
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
        client.subscribeWith()
                .topicFilter(messages.homeAssistantStatus())
                .qos(MqttQos.AT_LEAST_ONCE)
                .callback(
                        status -> {
                            if (text(status.getPayloadAsBytes())
                                    .equals(HomeAssistantMessages.ONLINE)) {
                                announce.set(true);
                            }
                        })
                .send()
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        announce.set(true);
    }

    /// Until the connection breaks.
    private void publish() throws InterruptedException, ExecutionException, TimeoutException {
        Optional<Picture> last = Optional.empty();
        Instant next = Instant.MIN;
        while (!over && client.getState().isConnected()) {
            last = display.await(last, Duration.ofSeconds(1));
            Instant now = clock.now();
            Optional<Picture> fresh = last.filter(picture -> isFresh(picture, now));
            if (fresh.isEmpty()) {
                continue;
            }
            if (announce.getAndSet(false)) {
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

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
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
