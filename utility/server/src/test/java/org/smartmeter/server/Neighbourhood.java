package org.smartmeter.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.smartmeter.commands.CommandSettings;
import org.smartmeter.commands.Commands;
import org.smartmeter.database.Database;
import org.smartmeter.network.Network;
import org.smartmeter.network.Transformer;
import org.smartmeter.readings.ReadingStore;
import org.smartmeter.readings.ReadingsSettings;
import org.smartmeter.readings.feed.EventFeed;
import org.smartmeter.readings.validation.ValidationRules;
import org.smartmeter.readings.vee.ValidatedReadings;
import org.smartmeter.readings.vee.Validator;
import org.smartmeter.server.approval.ApprovalDesk;
import org.smartmeter.server.audit.AccessRecord;
import org.smartmeter.server.commands.CommandWorker;
import org.smartmeter.server.configuration.UtilityConfiguration;
import org.smartmeter.server.coverage.Coverage;
import org.smartmeter.server.feed.Webhooks;
import org.smartmeter.server.http.HttpServer;
import org.smartmeter.server.live.EventStreams;
import org.smartmeter.server.live.LiveHub;
import org.smartmeter.server.notices.Notices;
import org.smartmeter.server.signin.Users;
import org.smartmeter.server.validation.MeterZones;
import org.smartmeter.terms.MeterId;

/// A running server with real database, store and web server, and a model of the line, shared by
/// the test classes that ask for it. Its people: Amina and Bilal in homes of their own; Chand, who
/// moved in after Dara moved out; Erik, whose meter was exchanged; Farah, who has no home; Omar,
/// Olga and Gul, operators; Zara and Yusuf, who may approve. Amina and Bilal hang on transformer T1
/// of feeder F1. Everybody's password is "correct horse".
final class Neighbourhood implements AutoCloseable {

    static final Instant NOW = Instant.parse("2026-11-22T18:07:00Z");
    static final Instant SINCE = Instant.parse("2026-10-18T22:00:00Z");
    static final Instant MOVED = Instant.parse("2026-11-10T09:00:00Z");
    static final Instant EXCHANGED = Instant.parse("2026-11-15T12:00:00Z");
    static final MeterId AMINA = new MeterId("SEM0000000000001");
    static final MeterId BILAL = new MeterId("SEM0000000000002");
    static final MeterId CHAND = new MeterId("SEM0000000000003");
    static final MeterId ERIK_OLD = new MeterId("SEM0000000000004");
    static final MeterId ERIK_NEW = new MeterId("SEM0000000000005");
    static final MeterId SILENT = new MeterId("SEM0000000000006");
    private static final String PASSWORD = "correct horse";

    final TestClock clock = new TestClock(NOW);
    final TestClock wall = new TestClock(NOW);
    final ModelLine line = new ModelLine();
    final Database database;
    final Network network;
    final ReadingStore readings;
    final Validator validator;
    final ValidatedReadings validated;
    final Coverage coverage;
    final EventFeed feed;
    final Webhooks webhooks;
    final Users users;
    final AccessRecord accessRecord;
    final LiveHub hub;
    final Notices notices;
    final Commands commands;
    final ApprovalDesk approvals;
    final CommandWorker worker;
    final HttpServer http;
    private final EventStreams streams = new EventStreams();
    private final Opened opened = new Opened();

