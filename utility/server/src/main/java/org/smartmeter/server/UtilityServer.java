package org.smartmeter.server;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.smartmeter.commands.Commands;
import org.smartmeter.database.Database;
import org.smartmeter.headend.Headend;
import org.smartmeter.network.Network;
import org.smartmeter.readings.ReadingStore;
import org.smartmeter.readings.ReadingsSettings;
import org.smartmeter.readings.feed.EventFeed;
import org.smartmeter.readings.validation.RuleBook;
import org.smartmeter.readings.vee.ValidatedReadings;
import org.smartmeter.readings.vee.Validator;
import org.smartmeter.server.approval.ApprovalDesk;
import org.smartmeter.server.approval.RelyingParty;
import org.smartmeter.server.audit.AccessRecord;
import org.smartmeter.server.commands.CommandWorker;
import org.smartmeter.server.configuration.UtilityConfiguration;
import org.smartmeter.server.configuration.UtilityConfiguration.HttpEnd;
import org.smartmeter.server.coverage.Coverage;
import org.smartmeter.server.feed.Webhooks;
import org.smartmeter.server.http.HttpServer;
import org.smartmeter.server.line.MeterLine;
import org.smartmeter.server.live.EventStreams;
import org.smartmeter.server.live.LiveHub;
import org.smartmeter.server.notices.Notices;
import org.smartmeter.server.signin.Users;
import org.smartmeter.server.validation.MeterZones;
import org.smartmeter.server.validation.RulesFile;
import org.smartmeter.wire.Ed25519;

