package org.smartmeter.network.importing;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.smartmeter.network.Place;

/// Takes a table of the network into the record, whole or not at all. The same table again changes
/// nothing. Safe for use by many threads and beside all other changes, which wait meanwhile.
public final class NetworkImport {

    private static final String NOBODY_ELSE_WRITES =
            "lock table network.places, network.customers, network.feeders, network.transformers,"
                    + " network.feedings, network.service_connections, network.occupancies,"
                    + " network.installations in share row exclusive mode";

    private final Jdbi jdbi;
    private final ZoneId usualZone;

    /// On a database whose schema `network` is up to date.
    ///
    /// @param usualZone of new places of which the table does not say it
    public NetworkImport(Jdbi jdbi, ZoneId usualZone) {
        this.jdbi = jdbi;
        this.usualZone = usualZone;
    }

    /// @param columns that the table has
    /// @param dryRun to be told what would become of it, and write nothing
    /// @return the bad rows; where there is none, what was written
    /// @throws IllegalArgumentException if the columns say too little
    public ImportResult take(Set<Column> columns, List<Row> rows, boolean dryRun) {
        Column.require(columns);
        return jdbi.inTransaction(handle -> take(handle, columns, rows, dryRun));
    }

    private ImportResult take(Handle handle, Set<Column> columns, List<Row> rows, boolean dryRun) {
        handle.execute(NOBODY_ELSE_WRITES);
        OnRecord record = RecordReader.read(handle, rows);
        List<BadRow> bad = new ArrayList<>();
        Descriptions descriptions = new Descriptions(record, UUID::randomUUID, usualZone);
        StatementReader reader = new StatementReader(zones(rows, record));
        List<Statement> statements = new ArrayList<>(rows.size());
        for (Row row : rows) {
            try {
                Statement statement = reader.read(row);
                descriptions.add(statement);
                statements.add(statement);
            } catch (IllegalArgumentException e) {
                bad.add(new BadRow(row.line(), String.valueOf(e.getMessage())));
            }
        }
        ImportPlan plan = ImportPlan.of(record, descriptions, columns, statements);
        bad.addAll(plan.bad());
        bad.sort(Comparator.comparingLong(BadRow::line));
        if (bad.isEmpty() && !dryRun) {
            PlanWriter.write(handle, plan);
        }
        return plan.result(bad);
    }

    /// The zone of a place: as any row says, else as on record, else the usual one.
    private Function<String, ZoneId> zones(List<Row> rows, OnRecord record) {
        Map<String, ZoneId> said = new HashMap<>();
        for (Row row : rows) {
            String zone = row.cells().getOrDefault(Column.ZONE, "").strip();
            if (!zone.isEmpty()) {
                String place = row.cells().getOrDefault(Column.PLACE, "").strip();
                zone(zone).ifPresent(one -> said.putIfAbsent(place, one));
            }
        }
        return place ->
                Optional.ofNullable(said.get(place))
                        .or(() -> Optional.ofNullable(record.places().get(place)).map(Place::zone))
                        .orElse(usualZone);
    }

    /// Empty if it is none, which is told of the row that names it.
    private static Optional<ZoneId> zone(String text) {
        try {
            return Optional.of(ZoneId.of(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
