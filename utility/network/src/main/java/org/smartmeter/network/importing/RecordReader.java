package org.smartmeter.network.importing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.smartmeter.network.Customer;
import org.smartmeter.network.Period;
import org.smartmeter.network.Phase;
import org.smartmeter.network.Place;
import org.smartmeter.terms.MeterId;

/// The SQL that finds what is on record of everything that a table names: one query for each kind
/// of thing, however many there are.
final class RecordReader {

    private static final String PERIOD = "lower(during) as since, upper(during) as until";

    /// A value out of a row.
    private interface Cell<T> {
        T of(ResultSet row) throws SQLException;
    }

    private final Handle handle;
    private final List<Row> rows;
    private final Map<UUID, String> names = new HashMap<>();

    private RecordReader(Handle handle, List<Row> rows) {
        this.handle = handle;
        this.rows = rows;
    }

    static OnRecord read(Handle handle, List<Row> rows) {
        return new RecordReader(handle, rows).read();
    }

    private OnRecord read() {
        Map<String, Place> places =
                map(
                        "select * from network.places where reference = any(?)",
                        row -> row.getString("reference"),
                        row ->
                                new Place(
                                        row.getObject("id", UUID.class),
                                        row.getString("name"),
                                        row.getString("address"),
                                        ZoneId.of(row.getString("zone"))),
                        (Object) named(Column.PLACE));
        Map<String, Customer> customers =
                map(
                        "select * from network.customers where reference = any(?)",
                        row -> row.getString("reference"),
                        row -> new Customer(row.getObject("id", UUID.class), row.getString("name")),
                        (Object) named(Column.CUSTOMER));
        UUID[] ids = places.values().stream().map(Place::id).toArray(UUID[]::new);
        return new OnRecord(
                places,
                customers,
                codes("feeders", Column.FEEDER),
                codes("transformers", Column.TRANSFORMER),
                new Links<>(feedings(), true),
                new Links<>(supplies(ids), false),
                new Links<>(accounts(ids), false),
                new Links<>(installations(ids), false),
                names);
    }

    /// What stands in the column, as the database can be asked for it.
    private String[] named(Column column) {
        return rows.stream()
                .map(row -> row.cells().getOrDefault(column, "").strip())
                .filter(text -> text.chars().noneMatch(Character::isISOControl))
                .distinct()
                .toArray(String[]::new);
    }

    private Set<String> codes(String table, Column column) {
        return new HashSet<>(
                query(
                                "select code from network." + table + " where code = any(?)",
                                (Object) named(column))
                        .mapTo(String.class)
                        .list());
    }

    private Map<String, List<Timeline.Span<String>>> feedings() {
        return spans(
                "select transformer, feeder, "
                        + PERIOD
                        + " from network.feedings where transformer = any(?) order by during",
                row -> row.getString("transformer"),
                row -> row.getString("feeder"),
                (Object) named(Column.TRANSFORMER));
    }

    private Map<UUID, List<Timeline.Span<Supply>>> supplies(UUID[] places) {
        return spans(
                "select place, transformer, phase, "
                        + PERIOD
                        + " from network.service_connections where place = any(?) order by during",
                row -> row.getObject("place", UUID.class),
                row ->
                        new Supply(
                                row.getString("transformer"),
                                Optional.ofNullable(row.getString("phase")).map(Phase::valueOf)),
                (Object) places);
    }

    private Map<UUID, List<Timeline.Span<UUID>>> accounts(UUID[] places) {
        return spans(
                "select place, c.id, c.name, "
                        + PERIOD
                        + " from network.occupancies join network.customers c on c.id = customer"
                        + " where place = any(?) order by during",
                row -> row.getObject("place", UUID.class),
                this::named,
                (Object) places);
    }

    private Map<MeterId, List<Timeline.Span<UUID>>> installations(UUID[] places) {
        return spans(
                "select meter, p.id, p.name, "
                        + PERIOD
                        + " from network.installations join network.places p on p.id = place"
                        + " where meter = any(?) or meter in"
                        + " (select meter from network.installations where place = any(?))"
                        + " order by during",
                row -> new MeterId(row.getString("meter")),
                this::named,
                named(Column.METER),
                places);
    }

    /// The id of a place or customer whose name is kept for messages.
    private UUID named(ResultSet row) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        names.put(id, row.getString("name"));
        return id;
    }

    private <K, V> Map<K, List<Timeline.Span<V>>> spans(
            String sql, Cell<K> key, Cell<V> value, Object... named) {
        return entries(sql, key, row -> new Timeline.Span<>(value.of(row), period(row)), named)
                .collect(
                        Collectors.groupingBy(
                                Map.Entry::getKey,
                                Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    private <K, V> Map<K, V> map(String sql, Cell<K> key, Cell<V> value, Object... named) {
        return entries(sql, key, value, named)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private <K, V> Stream<Map.Entry<K, V>> entries(
            String sql, Cell<K> key, Cell<V> value, Object... named) {
        return query(sql, named)
                .map((row, _) -> Map.entry(key.of(row), value.of(row)))
                .list()
                .stream();
    }

    private Query query(String sql, Object... named) {
        Query query = handle.createQuery(sql);
        for (int i = 0; i < named.length; i++) {
            query.bind(i, named[i]);
        }
        return query;
    }

    private static Period period(ResultSet row) throws SQLException {
        return new Period(
                row.getObject("since", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.getObject("until", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant));
    }
}
