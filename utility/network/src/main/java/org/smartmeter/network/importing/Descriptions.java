package org.smartmeter.network.importing;

import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.smartmeter.network.Customer;
import org.smartmeter.network.Place;

/// Places and customers as record and table together describe them. These have no history: the
/// table's address, zone or name takes the place of what is on record.
final class Descriptions {

    /// What a line said first.
    private record Said(String value, long line) {}

    private final OnRecord record;
    private final Supplier<UUID> newIds;
    private final ZoneId usualZone;
    private final Map<String, Said> said = new HashMap<>();
    private final Map<String, Place> places = new LinkedHashMap<>();
    private final Map<String, Customer> customers = new LinkedHashMap<>();

    /// @param newIds for places and customers that are not on record
    /// @param usualZone of a new place of which no zone is said
    Descriptions(OnRecord record, Supplier<UUID> newIds, ZoneId usualZone) {
        this.record = record;
        this.newIds = newIds;
        this.usualZone = usualZone;
    }

    /// @throws IllegalArgumentException if another line describes the place or the customer
    /// otherwise, or a new customer has no name
    void add(Statement statement) {
        String place = "place '" + statement.place() + "'";
        agree("address of " + place, statement.address(), statement.line());
        agree("zone of " + place, statement.zone().map(ZoneId::getId), statement.line());
        statement.customer().ifPresent(customer -> addCustomer(customer, statement));
        Place known =
                known(places, record.places(), statement.place())
                        .orElseGet(() -> made(statement.place()));
        places.put(
                statement.place(),
                new Place(
                        known.id(),
                        known.name(),
                        statement.address().orElse(known.address()),
                        statement.zone().orElse(known.zone())));
        record.names().put(known.id(), known.name());
    }

    private void addCustomer(String reference, Statement statement) {
        agree("name of customer '" + reference + "'", statement.name(), statement.line());
        Optional<Customer> known = known(customers, record.customers(), reference);
        String name =
                statement
                        .name()
                        .or(() -> known.map(Customer::name))
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "customer '"
                                                        + reference
                                                        + "' is not on record, so the name is needed"));
        UUID id = known.map(Customer::id).orElseGet(newIds);
        customers.put(reference, new Customer(id, name));
        record.names().put(id, name);
    }

    private Place made(String reference) {
        return new Place(newIds.get(), reference, "", usualZone);
    }

    private static <T> Optional<T> known(
            Map<String, T> said, Map<String, T> recorded, String reference) {
        return Optional.ofNullable(said.get(reference))
                .or(() -> Optional.ofNullable(recorded.get(reference)));
    }

    private void agree(String what, Optional<String> value, long line) {
        if (value.isEmpty()) {
            return;
        }
        Said first = said.computeIfAbsent(what, _ -> new Said(value.get(), line));
        if (!first.value().equals(value.get())) {
            throw new IllegalArgumentException(
                    "the "
                            + what
                            + " is '"
                            + value.get()
                            + "' here and '"
                            + first.value()
                            + "' in line "
                            + first.line());
        }
    }

    /// The place of that number, described before.
    UUID place(String reference) {
        return Objects.requireNonNull(places.get(reference), reference).id();
    }

    /// The customer of that number, described before.
    UUID customer(String reference) {
        return Objects.requireNonNull(customers.get(reference), reference).id();
    }

    /// By number.
    Map<String, Place> newPlaces() {
        return without(places, record.places());
    }

    /// By number.
    Map<String, Customer> newCustomers() {
        return without(customers, record.customers());
    }

    Collection<Place> correctedPlaces() {
        return differing(places, record.places());
    }

    Collection<Customer> correctedCustomers() {
        return differing(customers, record.customers());
    }

    private static <T> Map<String, T> without(Map<String, T> said, Map<String, T> recorded) {
        Map<String, T> made = new LinkedHashMap<>(said);
        made.keySet().removeAll(recorded.keySet());
        return made;
    }

    private static <T> Collection<T> differing(Map<String, T> said, Map<String, T> recorded) {
        Map<String, T> differing = new LinkedHashMap<>(said);
        differing.keySet().retainAll(recorded.keySet());
        differing.entrySet().removeAll(recorded.entrySet());
        return differing.values();
    }
}