    private Neighbourhood(Path directory) {
        database = opened.add(Database.embedded(directory.resolve("database")));
        database.migrate("server");
        network = Network.open(database);
        users = new Users(database.jdbi(), clock);
        accessRecord = new AccessRecord(database.jdbi(), clock);
        readings =
                opened.add(
                        new ReadingStore(
                                database,
                                ReadingsSettings.DEFAULT,
                                new InstallationStarts(network),
                                _ -> Optional.empty(),
                                clock));
        MeterZones zones = new MeterZones(network, ZoneId.of("Europe/Berlin"), clock);
        validator =
                opened.add(
                        new Validator(
                                database,
                                readings,
                                _ -> ValidationRules.HOME,
                                zones,
                                Duration.ofDays(1),
                                wall));
        validated = new ValidatedReadings(database, readings, zones, clock);
        coverage =
                opened.add(
                        new Coverage(
                                database.jdbi(),
                                network,
                                readings,
                                ZoneId.of("Europe/Berlin"),
                                clock));
        feed = new EventFeed(database.dataSource());
        webhooks = opened.add(new Webhooks(database.jdbi(), feed, InstantSource.system()));
        webhooks.start();
        hub = opened.add(new LiveHub(clock));
        readings.listen(hub);
        settle();
        hub.start(line);
        notices =
                opened.add(new Notices(database.jdbi(), readings, accessRecord, line, clock, wall));
        commands = Commands.open(database, CommandSettings.DEFAULT, new Random(1));
        approvals =
                ApprovalDesk.open(directory.resolve("approval"), "localhost", new SecureRandom());
        worker = opened.add(new CommandWorker(commands, line, approvals, readings, clock));
        readings.listen(worker);
        worker.start();
        UtilityConfiguration configuration =
                UtilityConfiguration.loopback(directory).withZone(ZoneId.of("Europe/Berlin"));
        http = opened.add(serve(configuration));
        opened.add(streams);
    }

    /// Another web server before the same rooms.
    HttpServer serve(UtilityConfiguration configuration) {
        return HttpServer.start(
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
                        streams),
                List.of(Screens.class));
    }

    private void settle() {
        Transformer transformer = network.createTransformer("T1");
        network.feed(transformer, network.createFeeder("F1"), SINCE);
        for (UUID place : List.of(home("amina", "Amina", AMINA), home("bilal", "Bilal", BILAL))) {
            network.connect(place, transformer, Optional.empty(), SINCE);
        }
        UUID chandsPlace = home("dara", "Dara", CHAND);
        network.vacate(chandsPlace, MOVED);
        UUID chand = network.createCustomer("Chand").id();
        network.occupy(chandsPlace, chand, MOVED);
        users.addCustomer("chand", "Chand", PASSWORD, chand);
        UUID eriksPlace = home("erik", "Erik", ERIK_OLD);
        network.remove(ERIK_OLD, EXCHANGED);
        network.install(ERIK_NEW, eriksPlace, EXCHANGED);
        home("silas", "Silas", SILENT);
        users.addCustomer("farah", "Farah", PASSWORD, network.createCustomer("Farah").id());
        users.addOperator("omar", "Omar", PASSWORD);
        users.addOperator("olga", "Olga", PASSWORD);
        users.addOperator("gul", "Gul", PASSWORD);
        users.addApprover("zara", "Zara", PASSWORD);
        users.addApprover("yusuf", "Yusuf", PASSWORD);
        for (MeterId meter : List.of(AMINA, BILAL, CHAND, ERIK_NEW, SILENT)) {
            line.enrol(meter);
        }
        Instant last = Instant.parse("2026-11-22T18:00:00Z");
        MeterHistory.write(readings, AMINA, SINCE, last);
        MeterHistory.write(readings, BILAL, SINCE, last);
        MeterHistory.write(readings, CHAND, SINCE, last);
        MeterHistory.write(readings, ERIK_OLD, SINCE, EXCHANGED);
        MeterHistory.write(readings, ERIK_NEW, EXCHANGED, last);
    }

    private UUID home(String name, String displayName, MeterId meter) {
        UUID place =
                network.createPlace(
                                displayName + "'s home",
                                displayName + " Street 1",
                                ZoneId.of("Europe/Berlin"))
                        .id();
        UUID customer = network.createCustomer(displayName).id();
        network.occupy(place, customer, SINCE);
        network.install(meter, place, SINCE);
        users.addCustomer(name, displayName, PASSWORD, customer);
        return place;
    }

    URI address() {
        return http.address();
    }

    /// A browser with nobody signed in.
    Browser browser() {
        return new Browser(address());
    }

    Browser browserOf(String name) {
        return browser().signIn(name);
    }

    @Override
    public void close() {
        opened.close();
    }

    /// Hands the one neighbourhood of the test run to whoever asks for it.
    static final class Shared implements ParameterResolver {

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Neighbourhood.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(ExtensionContext.Namespace.GLOBAL)
                    .getOrComputeIfAbsent(
                            Neighbourhood.class,
                            _ -> new Neighbourhood(directory()),
                            Neighbourhood.class);
        }

        private static Path directory() {
            try {
                return Files.createTempDirectory(Path.of("target"), "neighbourhood");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
