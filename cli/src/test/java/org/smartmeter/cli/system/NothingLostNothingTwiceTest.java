package org.smartmeter.cli.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.smartmeter.cli.Smartmeter;
import org.smartmeter.device.BoardClock;
import org.smartmeter.device.DeviceRunner;
import org.smartmeter.device.Enrolment;
import org.smartmeter.device.MeterKeys;
import org.smartmeter.device.MqttLineConnector;
import org.smartmeter.headend.Invitation;
import org.smartmeter.journal.DirectoryFiles;
import org.smartmeter.journal.Journal;
import org.smartmeter.journal.JournalSettings;
import org.smartmeter.network.NewHome;
import org.smartmeter.readings.StoredRecords;
import org.smartmeter.server.UtilityServer;
import org.smartmeter.server.configuration.UtilityConfiguration;
import org.smartmeter.simulator.fleet.SimulatedMeter;
import org.smartmeter.terms.JournalRecord;
import org.smartmeter.terms.MeterId;
import org.smartmeter.terms.SequenceRange;
import org.smartmeter.wire.RecordTag;
import org.smartmeter.wire.v1.Schedule;

/// The promise that everything else rests on, with real processes that are killed in the middle of
/// whatever they do: the utility twenty times, the meters' process twenty times, while 200 meters
/// push over a line that loses, repeats, delays, reorders and corrupts, and the broker is cut off
/// now and then.
class NothingLostNothingTwiceTest {

    private static final int METERS = 200;
    private static final int KILLS = 20;
    private static final Duration SHORTEST_STAY = Duration.ofMillis(50);
    private static final Duration LONGEST_STAY = Duration.ofSeconds(6);

    /// What both processes print once they are up.
    private static final String UP = "ready";

    private static final long SEED = 20_261_122;
    private static final Instant BUILD_DATE = Instant.parse("2000-01-01T00:00:00Z");
    private static final String[] FAULTS = {"0.05", "0.10", "0.20", "400", "0.01"};

    @TempDir private Path directory;
    private Path utilityConfiguration = Path.of("");
    private int brokerPort;
    private int enrolmentPort;

    @BeforeEach
    void configure() throws IOException {
        brokerPort = Ports.free();
        enrolmentPort = Ports.free();
        utilityConfiguration = directory.resolve("utility.properties");
        Files.writeString(
                utilityConfiguration,
                """
                data.directory = %s
                http.port = 0
                broker.port = %d
                enrolment.port = %d
                """
                        .formatted(directory.resolve("utility"), brokerPort, enrolmentPort));
    }

    @Test
    @Timeout(value = 6, unit = TimeUnit.MINUTES)
    void everyRecordIsInTheStoreExactlyOnce() throws Exception {
        try (CuttableProxy proxy = CuttableProxy.to(brokerPort)) {
            enrolMeters(proxy.port());
            stormOfKills(proxy);
            drainAndCompare();
        }
    }

    private void enrolMeters(int linePort) {
        try (UtilityServer utility =
                UtilityServer.start(UtilityConfiguration.read(utilityConfiguration))) {
            Instant since = Instant.now().minus(Duration.ofDays(1));
            utility.network()
                    .createHomes(
                            meters().stream()
                                    .map(
                                            meter ->
                                                    new NewHome(
                                                            meter.value(),
                                                            "",
                                                            java.time.ZoneOffset.UTC,
                                                            "C " + meter,
                                                            meter,
                                                            since))
                                    .toList());
            meters().parallelStream().forEach(meter -> enrol(utility, meter, linePort));
        }
    }

    private void enrol(UtilityServer utility, MeterId meter, int linePort) {
        Invitation invitation = utility.headend().invite(meter);
        try {
            MeterKeys keys =
                    Enrolment.enrol(
                            invitation.url(),
                            invitation.fingerprint(),
                            invitation.code(),
                            meter,
                            directory.resolve("enrolled").resolve(meter.value()));
            keys.withBroker(keys.brokerHost(), linePort)
                    .save(fleet().resolve(meter.value()).resolve("keys"));
        } catch (org.smartmeter.device.EnrolmentRefusedException e) {
            throw new AssertionError(e);
        }
        utility.headend()
                .schedule(
                        meter, Schedule.newBuilder().setSamplePeriod(1).setPushPeriod(10).build());
    }