/// The whole utility in one process: database, head-end, readings, and the screens over HTTP.
/// Started with [#start], stopped in order with [#close].
public final class UtilityServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(UtilityServer.class);

    /// What comes in within a while is validated together.
    private static final Duration VALIDATED_AFTER = Duration.ofSeconds(60);

    private final Opened opened;
    private final Users users;
    private final Network network;
    private final Headend headend;
    private final ReadingStore readings;
    private final AccessRecord accessRecord;
    private final HttpServer http;
    private final CountDownLatch stopped = new CountDownLatch(1);

    private UtilityServer(Opened opened, UtilityConfiguration configuration, InstantSource clock) {
        this.opened = opened;
        Database database = opened.add(named("the database", () -> Databases.open(configuration)));
        database.migrate("server");
        this.network = Network.open(database);
        this.users = new Users(database.jdbi(), clock);
        this.accessRecord = new AccessRecord(database.jdbi(), clock);
        RuleBook rules =
                configuration.validationRules().map(RulesFile::read).orElse(RuleBook.HOMES);
        AtomicReference<@Nullable Headend> started = new AtomicReference<>();
        this.readings =
                opened.add(
                        new ReadingStore(
                                database,
                                ReadingsSettings.DEFAULT.in(configuration.zone()),
                                new InstallationStarts(network),
                                meter ->
                                        Optional.ofNullable(started.get())
                                                .flatMap(line -> line.signatureKey(meter))
                                                .map(Ed25519::verifier),
                                clock));
        MeterZones zones = new MeterZones(network, configuration.zone(), clock);
        opened.add(
                        new Validator(
                                database,
                                readings,
                                meter -> rules.of(meter.value()),
                                zones,
                                VALIDATED_AFTER,
                                InstantSource.system()))
                .start();
        ValidatedReadings validated = new ValidatedReadings(database, readings, zones, clock);
        Coverage coverage =
                opened.add(
                        new Coverage(
                                database.jdbi(), network, readings, configuration.zone(), clock));
        coverage.start();
        EventFeed feed = new EventFeed(database.dataSource());
        Webhooks webhooks = opened.add(new Webhooks(database.jdbi(), feed, InstantSource.system()));
        webhooks.start();
        LiveHub hub = opened.add(new LiveHub(clock));
        readings.listen(hub);
        this.headend =
                opened.add(
                        new Headend(
                                LineSettings.of(configuration),
                                database,
                                new ReadingsIntake(readings),
                                hub,
                                clock));
        started.set(headend);
        MeterLine line = MeterLine.of(headend);
        Commands commands = Commands.open(database, configuration.commands(), new SecureRandom());
        Restoration.endCommands(configuration.dataDirectory(), commands, accessRecord, clock);
        ApprovalDesk approvals = approvals(configuration);
        CommandWorker worker =
                opened.add(new CommandWorker(commands, line, approvals, readings, clock));
        readings.listen(worker);
        headend.listen(worker);
        startLine(configuration);
        worker.start();
        hub.start(line);
        Notices notices =
                opened.add(
                        new Notices(
                                database.jdbi(),
                                readings,
                                accessRecord,
                                line,
                                clock,
                                InstantSource.system()));
        notices.start();
        EventStreams streams = new EventStreams();
        this.http =
                opened.add(
                        startHttp(
                                configuration,
                                List.of(
                                        configuration,
                                        clock,
                                        network,
                                        readings,
                                        validated,
                                        coverage,
                                        feed,
                                        webhooks,
                                        users,
                                        accessRecord,
                                        line,
                                        commands,
                                        approvals,
                                        worker,
                                        notices,
                                        hub,
                                        streams)));
        opened.add(streams);
    }

    /// Starts everything; returns when the pages answer.
    ///
    /// @throws StartFailedException if a part cannot start; nothing is left running then
    public static UtilityServer start(UtilityConfiguration configuration) {
        return start(configuration, InstantSource.system());
    }

    /// The same on another clock: a demonstration may run faster than life. Everything in the
    /// utility that asks for the time asks this one.
    public static UtilityServer start(UtilityConfiguration configuration, InstantSource clock) {
        Opened opened = new Opened();
        try {
            UtilityServer server = new UtilityServer(opened, configuration, clock);
            LOG.info("the utility answers at {}", server.address());
            warnOfPlainHttp(configuration.http());
            return server;
        } catch (StartFailedException e) {
            opened.close();
            throw e;
        } catch (RuntimeException e) {
            opened.close();
            throw StartFailedException.of("the utility", "", 0, e);
        }
    }

    private static void warnOfPlainHttp(HttpEnd end) {
        InetAddress address = new InetSocketAddress(end.host(), 0).getAddress();
        boolean onThisMachine = address != null && address.isLoopbackAddress();
        if (!onThisMachine && end.tls().isEmpty()) {
            LOG.warn(
                    "passwords travel readable: {} is no loopback address and http.tls.keystore is"
                            + " not set; set it, or let only a TLS proxy reach this port",
                    end.host());
        }
    }

    /// Where browsers reach it.
    public URI address() {
        return http.address();
    }

    public Users users() {
        return users;
    }

    public Network network() {
        return network;
    }

    public Headend headend() {
        return headend;
    }

    public ReadingStore readings() {
        return readings;
    }

    /// Who did and saw what.
    public AccessRecord accessRecord() {
        return accessRecord;
    }

    /// Waits until somebody closes the server.
    public void awaitStop() throws InterruptedException {
        stopped.await();
    }

    /// Stops everything in order: no new requests, then the line, the store, the database. Doing
    /// it again does nothing.
    @Override
    public void close() {
        opened.close();
        stopped.countDown();
    }

    private static ApprovalDesk approvals(UtilityConfiguration configuration) {
        return ApprovalDesk.open(
                configuration.approvalKeyDirectory(),
                RelyingParty.of(configuration, configuration.http().port()).id(),
                new SecureRandom());
    }

    private void startLine(UtilityConfiguration configuration) {
        try {
            headend.start();
        } catch (RuntimeException e) {
            throw StartFailedException.of(
                    "the line to the meters", LineSettings.address(configuration), 0, e);
        }
    }

    private static HttpServer startHttp(UtilityConfiguration configuration, List<Object> parts) {
        try {
            return HttpServer.start(configuration, parts, List.of(Screens.class));
        } catch (RuntimeException e) {
            throw StartFailedException.of(
                    "the web server", configuration.http().host(), configuration.http().port(), e);
        }
    }

    private static <T> T named(String what, Supplier<T> start) {
        try {
            return start.get();
        } catch (RuntimeException e) {
            throw StartFailedException.of(what, "", 0, e);
        }
    }
}
