package org.smartmeter.network;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.smartmeter.terms.MeterId;

/// The SQL that answers.
final class Queries {

    private static final String INSTALLATION =
            "select meter, i.place, lower(i.during) as since, upper(i.during) as until"
                    + " from network.installations i ";

    private Queries() {}

    static Optional<Place> place(Handle handle, UUID place) {
        return handle.createQuery("select * from network.places where id = :place")
                .bind("place", place)
                .map(Rows::place)
                .findOne();
    }

    static Optional<Customer> customer(Handle handle, UUID customer) {
        return handle.createQuery("select * from network.customers where id = :customer")
                .bind("customer", customer)
                .map(Rows::customer)
                .findOne();
    }

    static Optional<Installation> installationOf(Handle handle, MeterId meter, Instant at) {
        return handle.createQuery(
                        INSTALLATION
                                + "where meter = :meter and during @> cast(:at as timestamptz)")
                .bind("meter", meter.value())
                .bind("at", Changes.time(at))
                .map(Rows::installation)
                .findOne();
    }

    static List<Installation> historyOf(Handle handle, MeterId meter) {
        return handle.createQuery(INSTALLATION + "where meter = :meter order by during")
                .bind("meter", meter.value())
                .map(Rows::installation)
                .list();
    }

    static List<Installation> installationsAt(Handle handle, UUID place) {
        return handle.createQuery(INSTALLATION + "where place = :place order by during, meter")
                .bind("place", place)
                .map(Rows::installation)
                .list();
    }

    static List<Occupancy> occupanciesOf(Handle handle, UUID place) {
        return handle.createQuery(
                        """
                        select place, customer, lower(during) as since, upper(during) as until
                        from network.occupancies where place = :place order by during
                        """)
                .bind("place", place)
                .map(Rows::occupancy)
                .list();
    }

    static List<Installation> openInstallations(Handle handle) {
        return handle.createQuery(INSTALLATION + "where upper_inf(during) order by meter")
                .map(Rows::installation)
                .list();
    }

    static Optional<Place> placeOf(Handle handle, MeterId meter, Instant at) {
        return handle.createQuery(
                        """
                        select p.* from network.places p
                        join network.installations i on i.place = p.id
                        where i.meter = :meter and i.during @> cast(:at as timestamptz)
                        """)
                .bind("meter", meter.value())
                .bind("at", Changes.time(at))
                .map(Rows::place)
                .findOne();
    }

    static Optional<Customer> accountHolderOf(Handle handle, UUID place, Instant at) {
        return handle.createQuery(
                        """
                        select c.* from network.customers c
                        join network.occupancies o on o.customer = c.id
                        where o.place = :place and o.during @> cast(:at as timestamptz)
                        """)
                .bind("place", place)
                .bind("at", Changes.time(at))
                .map(Rows::customer)
                .findOne();
    }

    static List<Place> placesOf(Handle handle, UUID customer, Instant at) {
        return handle.createQuery(
                        """
                        select p.* from network.places p
                        join network.occupancies o on o.place = p.id
                        where o.customer = :customer and o.during @> cast(:at as timestamptz)
                        order by lower(o.during), p.id
                        """)
                .bind("customer", customer)
                .bind("at", Changes.time(at))
                .map(Rows::place)
                .list();
    }

    static List<Installation> metersOf(Handle handle, UUID customer, Instant at) {
        return handle.createQuery(
                        INSTALLATION
                                + """
                                join network.occupancies o on o.place = i.place
                                where o.customer = :customer
                                  and o.during @> cast(:at as timestamptz)
                                  and i.during @> cast(:at as timestamptz)
                                order by meter
                                """)
                .bind("customer", customer)
                .bind("at", Changes.time(at))
                .map(Rows::installation)
                .list();
    }

    static List<Home> homes(Handle handle, String text, int limit) {
        return handle.createQuery(
                        """
                        select p.*, c.id as customer, c.name as customer_name, i.meter
                        from network.places p
                        left join network.installations i on i.place = p.id and upper_inf(i.during)
                        left join network.occupancies o on o.place = p.id and upper_inf(o.during)
                        left join network.customers c on c.id = o.customer
                        where :text = '' or i.meter ilike :pattern or p.name ilike :pattern
                           or p.address ilike :pattern or c.name ilike :pattern
                        order by i.meter, p.name, p.id
                        limit :limit
                        """)
                .bind("text", text)
                .bind("pattern", "%" + text.replaceAll("([\\\\%_])", "\\\\$1") + "%")
                .bind("limit", limit)
                .map(Rows::home)
                .list();
    }
}
