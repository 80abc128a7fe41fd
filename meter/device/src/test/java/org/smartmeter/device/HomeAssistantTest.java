package org.smartmeter.device;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3Client;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.smartmeter.device.homeassistant.HomeAssistantSettings;
import org.smartmeter.device.homeassistant.HomeAssistantSettings.SignIn;
import org.smartmeter.device.screens.ScreenSettings;
import org.smartmeter.device.screens.Screens;

/// The meter in Home Assistant through a real Mosquitto that asks for a password; the test stands
/// where Home Assistant does and listens.
class HomeAssistantTest {

    private static final String BASE = "smart-meter/" + Bench.METER.value();
    private static final String CONFIG = "homeassistant/device/" + Bench.METER.value() + "/config";
    private static final SignIn SIGN_IN = new SignIn("meter", "a password: with spaces");

    /// What stood in one message.
    private record Heard(String topic, String payload, boolean retained) {}

    private final Bench bench = new Bench("2026-05-01T08:00:00Z");
    private final ConcurrentLinkedQueue<Heard> heard = new ConcurrentLinkedQueue<>();
    private Path directory = Path.of(".");
    private int port;
    private Optional<Process> mosquitto = Optional.empty();
    private Optional<Screens> screens = Optional.empty();
    private Optional<Mqtt3AsyncClient> assistant = Optional.empty();
    private Optional<Thread> life = Optional.empty();
    private volatile boolean over;

    @BeforeEach
    void openBroker(@TempDir Path given) throws Exception {
        directory = given;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Path passwords = directory.resolve("passwords");
        new ProcessBuilder(
                        program("mosquitto_passwd"),
                        "-b",
                        "-c",
                        passwords.toString(),
                        SIGN_IN.user(),
                        SIGN_IN.password())
                .start()
                .waitFor();
        Files.writeString(
                directory.resolve("mosquitto.conf"),
                """
                listener %d 127.0.0.1
                allow_anonymous false
                password_file %s
                user root
                """
                        .formatted(port, passwords));
        startBroker();
    }

    private void startBroker() throws IOException {
        mosquitto =
                Optional.of(
                        new ProcessBuilder(
                                        program("mosquitto"),
                                        "-c",
                                        directory.resolve("mosquitto.conf").toString())
                                .redirectErrorStream(true)
                                .redirectOutput(directory.resolve("mosquitto.log").toFile())
                                .start());
    }

    private static String program(String name) {
        return Stream.concat(
                        Arrays.stream(System.getenv("PATH").split(java.io.File.pathSeparator)),
                        Stream.of("/usr/sbin", "/usr/local/sbin", "/opt/homebrew/sbin"))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(
                        () ->
                                new AssertionError(
                                        "Mosquitto is not installed; on Debian: apt-get install"
                                                + " mosquitto"))
                .toString();
    }

    /// Home Assistant subscribes to all that concerns it.
    private void listen() {
        Mqtt3AsyncClient client =
                Mqtt3Client.builder()
                        .identifier("assistant")
                        .serverHost("127.0.0.1")
                        .serverPort(port)
                        .buildAsync();
        await().atMost(20, SECONDS)
                .ignoreExceptions()
                .until(
                        () ->
                                client.connectWith()
                                                .simpleAuth()
                                                .username(SIGN_IN.user())
                                                .password(bytes(SIGN_IN.password()))
                                                .applySimpleAuth()
                                                .send()
                                                .get(5, SECONDS)
                                        != null);
        for (String topic : List.of(BASE + "/#", "homeassistant/device/#")) {
            client.subscribeWith()
                    .topicFilter(topic)
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .callback(
                            message ->
                                    heard.add(
                                            new Heard(
                                                    message.getTopic().toString(),
                                                    new String(
                                                            message.getPayloadAsBytes(),
                                                            StandardCharsets.UTF_8),
                                                    message.isRetain())))
                    .send()
                    .join();
        }
        assistant = Optional.of(client);
    }