    /// Both sides are killed by clocks of their own, so that every combination of moments can
    /// happen.
    private void stormOfKills(CuttableProxy proxy) {
        Random random = new Random(SEED);
        long utilitySeed = random.nextLong();
        long fleetSeed = random.nextLong();
        try (ExecutorService killers = Executors.newFixedThreadPool(2)) {
            CompletableFuture<Void> storm =
                    CompletableFuture.allOf(
                            CompletableFuture.runAsync(
                                    () -> kill(new Random(utilitySeed), this::startUtility),
                                    killers),
                            CompletableFuture.runAsync(
                                    () -> kill(new Random(fleetSeed), this::startFleet), killers));
            while (!storm.isDone()) {
                try {
                    storm.get(random.nextLong(2_000, 12_000), TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    proxy.cut();
                } catch (InterruptedException | ExecutionException e) {
                    throw new AssertionError(e);
                }
            }
            storm.join();
        }
    }

    private interface Starter {
        ChildProcess start(int time);
    }

    /// Every third time at a random moment from its start on, so that starting is hit as well;
    /// otherwise at a random moment after it was up, mostly soon.
    private static void kill(Random random, Starter starter) {
        for (int time = 1; time <= KILLS; time++) {
            try (ChildProcess child = starter.start(time)) {
                if (time % 3 != 0) {
                    child.awaitOutput(UP);
                }
                LockSupport.parkNanos(stay(random).toNanos());
                assertThat(child.isAlive())
                        .as("the process was alive when it was killed, %s", child.output())
                        .isTrue();
            }
        }
    }

    /// Half of them less than a second, one in ten more than four.
    private static Duration stay(Random random) {
        double share = Math.pow(random.nextDouble(), 3);
        return SHORTEST_STAY.plusMillis((long) (share * LONGEST_STAY.toMillis()));
    }

    private ChildProcess startUtility(int time) {
        return ChildProcess.start(
                directory.resolve("utility-" + time + ".log"),
                "512m",
                Smartmeter.class.getName(),
                "utility",
                "--config",
                utilityConfiguration.toString());
    }

    private ChildProcess startFleet(int time) {
        List<String> arguments =
                new ArrayList<>(List.of(fleet().toString(), Long.toString(SEED + time)));
        arguments.addAll(List.of(FAULTS));
        return ChildProcess.start(
                directory.resolve("fleet-" + time + ".log"),
                "512m",
                FleetProcess.class.getName(),
                arguments.toArray(String[]::new));
    }

    private void drainAndCompare() {
        try (UtilityServer utility =
                UtilityServer.start(UtilityConfiguration.read(utilityConfiguration))) {
            drain();
            long rows = meters().stream().mapToLong(meter -> compare(utility, meter)).sum();
            assertThat(rows).as("rows that lived through the storm").isGreaterThan(METERS * 5L);
        }
    }

    /// The meters come up once more, measure nothing and send what is left.
    private void drain() {
        try (DeviceRunner runner = new DeviceRunner(BoardClock.system(), 2)) {
            List<DeviceRunner.Running> running = new ArrayList<>();
            for (MeterId meter : meters()) {
                Path home = fleet().resolve(meter.value());
                MeterKeys keys = MeterKeys.load(home.resolve("keys")).orElseThrow();
                SimulatedMeter simulated =
                        new SimulatedMeter(
                                SimulatedMeter.settings(meter, BUILD_DATE),
                                keys.deviceKeys(),
                                home);
                running.add(
                        runner.run(
                                simulated.start(
                                        new MqttLineConnector(keys), BoardClock.system().now()),
                                (_, _) -> Instant.MAX));
            }
            await().atMost(Duration.ofSeconds(90))
                    .untilAsserted(
                            () ->
                                    assertThat(running)
                                            .allMatch(meter -> meter.status().allStored()));
        }
    }

    /// @return how many rows the meter's journal holds
    private long compare(UtilityServer utility, MeterId meter) {
        Path home = fleet().resolve(meter.value()).resolve("memory").resolve("journal");
        try (Journal journal =
                Journal.open(
                        DirectoryFiles.open(home),
                        JournalSettings.DEFAULT,
                        meter,
                        () -> {
                            throw new AssertionError("the journal of " + meter + " is gone");
                        })) {
            SequenceRange all = new SequenceRange(1, journal.lastSequence());
            StoredRecords stored = utility.readings().storedRecords(meter, journal.epoch());
            assertThat(stored.duplicates()).as("twice of %s", meter).isEmpty();
            assertThat(stored.lost().ranges()).as("declared lost by %s", meter).isEmpty();
            assertThat(stored.present().ranges()).as("stored of %s", meter).contains(all);
            List<JournalRecord> written = journal.read(1, Integer.MAX_VALUE, Integer.MAX_VALUE);
            assertThat(utility.readings().journal(meter, journal.epoch(), all))
                    .as("records of %s, byte by byte", meter)
                    .isEqualTo(written);
            return written.stream().filter(record -> record.tag() == RecordTag.ROW).count();
        }
    }

    private Path fleet() {
        return directory.resolve("fleet");
    }

    private static List<MeterId> meters() {
        return IntStream.rangeClosed(1, METERS)
                .mapToObj(n -> new MeterId("SEM%013d".formatted(n)))
                .toList();
    }
}
