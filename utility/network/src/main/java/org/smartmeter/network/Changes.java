package org.smartmeter.network;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.smartmeter.terms.MeterId;

/// The SQL that writes.
final class Changes {

    private Changes() {}

    static void insert(Handle handle, Place place) {
        handle.execute(
                "insert into network.places (id, name, address, zone) values (?, ?, ?, ?)",
                place.id(),
                place.name(),
                place.address(),
                place.zone().getId());
    }

    static void insert(Handle handle, Customer customer) {
        handle.execute(
                "insert into network.customers (id, name) values (?, ?)",
                customer.id(),
                customer.name());
    }

    static void insert(Handle handle, Occupancy occupancy) {
        handle.execute(
                "insert into network.occupancies (place, customer, during)"
                        + " values (?, ?, tstzrange(?, ?))",
                occupancy.place(),
                occupancy.customer(),
                time(occupancy.period().from()),
                end(occupancy.period()));
    }

    static void insert(Handle handle, Installation installation) {
        handle.execute(
                "insert into network.installations (meter, place, during)"
                        + " values (?, ?, tstzrange(?, ?))",
                installation.meter().value(),
                installation.place(),
                time(installation.period().from()),
                end(installation.period()));
    }

    static Optional<Occupancy> vacate(Handle handle, UUID place, Instant to) {
        return handle.createQuery(
                        """
                        update network.occupancies set during = tstzrange(lower(during), :to)
                        where place = :place and upper_inf(during) and lower(during) < :to
                        returning place, customer, lower(during) as since, upper(during) as until
                        """)
                .bind("place", place)
                .bind("to", time(to))
                .map(Rows::occupancy)
                .findOne();
    }

    /// @throws NetworkConflictException if the meter has no open installation, or it began later
    static Installation remove(Handle handle, MeterId meter, Instant to) {
        return handle.createQuery(
                        """
                        update network.installations set during = tstzrange(lower(during), :to)
                        where meter = :meter and upper_inf(during) and lower(during) < :to
                        returning meter, place, lower(during) as since, upper(during) as until
                        """)
                .bind("meter", meter.value())
                .bind("to", time(to))
                .map(Rows::installation)
                .findOne()
                .orElseThrow(
                        () ->
                                new NetworkConflictException(
                                        "meter " + meter + " is not installed since before " + to));
    }

    static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static @Nullable OffsetDateTime end(Period period) {
        return period.to().map(Changes::time).orElse(null);
    }
}