    private void stopListening() {
        assistant.ifPresent(client -> client.disconnect().join());
        assistant = Optional.empty();
        heard.clear();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void startMeter() {
        BoardClock board =
                new BoardClock() {
                    @Override
                    public Instant now() {
                        return bench.board();
                    }

                    @Override
                    public Duration until(Instant instant) {
                        return Duration.ZERO;
                    }
                };
        HomeAssistantSettings settings =
                HomeAssistantSettings.plain("127.0.0.1", port)
                        .withSignIn(SIGN_IN)
                        .withPeriod(Duration.ofSeconds(1));
        screens =
                Optional.of(
                        Screens.open(
                                new ScreenSettings(
                                        ZoneOffset.UTC, Optional.empty(), Optional.of(settings)),
                                Bench.METER,
                                "smart-meter 0.1.0",
                                board,
                                Optional.empty(),
                                List.of()));
        bench.parts = () -> screens.orElseThrow().parts();
        bench.window = Duration.ofSeconds(1);
        bench.start();
        over = false;
        Thread thread = Thread.ofVirtual().unstarted(this::live);
        life = Optional.of(thread);
        thread.start();
    }

    private void live() {
        while (!over) {
            bench.pass(Duration.ofSeconds(1));
            Thread.yield();
        }
    }

    private void stopMeter() throws InterruptedException {
        over = true;
        if (life.isPresent()) {
            life.get().join();
        }
        screens.ifPresent(Screens::close);
        bench.stop();
        screens = Optional.empty();
    }

    @AfterEach
    void end() throws InterruptedException {
        if (screens.isPresent()) {
            stopMeter();
        }
        stopListening();
        mosquitto.ifPresent(Process::destroy);
    }

    private Optional<Heard> last(String topic) {
        return heard.stream().filter(it -> it.topic().equals(topic)).reduce((_, last) -> last);
    }

    private String payload(String topic) {
        await().atMost(20, SECONDS).until(() -> last(topic).isPresent());
        return last(topic).orElseThrow().payload();
    }

    @Test
    void theMeterAnnouncesItselfAndTellsWhatItMeasures() {
        listen();
        startMeter();
        String config = payload(CONFIG);
        assertThat(config)
                .contains("\"dev\":{\"ids\":\"smart-meter-" + Bench.METER.value() + "\"")
                .contains("\"o\":{\"name\":\"smart-meter\"")
                .contains("\"availability_topic\":\"" + BASE + "/available\"")
                .contains(
                        "\"imported\":{\"unique_id\":\""
                                + Bench.METER.value()
                                + "_imported\",\"name\":\"Energy imported\",\"p\":\"sensor\","
                                + "\"device_class\":\"energy\",\"state_class\":\"total_increasing\","
                                + "\"unit_of_measurement\":\"kWh\"")
                .contains("\"device_class\":\"power\",\"state_class\":\"measurement\"")
                .contains("\"unit_of_measurement\":\"W\"")
                .doesNotContain("L2")
                .doesNotContain("binary_sensor");
        assertThat(payload(BASE + "/available")).isEqualTo("online");
        assertThat(payload(BASE + "/now"))
                .contains("\"power\":1000.0", "\"voltage_l1\":230.0", "\"frequency\":50.000");
        assertThat(payload(BASE + "/imported")).matches("\\d+\\.\\d{6}");
    }

    @Test
    void aRegisterIsNeverToldToStandAtZeroNorToFall() throws Exception {
        listen();
        startMeter();
        payload(BASE + "/imported");
        stopMeter();
        assertThat(payload(BASE + "/available")).isEqualTo("offline");
        startMeter();
        await().atMost(20, SECONDS).until(() -> payload(BASE + "/available").equals("online"));
        int before = heard.size();
        await().atMost(20, SECONDS).until(() -> heard.size() > before + 5);
        List<Double> told =
                heard.stream()
                        .filter(it -> it.topic().equals(BASE + "/imported"))
                        .map(it -> Double.parseDouble(it.payload()))
                        .toList();
        assertThat(told).isSorted().allMatch(kilowattHours -> kilowattHours > 0);
        assertThat(last(BASE + "/exported")).isEmpty();
    }

    @Test
    void whoComesLaterFindsAnnouncementAvailabilityAndRegistersButNoOldPower() throws Exception {
        listen();
        startMeter();
        payload(BASE + "/imported");
        stopListening();
        screens.orElseThrow().close();
        listen();
        await().atMost(20, SECONDS)
                .until(
                        () ->
                                Stream.of(CONFIG, BASE + "/imported", BASE + "/available")
                                        .allMatch(topic -> last(topic).isPresent()));
        assertThat(heard).allMatch(Heard::retained);
        assertThat(payload(BASE + "/available")).isEqualTo("offline");
        assertThat(last(BASE + "/now")).isEmpty();
    }

    @Test
    void itAnnouncesAgainWhenTheBrokerHasForgotten() throws Exception {
        listen();
        startMeter();
        payload(CONFIG);
        mosquitto.orElseThrow().destroyForcibly().waitFor();
        heard.clear();
        assistant = Optional.empty();
        startBroker();
        listen();
        payload(CONFIG);
        assertThat(payload(BASE + "/available")).isEqualTo("online");
    }

    /// The will that the broker keeps for a meter whose supply failed.
    @Test
    void aMeterThatIsGoneWithoutAWordIsCalledOffline() {
        listen();
        startMeter();
        await().atMost(20, SECONDS).until(() -> payload(BASE + "/available").equals("online"));
        // The same identifier takes the connection over, which to the broker is a loss.
        Mqtt3AsyncClient usurper =
                Mqtt3Client.builder()
                        .identifier("smart-meter-" + Bench.METER.value())
                        .serverHost("127.0.0.1")
                        .serverPort(port)
                        .buildAsync();
        usurper.connectWith()
                .simpleAuth()
                .username(SIGN_IN.user())
                .password(bytes(SIGN_IN.password()))
                .applySimpleAuth()
                .send()
                .join();
        await().atMost(20, SECONDS)
                .until(
                        () ->
                                heard.stream()
                                        .anyMatch(
                                                it ->
                                                        it.topic().equals(BASE + "/available")
                                                                && it.payload().equals("offline")));
        usurper.disconnect();
    }
}
