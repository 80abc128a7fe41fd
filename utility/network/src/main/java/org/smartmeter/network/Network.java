package org.smartmeter.network;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.smartmeter.database.Database;
import org.smartmeter.terms.MeterId;

/// The utility's record of feeders, transformers, places, customers and meters. Safe for use by
/// many threads; every call is one transaction.
public final class Network {

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
        return jdbi.inTransaction(handle -> Changes.remove(handle, meter, to));
    }

    /// Another meter at the same place: the old one's installation ends at the instant at which
    /// the new one's begins, so no energy lies between them.
    ///
    /// @return the new one's
    /// @throws NetworkConflictException if the old one is not installed since before then, or the
    /// new one hangs somewhere then
    public Installation exchange(MeterId old, MeterId replacement, Instant at) {
        return refusing(
                "meter " + replacement + " hangs somewhere then; remove it there first",
                handle -> {
                    UUID place = Changes.remove(handle, old, at).place();
                    Installation installation =
                            new Installation(replacement, place, Period.since(at));
                    Changes.insert(handle, installation);
                    return installation;
                });
    }

    /// @throws IllegalArgumentException if the code is blank
    /// @throws NetworkConflictException if there is one of that code
    public Feeder createFeeder(String code) {
        Feeder feeder = new Feeder(code);
        return refusing(
                "there is a feeder " + feeder + " already",
                handle -> {
                    GridChanges.insert(handle, feeder);
                    return feeder;
                });
    }

    /// @throws IllegalArgumentException if the code is blank
    /// @throws NetworkConflictException if there is one of that code
    public Transformer createTransformer(String code) {
        Transformer transformer = new Transformer(code);
        return refusing(
                "there is a transformer " + transformer + " already",
                handle -> {
                    GridChanges.insert(handle, transformer);
                    return transformer;
                });
    }

    /// The transformer hangs on the feeder, until further notice; what fed it before ends then.
    ///
    /// @throws NetworkConflictException if it was put on a feeder at that instant or later, or one
    /// of them is unknown
    public Feeding feed(Transformer transformer, Feeder feeder, Instant from) {
        Feeding feeding = new Feeding(transformer, feeder, Period.since(from));
        return refusing(
                "transformer " + transformer + " was put on a feeder then, or later",
                handle -> {
                    GridChanges.begin(handle, feeding);
                    return feeding;
                });
    }

    /// The place is supplied by the transformer, until further notice; what supplied it before
    /// ends then. Another phase of the same transformer is another connection.
    ///
    /// @param phase empty where nobody knows
    /// @throws NetworkConflictException if it was connected at that instant or later, or one of
    /// them is unknown
    public ServiceConnection connect(
            UUID place, Transformer transformer, Optional<Phase> phase, Instant from) {
        ServiceConnection connection =
                new ServiceConnection(place, transformer, phase, Period.since(from));
        return refusing(
                "place " + place + " was connected to a transformer then, or later",
                handle -> {
                    GridChanges.begin(handle, connection);
                    return connection;
                });
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

    public List<Feeder> feeders() {
        return jdbi.withHandle(GridQueries::feeders);
    }

    public List<Transformer> transformers() {
        return jdbi.withHandle(GridQueries::transformers);
    }

    /// The transformers that hang on the feeder.
    public List<Feeding> feedingsFrom(Feeder feeder, Instant at) {
        return jdbi.withHandle(handle -> GridQueries.feedingsFrom(handle, feeder, at));
    }

    /// What a transformer has hung on so far, oldest first.
    public List<Feeding> feedingsOf(Transformer transformer) {
        return jdbi.withHandle(handle -> GridQueries.feedingsOf(handle, transformer));
    }

    /// The places that the transformer supplies, by phase, the unknown ones last.
    public List<ServiceConnection> connectionsAt(Transformer transformer, Instant at) {
        return jdbi.withHandle(handle -> GridQueries.connectionsAt(handle, transformer, at));
    }

    /// What a place has been supplied from so far, oldest first.
    public List<ServiceConnection> connectionsOf(UUID place) {
        return jdbi.withHandle(handle -> GridQueries.connectionsOf(handle, place));
    }

    /// The way up from a meter; empty where it hangs nowhere then.
    public Optional<SupplyPath> pathOf(MeterId meter, Instant at) {
        return jdbi
                .withHandle(handle -> GridQueries.paths(handle, "i.meter", meter.value(), at))
                .stream()
                .findFirst();
    }

    /// All meters behind the feeder, by id. One question, however many there are.
    public List<SupplyPath> pathsFrom(Feeder feeder, Instant at) {
        return jdbi.withHandle(handle -> GridQueries.paths(handle, "f.feeder", feeder.code(), at));
    }

    /// All meters behind the transformer, by id. One question, however many there are.
    public List<SupplyPath> pathsFrom(Transformer transformer, Instant at) {
        return jdbi.withHandle(
                handle -> GridQueries.paths(handle, "s.transformer", transformer.code(), at));
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

    private <T> T refusing(String conflict, Transactions.Change<T> change) {
        return Transactions.refusing(jdbi, conflict, change);
    }
}
