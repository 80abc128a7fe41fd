package org.smartmeter.network;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/// Creates many homes with one statement per table, the values of a column as one array each.
final class BulkCreation {

    private BulkCreation() {}

    static List<Home> create(Handle handle, List<NewHome> homes) {
        List<Home> created = new ArrayList<>(homes.size());
        for (NewHome home : homes) {
            created.add(
                    new Home(
                            new Place(UUID.randomUUID(), home.name(), home.address(), home.zone()),
                            Optional.of(new Customer(UUID.randomUUID(), home.customer())),
                            Optional.of(home.meter())));
        }
        UUID[] places = column(created, home -> home.place().id(), UUID[]::new);
        UUID[] customers = column(created, home -> home.customer().orElseThrow().id(), UUID[]::new);
        OffsetDateTime[] from =
                column(homes, home -> Changes.time(home.from()), OffsetDateTime[]::new);
        execute(
                handle,
                "insert into network.places (id, name, address, zone)"
                        + " select * from unnest(?::uuid[], ?::text[], ?::text[], ?::text[])",
                places,
                column(homes, NewHome::name, String[]::new),
                column(homes, NewHome::address, String[]::new),
                column(homes, home -> home.zone().getId(), String[]::new));
        execute(
                handle,
                "insert into network.customers (id, name)"
                        + " select * from unnest(?::uuid[], ?::text[])",
                customers,
                column(homes, NewHome::customer, String[]::new));
        execute(
                handle,
                "insert into network.occupancies (place, customer, during)"
                        + " select p, c, tstzrange(f, null)"
                        + " from unnest(?::uuid[], ?::uuid[], ?::timestamptz[]) as t(p, c, f)",
                places,
                customers,
                from);
        execute(
                handle,
                "insert into network.installations (meter, place, during)"
                        + " select m, p, tstzrange(f, null)"
                        + " from unnest(?::text[], ?::uuid[], ?::timestamptz[]) as t(m, p, f)",
                column(homes, home -> home.meter().value(), String[]::new),
                places,
                from);
        return created;
    }

    private static void execute(Handle handle, String sql, Object[]... columns) {
        try (var update = handle.createUpdate(sql)) {
            for (int i = 0; i < columns.length; i++) {
                update.bind(i, columns[i]);
            }
            update.execute();
        }
    }

    private static <S, T> T[] column(
            List<S> rows, Function<S, T> value, java.util.function.IntFunction<T[]> array) {
        return rows.stream().map(value).toArray(array);
    }
}
