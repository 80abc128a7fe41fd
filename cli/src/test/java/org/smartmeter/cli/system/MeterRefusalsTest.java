package org.smartmeter.cli.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.smartmeter.device.BoardClock;
import org.smartmeter.device.DeviceRunner;
import org.smartmeter.device.DeviceStatus;
import org.smartmeter.device.MeterKeys;
import org.smartmeter.device.Refusal;
import org.smartmeter.simulator.fleet.SimulatedMeter;
import org.smartmeter.simulator.fleet.SourceFrontEnd;
import org.smartmeter.simulator.fleet.SteadyLoad;
import org.smartmeter.terms.MeterId;
import org.smartmeter.wire.EventCode;
import org.smartmeter.wire.OrderRefusedException.Reason;
import org.smartmeter.wire.v1.Downlink;
import org.smartmeter.wire.v1.Range;
import org.smartmeter.wire.v1.Receipt;
import org.smartmeter.wire.v1.Schedule;
import org.smartmeter.wire.v1.SignedOrder;
import org.smartmeter.wire.v1.Time;
import tools.jackson.databind.JsonNode;

/// Everything false that can be said to a meter, even by somebody who stole the utility's keys: the
/// very device refuses it with its reason, counts it, and tells the operator in an event, while its
/// records and its neighbour's keep arriving.
class MeterRefusalsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration STEP = Duration.ofSeconds(1);
    private static final Instant BUILD_DATE = Instant.parse("2020-01-01T00:00:00Z");
    private static final MeterId METER = new MeterId("SEM0000000004410");
    private static final MeterId NEIGHBOUR = new MeterId("SEM0000000004411");

    private @TempDir Path directory = Path.of("");
    private RunningUtility utility;
    private OperatorScreen operator;
    private DeviceRunner runner;
    private FalseUtility line;
    private FalseUtility neighboursLine;
    private DeviceRunner.Running meter;
    private DeviceRunner.Running neighbour;

    @BeforeEach
    void start() throws Exception {
        utility = RunningUtility.start(directory);
        operator = utility.operator();
        runner = new DeviceRunner(BoardClock.system(), 2);
        MeterKeys keys = enrolled(METER);
        MeterKeys neighboursKeys = enrolled(NEIGHBOUR);
        line = new FalseUtility(keys, utility.keys());
        neighboursLine = new FalseUtility(neighboursKeys, utility.keys());
        meter = run(keys, line);
        neighbour = run(neighboursKeys, neighboursLine);
        await().atMost(PATIENCE).until(() -> storedUpTo(METER) > 2 && storedUpTo(NEIGHBOUR) > 2);
    }

    @AfterEach
    void stop() {
        runner.close();
        operator.close();
        utility.close();
    }

    private MeterKeys enrolled(MeterId id) {
        MeterKeys keys = utility.enrol(id);
        utility.server()
                .headend()
                .schedule(id, Schedule.newBuilder().setSamplePeriod(1).setPushPeriod(10).build());
        return keys;
    }

    private DeviceRunner.Running run(MeterKeys keys, FalseUtility connector) {
        Instant now = BoardClock.system().now();
        SimulatedMeter simulated =
                new SimulatedMeter(
                        SimulatedMeter.settings(keys.meter(), BUILD_DATE),
                        keys.deviceKeys(),
                        directory.resolve(keys.meter().value()));
        return runner.run(
                simulated.start(connector, now),
                new SourceFrontEnd(new SteadyLoad(500, STEP, now), STEP));
    }

    /// What the meter tells of a refusal: the code of the event and the reason among its values.
    private record Told(EventCode code, int reason) {
        boolean in(JsonNode event) {
            JsonNode values = event.path("values");
            return event.path("code").asInt() == code.number()
                    && (code == EventCode.ORDER_REFUSED ? values.path(1) : values.path(0)).asInt()
                            == reason;
        }
    }

    private record Row(String what, Refusal refusal, Optional<Told> told, Runnable deed) {}

    private static Row order(String what, Reason reason, Runnable deed) {
        return new Row(
                what,
                Refusal.ORDER,
                Optional.of(new Told(EventCode.ORDER_REFUSED, reason.number())),
                deed);
    }

    private static Row message(String what, Refusal refusal, Runnable deed) {
        return new Row(
                what,
                refusal,
                Optional.of(new Told(EventCode.MESSAGES_REFUSED, refusal.number())),
                deed);
    }

    private List<Row> table() {
        return List.of(
                order("reused counter", Reason.COUNTER, () -> line.says(line.trueOrder())),
                order(
                        "another meter's true order",
                        Reason.METER,
                        () -> line.says(neighboursLine.trueOrder())),
                order(
                        "expired",
                        Reason.EXPIRED,
                        () ->
                                line.says(
                                        line.signed(
                                                line.order().setNotAfter(minutesFromNow(-10))))),
                order(
                        "not yet valid",
                        Reason.NOT_YET_VALID,
                        () ->
                                line.says(
                                        line.signed(
                                                line.order().setNotBefore(minutesFromNow(10))))),
                order(
                        "signed by nobody we know",
                        Reason.COMMAND_SIGNATURE,
                        () -> line.says(line.forged(line.order()))),
                order(
                        "not signed",
                        Reason.COMMAND_SIGNATURE,
                        () -> line.says(SignedOrder.getDefaultInstance())),
                order(
                        "an order to do nothing",
                        Reason.UNKNOWN_KIND,
                        () -> line.says(line.signed(line.order().clearLive()))),
                order(
                        "a sample period that divides no hour",
                        Reason.MALFORMED,
                        () ->
                                line.says(
                                        line.signed(
                                                line.order()
                                                        .setSchedule(
                                                                Schedule.newBuilder()
                                                                        .setSamplePeriod(7)
                                                                        .setPushPeriod(10))))),
                message(
                        "a time that answers no hello",
                        Refusal.STALE_TIME,
                        () ->
                                line.says(
                                        line.signed(
                                                line.order()
                                                        .setTime(
                                                                Time.newBuilder()
                                                                        .setTimeRequest(1)
                                                                        .setUtilityTime(
                                                                                minutesFromNow(
                                                                                        0)))))),
                message(
                        "acknowledgement of what was never sent",
                        Refusal.BEYOND_LAST,
                        () -> line.says(receipt().setStoredUpTo(1_000_000))),
                message(
                        "asked again for what never was",
                        Refusal.BEYOND_LAST,
                        () ->
                                line.says(
                                        receipt()
                                                .setStoredUpTo(1)
                                                .addReadAgain(
                                                        Range.newBuilder()
                                                                .setFirst(1)
                                                                .setLast(Long.MAX_VALUE)))),
                message(
                        "a receipt of another epoch",
                        Refusal.OTHER_EPOCH,
                        () -> line.says(receipt().setEpoch(meter.status().epoch() - 1))),
                message(
                        "a receipt that takes back",
                        Refusal.BACKWARDS,
                        () -> line.says(receipt().setStoredUpTo(1))),
                message("no message", Refusal.MALFORMED, () -> line.says(emptyMessage())),
                message("a broken seal", Refusal.SEAL, () -> line.says(spoilt(line.trueFrame()))),
                new Row(
                        "a message heard before",
                        Refusal.REPEATED,
                        Optional.empty(),
                        () -> line.says(line.trueFrame())));
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void whatIsFalseIsRefusedCountedAndToldWhileRecordsKeepArriving() {
        List<Told> wanted = new ArrayList<>();
        for (Row row : table()) {
            long before = refused(meter.status(), row.refusal());
            row.deed().run();
            await().alias(row.what())
                    .atMost(PATIENCE)
                    .until(() -> refused(meter.status(), row.refusal()) == before + 1);
            row.told().ifPresent(wanted::add);
        }
        DeviceStatus after = meter.status();
        long neighbourAt = storedUpTo(NEIGHBOUR);

        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> {
                            List<JsonNode> events = operator.meter(METER, "events");
                            assertThat(wanted)
                                    .as("told to the operator: %s", events)
                                    .allMatch(told -> events.stream().anyMatch(told::in));
                        });
        await().atMost(PATIENCE)
                .until(
                        () ->
                                storedUpTo(METER) > after.lastSequence()
                                        && storedUpTo(NEIGHBOUR) > neighbourAt + 5);
        assertThat(meter.failure()).isEmpty();
        assertThat(meter.status().acknowledged()).isGreaterThan(after.lastSequence());
        assertThat(meter.status().schedule().samplePeriod()).isEqualTo(1);
        assertThat(neighbour.status().refused()).isEmpty();
        assertThat(operator.refusals()).as("the meters did nothing wrong").isEmpty();
    }

    private Receipt.Builder receipt() {
        DeviceStatus now = meter.status();
        return Receipt.newBuilder().setEpoch(now.epoch()).setStoredUpTo(now.acknowledged());
    }

    private static Downlink emptyMessage() {
        return Downlink.getDefaultInstance();
    }

    private static byte[] spoilt(byte[] frame) {
        byte[] spoilt = frame.clone();
        spoilt[spoilt.length - 1] ^= 1;
        return spoilt;
    }

    private static long minutesFromNow(long minutes) {
        return Instant.now().plus(Duration.ofMinutes(minutes)).toEpochMilli();
    }

    private static long refused(DeviceStatus status, Refusal why) {
        return status.refused().getOrDefault(why, 0L);
    }

    private long storedUpTo(MeterId id) {
        return operator.meter(id).path("storedUpTo").asLong();
    }
}
