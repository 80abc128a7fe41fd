package org.smartmeter.server;

import java.io.IOException;
import java.io.Reader;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.smartmeter.commands.Person;
import org.smartmeter.database.Database;
import org.smartmeter.headend.Batch;
import org.smartmeter.headend.Headend;
import org.smartmeter.headend.Intake;
import org.smartmeter.headend.Invitation;
import org.smartmeter.headend.Stored;
import org.smartmeter.network.Customer;
import org.smartmeter.network.Network;
import org.smartmeter.network.importing.Column;
import org.smartmeter.network.importing.ImportResult;
import org.smartmeter.network.importing.NetworkImport;
import org.smartmeter.network.importing.Row;
import org.smartmeter.readings.Installations;
import org.smartmeter.readings.ReadingStore;
import org.smartmeter.readings.ReadingsSettings;
import org.smartmeter.readings.bulk.BadRow;
import org.smartmeter.readings.bulk.BulkIntake;
import org.smartmeter.readings.bulk.BulkRefusedException;
import org.smartmeter.readings.bulk.BulkResult;
import org.smartmeter.server.approval.Passkeys;
import org.smartmeter.server.audit.AccessRecord;
import org.smartmeter.server.audit.Action;
import org.smartmeter.server.configuration.UtilityConfiguration;
import org.smartmeter.server.signin.Role;
import org.smartmeter.server.signin.User;
import org.smartmeter.server.signin.UserRefusedException;
import org.smartmeter.server.signin.Users;
import org.smartmeter.terms.Epoch;
import org.smartmeter.terms.MeterId;

/// What the owner of the machine does from the command line: add users, invite meters. Works beside
/// the running server and without it; opens no port.
public final class UtilityAdministration implements AutoCloseable {

    private static final String ACTOR = "console";

    private final Opened opened = new Opened();
    private final InstantSource clock = InstantSource.system();
    private final Database database;
    private final ZoneId zone;
    private final Users users;
    private final Network network;
    private final NetworkImport networkImport;
    private final AccessRecord record;
    private final Headend headend;
    private final Passkeys passkeys;

    private UtilityAdministration(UtilityConfiguration configuration) {
        database = opened.add(Databases.beside(configuration));
        zone = configuration.zone();
        try {
            database.migrate("server");
            network = Network.open(database);
            networkImport = new NetworkImport(database.jdbi(), configuration.zone());
            users = new Users(database.jdbi(), clock);
            record = new AccessRecord(database.jdbi(), clock);
            passkeys = new Passkeys(configuration.approvalKeyDirectory());
            headend =
                    opened.add(
                            new Headend(
                                    LineSettings.of(configuration),
                                    database,
                                    new NoIntake(),
                                    (_, _) -> {},
                                    clock));
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    /// Opens the utility's records; starts its embedded database if nobody has.
    ///
    /// @throws StartFailedException if they cannot be opened
    public static UtilityAdministration open(UtilityConfiguration configuration) {
        try {
            return new UtilityAdministration(configuration);
        } catch (RuntimeException e) {
            throw StartFailedException.of("the administration", "", 0, e);
        }
    }

    /// @throws UserRefusedException if it cannot be added so
    public User addOperator(String name, String displayName, String password) {
        return recorded(users.addOperator(name, displayName, password));
    }

    /// @throws UserRefusedException if it cannot be added so
    public User addApprover(String name, String displayName, String password) {
        return recorded(users.addApprover(name, displayName, password));
    }

    /// Lets whoever holds the account where the meter hangs sign in.
    ///
    /// @throws UserRefusedException if it cannot be added so
    public User addCustomer(String name, String displayName, String password, MeterId meter) {
        Instant now = clock.instant();
        Customer customer =
                network.placeOf(meter, now)
                        .flatMap(place -> network.accountHolderOf(place.id(), now))
                        .orElseThrow(
                                () ->
                                        new UserRefusedException(
                                                "meter "
                                                        + meter
                                                        + " hangs nowhere, or nobody holds the"
                                                        + " account there"));
        return recorded(users.addCustomer(name, displayName, password, customer.id()));
    }

    /// Forgets the passkeys of somebody whose device is lost. They may register another one from
    /// the next sign-in on; what they approved and was not sent yet is not signed any more.
    ///
    /// @return how many there were
    /// @throws UserRefusedException if nobody who may approve has that name
    public int forgetPasskeys(String name) {
        User user =
                users.find(name)
                        .filter(found -> found.role() == Role.APPROVER)
                        .orElseThrow(
                                () ->
                                        new UserRefusedException(
                                                "there is no approver '" + name + "'"));
        record.append(ACTOR, Action.PASSKEYS_FORGOTTEN, user.name(), "");
        return passkeys.forget(new Person(user.name()));
    }

    /// Takes a table of the network into the record, whole or not at all; see [NetworkImport].
    ///
    /// @param name of the table, for the access record
    /// @throws IllegalArgumentException if the columns say too little
    public ImportResult importNetwork(
            String name, Set<Column> columns, List<Row> rows, boolean dryRun) {
        ImportResult result = networkImport.take(columns, rows, dryRun);
        if (!dryRun && result.bad().isEmpty() && !result.nothingNew()) {
            record.append(
                    ACTOR,
                    Action.NETWORK_IMPORTED,
                    name,
                    rows.size()
                            + " rows, links begun "
                            + result.begun()
                            + ", ended "
                            + result.ended());
        }
        return result;
    }

    /// Takes a table of registers into the store; see [BulkIntake#take]. Returns when all that is
    /// good is durable and merged.
    ///
    /// @param name of the table, for the access record
    /// @param zone of times without offset
    /// @param period of meters that were never delivered before, where it cannot be told from rows
    /// @param bad hears of each row that is not stored
    /// @throws IOException if the table cannot be read
    /// @throws BulkRefusedException if it is no such table; then nothing of it was stored
    public BulkResult importReadings(
            String name, Reader table, ZoneId zone, Optional<Duration> period, Consumer<BadRow> bad)
            throws IOException, BulkRefusedException {
        Installations installations = new InstallationStarts(network);
        ReadingsSettings settings = ReadingsSettings.DEFAULT.in(this.zone);
        try (ReadingStore store =
                new ReadingStore(database, settings, installations, _ -> Optional.empty(), clock)) {
            BulkResult result =
                    new BulkIntake(
                                    store,
                                    new BulkMeters(installations, headend),
                                    settings.aheadTolerance(),
                                    clock)
                            .take(table, zone, period, bad);
            store.merge();
            record.append(
                    ACTOR,
                    Action.READINGS_IMPORTED,
                    name,
                    result.stored() + " rows new, " + result.bad() + " bad");
            return result;
        }
    }

    /// A one-time code for the meter, to be carried to it on paper.
    public Invitation invite(MeterId meter) {
        return headend.invite(meter);
    }

    /// What enrolling meters know the server by.
    public String fingerprint() {
        return headend.fingerprint();
    }

    public Users users() {
        return users;
    }

    public Network network() {
        return network;
    }

    private User recorded(User user) {
        record.append(ACTOR, Action.USER_ADDED, user.name(), user.role().word());
        return user;
    }

    @Override
    public void close() {
        opened.close();
    }

    /// Nothing comes in while no line is open.
    private static final class NoIntake implements Intake {

        @Override
        public CompletionStage<Stored> store(Batch batch) {
            return CompletableFuture.failedStage(new IllegalStateException("no line is open"));
        }

        @Override
        public CompletionStage<Stored> stored(MeterId meter, Epoch epoch) {
            return CompletableFuture.failedStage(new IllegalStateException("no line is open"));
        }
    }
}
