package org.smartmeter.network.importing;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.smartmeter.network.Customer;
import org.smartmeter.network.Period;
import org.smartmeter.network.Phase;
import org.smartmeter.network.Place;

/// The SQL that makes a plan true: one statement for each kind of change, the values of a column as
/// one array.
final class PlanWriter {

    private final Handle handle;

    private PlanWriter(Handle handle) {
        this.handle = handle;
    }

    static void write(Handle handle, ImportPlan plan) {
        PlanWriter writer = new PlanWriter(handle);
        writer.codes("feeders", plan.newFeeders());
        writer.codes("transformers", plan.newTransformers());
        writer.places(plan.descriptions());
        writer.customers(plan.descriptions());
        OnRecord links = plan.links();
        writer.alter("feedings", "transformer", "text", links.feedings());
        writer.alter("service_connections", "place", "uuid", links.supplies());
        writer.alter("occupancies", "place", "uuid", links.accounts());
        writer.alter("installations", "meter", "text", links.installations());
        writer.begin("feedings (transformer, feeder", "text", "text", links.feedings());
        writer.begin("occupancies (place, customer", "uuid", "uuid", links.accounts());
        writer.begin("installations (meter, place", "text", "uuid", links.installations());
        writer.connect(links.supplies().begun());
    }

    private void codes(String table, Collection<String> codes) {
        execute(
                "insert into network." + table + " (code) select * from unnest(?::text[])",
                (Object) codes.toArray(String[]::new));
    }

    private void places(Descriptions descriptions) {
        Map<String, Place> made = descriptions.newPlaces();
        execute(
                "insert into network.places (reference, id, name, address, zone) select * from"
                        + " unnest(?::text[], ?::uuid[], ?::text[], ?::text[], ?::text[])",
                made.keySet().toArray(String[]::new),
                column(made.values(), Place::id, UUID[]::new),
                column(made.values(), Place::name, String[]::new),
                column(made.values(), Place::address, String[]::new),
                column(made.values(), place -> place.zone().getId(), String[]::new));
        Collection<Place> corrected = descriptions.correctedPlaces();
        execute(
                "update network.places set address = a, zone = z"
                        + " from unnest(?::uuid[], ?::text[], ?::text[]) as t(i, a, z) where id = i",
                column(corrected, Place::id, UUID[]::new),
                column(corrected, Place::address, String[]::new),
                column(corrected, place -> place.zone().getId(), String[]::new));
    }

    private void customers(Descriptions descriptions) {
        Map<String, Customer> made = descriptions.newCustomers();
        execute(
                "insert into network.customers (reference, id, name)"
                        + " select * from unnest(?::text[], ?::uuid[], ?::text[])",
                made.keySet().toArray(String[]::new),
                column(made.values(), Customer::id, UUID[]::new),
                column(made.values(), Customer::name, String[]::new));
        Collection<Customer> corrected = descriptions.correctedCustomers();
        execute(
                "update network.customers set name = n"
                        + " from unnest(?::uuid[], ?::text[]) as t(i, n) where id = i",
                column(corrected, Customer::id, UUID[]::new),
                column(corrected, Customer::name, String[]::new));
    }

    private <K> void alter(String table, String key, String type, Links<K, ?> links) {
        List<Links.Altered<K>> altered = links.altered();
        execute(
                "update network."
                        + table
                        + " set during = tstzrange(f, u) from unnest(?::"
                        + type
                        + "[], ?::timestamptz[], ?::timestamptz[], ?::timestamptz[])"
                        + " as t(k, old, f, u) where "
                        + key
                        + " = k and lower(during) = old",
                texts(altered, Links.Altered::key),
                column(altered, one -> from(one.recorded()), OffsetDateTime[]::new),
                column(altered, one -> from(one.period()), OffsetDateTime[]::new),
                column(altered, one -> to(one.period()), OffsetDateTime[]::new));
    }

    private <K, V> void begin(String columns, String keys, String values, Links<K, V> links) {
        List<Links.Begun<K, V>> begun = links.begun();
        execute(
                "insert into network."
                        + columns
                        + ", during) select k, v, tstzrange(f, u) from unnest(?::"
                        + keys
                        + "[], ?::"
                        + values
                        + "[], ?::timestamptz[], ?::timestamptz[]) as t(k, v, f, u)",
                texts(begun, Links.Begun::key),
                texts(begun, Links.Begun::value),
                column(begun, one -> from(one.period()), OffsetDateTime[]::new),
                column(begun, one -> to(one.period()), OffsetDateTime[]::new));
    }

    private void connect(List<Links.Begun<UUID, Supply>> begun) {
        execute(
                "insert into network.service_connections (place, transformer, phase, during)"
                        + " select p, t, h, tstzrange(f, u) from unnest(?::uuid[], ?::text[],"
                        + " ?::text[], ?::timestamptz[], ?::timestamptz[]) as t(p, t, h, f, u)",
                column(begun, Links.Begun::key, UUID[]::new),
                column(begun, one -> one.value().transformer(), String[]::new),
                column(
                        begun,
                        one -> one.value().phase().map(Phase::name).orElse(null),
                        String[]::new),
                column(begun, one -> from(one.period()), OffsetDateTime[]::new),
                column(begun, one -> to(one.period()), OffsetDateTime[]::new));
    }

    private void execute(String sql, Object... columns) {
        if (((Object[]) columns[0]).length == 0) {
            return;
        }
        try (var update = handle.createUpdate(sql)) {
            for (int i = 0; i < columns.length; i++) {
                update.bind(i, columns[i]);
            }
            update.execute();
        }
    }

    private static OffsetDateTime from(Period period) {
        return period.from().atOffset(ZoneOffset.UTC);
    }

    private static @Nullable OffsetDateTime to(Period period) {
        return period.to().map(to -> to.atOffset(ZoneOffset.UTC)).orElse(null);
    }

    private static <S> String[] texts(Collection<S> rows, Function<S, ?> value) {
        return column(rows, row -> String.valueOf(value.apply(row)), String[]::new);
    }

    private static <S, T> T[] column(
            Collection<S> rows, Function<S, ? extends @Nullable T> value, IntFunction<T[]> array) {
        List<@Nullable T> values = new ArrayList<>(rows.size());
        rows.forEach(row -> values.add(value.apply(row)));
        return values.toArray(array);
    }
}
