package org.smartmeter.network;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.statement.StatementContext;

/// From rows to what the grid consists of.
final class GridRows {

    private GridRows() {}

    static Feeding feeding(ResultSet row, StatementContext context) throws SQLException {
        return new Feeding(
                new Transformer(row.getString("transformer")),
                new Feeder(row.getString("feeder")),
                Rows.period(row));
    }

    static ServiceConnection connection(ResultSet row, StatementContext context)
            throws SQLException {
        return new ServiceConnection(
                row.getObject("place", UUID.class),
                new Transformer(row.getString("transformer")),
                phase(row),
                Rows.period(row));
    }

    static SupplyPath path(ResultSet row, StatementContext context) throws SQLException {
        Home home = Rows.home(row, context);
        return new SupplyPath(
                home.meter().orElseThrow(),
                home.place(),
                home.customer(),
                phase(row),
                Optional.ofNullable(row.getString("transformer")).map(Transformer::new),
                Optional.ofNullable(row.getString("feeder")).map(Feeder::new));
    }

    private static Optional<Phase> phase(ResultSet row) throws SQLException {
        return Optional.ofNullable(row.getString("phase")).map(Phase::valueOf);
    }
}
