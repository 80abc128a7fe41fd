package org.smartmeter.network;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.smartmeter.database.Database;
import org.smartmeter.terms.MeterId;

/// The utility's record of places, customers and meters. Safe for use by many threads; every call
/// is one transaction.
public final class Network {

    private static final String EXCLUSION_VIOLATION = "23P01";
    private static final String FOREIGN_KEY_VIOLATION = "23503";

    private final Jdbi jdbi;

    /// On a database whose schema `network` is up to date.
    public Network(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /// Brings the schema `network` up to date and opens it.
    public static Network open(Database database) {
        database.migrate("network");
        return new Network(database.jdbi());
    }

    /// @throws IllegalArgumentException if the name is blank
    public Place createPlace(String name, String address, ZoneId zone) {
        Place place = new Place(UUID.randomUUID(), name, address, zone);
        jdbi.useHandle(handle -> Changes.insert(handle, place));
        return place;
    }

    /// @throws IllegalArgumentException if the name is blank
    public Customer createCustomer(String name) {
        Customer customer = new Customer(UUID.randomUUID(), name);
        jdbi.useHandle(handle -> Changes.insert(handle, customer));
        return customer;
    }

    /// Creates all homes or, if one of their meters already hangs elsewhere, none. Fast for a
    /// hundred thousand.
    ///
    /// @return the homes in the order given
    /// @throws NetworkConflictException if a meter is given twice or is installed already
    public List<Home> createHomes(List<NewHome> homes) {
        return refusing(
                "a meter is given twice or hangs somewhere already; nothing was created",
                handle -> BulkCreation.create(handle, homes));
    }

    /// The customer moves in, until further notice.
    ///
    /// @throws NetworkConflictException if another account of the place is still open then, or
    /// place or customer is unknown
    public Occupancy occupy(UUID place, UUID customer, Instant from) {
        Occupancy occupancy = new Occupancy(place, customer, Period.since(from));
        return refusing(
                "the account of place " + place + " is held then; end it first",
                handle -> {
                    Changes.insert(handle, occupancy);
                    return occupancy;
                });
    }

    /// Ends the open account of the place.
    ///
    /// @throws NetworkConflictException if none is open, or it began later
    public Occupancy vacate(UUID place, Instant to) {
        return jdbi.inTransaction(handle -> Changes.vacate(handle, place, to))
                .orElseThrow(
                        () ->
                                new NetworkConflictException(
                                        "place "
                                                + place
                                                + " has no open account since before "
                                                + to));
    }

    /// The meter is installed at the place, until further notice.
    ///
    /// @throws NetworkConflictException if it hangs somewhere then, or the place is unknown
    public Installation install(MeterId meter, UUID place, Instant from) {
        Installation installation = new Installation(meter, place, Period.since(from));
        return refusing(
                "meter " + meter + " hangs somewhere then; remove it there first",
                handle -> {
                    Changes.insert(handle, installation);
                    return installation;
                });
    }

    /// Ends the meter's open installation.
    ///
    /// @throws NetworkConflictException if none is open, or it began later
    public Installation remove(MeterId meter, Instant to) {
        return jdbi.inTransaction(handle -> Changes.remove(handle, meter, to))
                .orElseThrow(
                        () ->
                                new NetworkConflictException(
                                        "meter " + meter + " is not installed since before " + to));
    }

    public Optional<Place> place(UUID place) {
        return jdbi.withHandle(handle -> Queries.place(handle, place));
    }

    public Optional<Customer> customer(UUID customer) {
        return jdbi.withHandle(handle -> Queries.customer(handle, customer));
    }

    public Optional<Installation> installationOf(MeterId meter, Instant at) {
        return jdbi.withHandle(handle -> Queries.installationOf(handle, meter, at));
    }

    /// Where a meter hung, first to last.
    public List<Installation> historyOf(MeterId meter) {
        return jdbi.withHandle(handle -> Queries.historyOf(handle, meter));
    }

    /// The meters that hung at a place, first to last.
    public List<Installation> installationsAt(UUID place) {
        return jdbi.withHandle(handle -> Queries.installationsAt(handle, place));
    }

    /// Who held the account of a place, first to last.
    public List<Occupancy> occupanciesOf(UUID place) {
        return jdbi.withHandle(handle -> Queries.occupanciesOf(handle, place));
    }

    /// All installations that are open, by meter.
    public List<Installation> installations() {
        return jdbi.withHandle(Queries::openInstallations);
    }

    public Optional<Place> placeOf(MeterId meter, Instant at) {
        return jdbi.withHandle(handle -> Queries.placeOf(handle, meter, at));
    }

    /// Who holds the account of a place.
    public Optional<Customer> accountHolderOf(UUID place, Instant at) {
        return jdbi.withHandle(handle -> Queries.accountHolderOf(handle, place, at));
    }

    /// The place where the customer holds the account; of several, the one held longest.
    public Optional<Place> homeOf(UUID customer, Instant at) {
        return jdbi.withHandle(handle -> Queries.placesOf(handle, customer, at)).stream()
                .findFirst();
    }

    /// The meters that hang where the customer holds the account.
    public List<Installation> metersOf(UUID customer, Instant at) {
        return jdbi.withHandle(handle -> Queries.metersOf(handle, customer, at));
    }

    /// All homes as they stand now, by meter and name; places that nobody holds and places without
    /// a meter included.
    public List<Home> homes() {
        return jdbi.withHandle(handle -> Queries.homes(handle, "", Integer.MAX_VALUE));
    }

    /// Homes as they stand now in whose meter id, name, address or customer's name the text occurs,
    /// upper and lower case alike.
    ///
    /// @throws IllegalArgumentException if the limit is below 1
    public List<Home> search(String text, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("a search finds at least one, not " + limit);
        }
        return jdbi.withHandle(handle -> Queries.homes(handle, text.strip(), limit));
    }

    private interface Change<T> {
        T make(Handle handle);
    }

    private <T> T refusing(String conflict, Change<T> change) {
        try {
            return jdbi.inTransaction(change::make);
        } catch (UnableToExecuteStatementException e) {
            throw switch (sqlState(e)) {
                case EXCLUSION_VIOLATION -> new NetworkConflictException(conflict, e);
                case FOREIGN_KEY_VIOLATION ->
                        new NetworkConflictException("that place or customer is unknown", e);
                default -> e;
            };
        }
    }

    private static String sqlState(UnableToExecuteStatementException e) {
        return e.getCause() instanceof java.sql.SQLException sql && sql.getSQLState() != null
                ? sql.getSQLState()
                : "";
    }
}
