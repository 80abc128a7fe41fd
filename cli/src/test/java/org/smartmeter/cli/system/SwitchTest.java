package org.smartmeter.cli.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.smartmeter.cli.demo.Household;
import org.smartmeter.device.BoardClock;
import org.smartmeter.device.DeviceRunner;
import org.smartmeter.device.MeterKeys;
import org.smartmeter.device.Part;
import org.smartmeter.device.display.http.DisplaySettings;
import org.smartmeter.device.screens.ScreenSettings;
import org.smartmeter.device.screens.Screens;
import org.smartmeter.device.supply.ControlMode;
import org.smartmeter.device.supply.SupplyPart;
import org.smartmeter.device.tamper.TamperPart;
import org.smartmeter.device.tamper.TamperSettings;
import org.smartmeter.simulator.board.ModelRelay;
import org.smartmeter.simulator.board.ModelSensors;
import org.smartmeter.simulator.fleet.SimulatedMeter;
import org.smartmeter.simulator.fleet.SourceFrontEnd;
import org.smartmeter.terms.MeterId;
import org.smartmeter.wire.EventCode;
import org.smartmeter.wire.v1.Limiter;
import org.smartmeter.wire.v1.Schedule;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// From the limiter's order over the real line to the button on the meter's page: a simulated home
/// uses more than it may, is cut, and closes its supply again; a cover is opened meanwhile. The
/// utility's copy of the journal tells all of it. The orders are signed with the utility's own keys
/// as its commands will be.
class SwitchTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration STEP = Duration.ofMillis(200);
    private static final Instant BUILD_DATE = Instant.parse("2020-01-01T00:00:00Z");
    private static final MeterId METER = new MeterId("SEM0000000004420");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// Below what stands by in any home.
    private static final int ALMOST_NOTHING_WATTS = 5;

    private static final int PLENTY_WATTS = 50_000;

    /// The utility goes on counting its own orders from what the meter says it has seen.
    private static final long COUNTERS_APART = 1_000;

    private final ModelRelay relay = new ModelRelay(InstantSource.system());
    private final ModelSensors sensors = new ModelSensors();
    private final HttpClient home = HttpClient.newHttpClient();
    private @TempDir Path directory = Path.of("");
    private RunningUtility utility;
    private OperatorScreen operator;
    private DeviceRunner runner;
    private Screens screens;
    private FalseUtility line;
    private long counter = Long.MAX_VALUE / 2;

    @BeforeEach
    void start() throws IOException {
        utility = RunningUtility.start(directory);
        operator = utility.operator();
        MeterKeys keys = utility.enrol(METER);
        utility.server()
                .headend()
                .schedule(
                        METER, Schedule.newBuilder().setSamplePeriod(1).setPushPeriod(10).build());
        line = new FalseUtility(keys, utility.keys());
        BoardClock clock = BoardClock.system();
        runner = new DeviceRunner(clock, 2);
        SupplyPart supply = new SupplyPart(ControlMode.MODE_5, relay, new Random(1));
        screens =
                Screens.open(
                        new ScreenSettings(
                                ZoneOffset.UTC,
                                Optional.of(DisplaySettings.loopback()),
                                Optional.empty()),
                        METER,
                        "smart-meter 0.1.0",
                        clock,
                        Optional.of(supply),
                        List.of());
        List<Part> parts = new ArrayList<>();
        parts.add(supply);
        parts.add(
                new TamperPart(
                        TamperSettings.EUROPEAN.withFeedingIn(true),
                        sensors,
                        () -> supply.status().mayFlow()));
        parts.addAll(screens.parts());
        SimulatedMeter meter =
                new SimulatedMeter(
                        SimulatedMeter.settings(METER, BUILD_DATE),
                        keys.deviceKeys(),
                        directory.resolve("meter"));
        Instant now = clock.now();
        Household household = new Household(1, ZoneOffset.UTC).behind(relay);
        DeviceRunner.Running running =
                runner.run(
                        meter.start(line, parts, now),
                        new SourceFrontEnd(household.live(now), STEP, relay));
        screens.runs(running::status);
        await().atMost(PATIENCE).until(line::hasHeard);
        await().atMost(PATIENCE).until(() -> power() > ALMOST_NOTHING_WATTS);
    }

    @AfterEach
    void stop() {
        screens.close();
        runner.close();
        home.close();
        operator.close();
        utility.close();
    }

    @Test
    @Timeout(value = 120, unit = TimeUnit.SECONDS)
    void whoUsesMoreThanTheyMayIsCutAndClosesAtThePage() {
        assertThat(isClosed()).isTrue();

        limitTo(ALMOST_NOTHING_WATTS);
        await().atMost(PATIENCE).until(() -> !isClosed());
        assertThat(supply().path("cause").asString()).isEqualTo("limiter");
        await().atMost(PATIENCE).until(() -> power() == 0);
        utilityKnows(false, "limiter", ALMOST_NOTHING_WATTS);

        sensors.terminalCover(true);
        limitTo(PLENTY_WATTS);
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(supply().path("limiter").path("limit").asInt())
                                        .isEqualTo(PLENTY_WATTS));
        assertThat(relay.isClosed()).as("only the person at home closes").isFalse();
        press("connect");
        await().atMost(PATIENCE).until(() -> isClosed());
        await().atMost(PATIENCE).until(() -> power() > ALMOST_NOTHING_WATTS);
        utilityKnows(true, "customer", PLENTY_WATTS);

        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(told(EventCode.SUPPLY_SWITCHED))
                                        .as("limiter opens (g), customer closes (e)")
                                        .extracting(event -> event.path("values").path(1).asInt())
                                        .containsExactly(7, 5));
        assertThat(told(EventCode.LIMIT_EXCEEDED)).hasSize(1);
        assertThat(told(EventCode.TERMINAL_COVER_OPENED)).hasSize(1);
        assertThat(told(EventCode.ENERGY_WHILE_OPEN_BEGAN)).isEmpty();
        assertThat(told(EventCode.RELAY_DISAGREES)).isEmpty();
    }

    /// By the meter's hello.
    private void utilityKnows(boolean closed, String cause, int limit) {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> {
                            JsonNode said = operator.meter(METER).path("supply");
                            assertThat(said.path("output").asString(""))
                                    .isEqualTo(closed ? "closed" : "open");
                            assertThat(said.path("cause").asString("")).isEqualTo(cause);
                            assertThat(said.path("limit").asInt(-1)).isEqualTo(limit);
                        });
    }

    private void limitTo(int watts) {
        line.says(
                line.approved(
                        line.order()
                                .setCounter(counter += COUNTERS_APART)
                                .setLimiter(
                                        Limiter.newBuilder()
                                                .setMonitored(Limiter.Monitored.ACTIVE_POWER_IMPORT)
                                                .setThresholdNormal(watts)
                                                .setMinimumOverDuration(1))));
    }

    /// In the order in which it happened.
    private List<JsonNode> told(EventCode code) {
        return operator.meter(METER, "events").stream()
                .filter(event -> event.path("code").asInt() == code.number())
                .sorted((a, b) -> a.path("time").asString().compareTo(b.path("time").asString()))
                .toList();
    }

    private JsonNode shown() {
        return JSON.readTree(screens.now());
    }

    private JsonNode supply() {
        return shown().path("supply");
    }

    private boolean isClosed() {
        return supply().path("output").asString().equals("closed");
    }

    private double power() {
        return shown().path("now").path("watts").asDouble();
    }

    private void press(String act) {
        URI page = screens.page().orElseThrow().resolve("/api/acts");
        HttpRequest request =
                HttpRequest.newBuilder(page)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("X-Smart-Meter", "test")
                        .POST(BodyPublishers.ofString("act=" + act))
                        .build();
        try {
            assertThat(home.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
