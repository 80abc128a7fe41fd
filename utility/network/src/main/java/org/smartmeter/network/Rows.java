package org.smartmeter.network;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.statement.StatementContext;
import org.smartmeter.terms.MeterId;

/// From rows to values. Periods are selected as `since` and `until`.
final class Rows {

    private Rows() {}

    static Place place(ResultSet row, StatementContext context) throws SQLException {
        return new Place(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getString("address"),
                ZoneId.of(row.getString("zone")));
    }

    static Customer customer(ResultSet row, StatementContext context) throws SQLException {
        return new Customer(row.getObject("id", UUID.class), row.getString("name"));
    }

    static Occupancy occupancy(ResultSet row, StatementContext context) throws SQLException {
        return new Occupancy(
                row.getObject("place", UUID.class),
                row.getObject("customer", UUID.class),
                period(row));
    }

    static Installation installation(ResultSet row, StatementContext context) throws SQLException {
        return new Installation(
                new MeterId(row.getString("meter")),
                row.getObject("place", UUID.class),
                period(row));
    }

    static Home home(ResultSet row, StatementContext context) throws SQLException {
        Optional<UUID> customer = Optional.ofNullable(row.getObject("customer", UUID.class));
        String customerName = row.getString("customer_name");
        return new Home(
                place(row, context),
                customer.map(id -> new Customer(id, customerName)),
                Optional.ofNullable(row.getString("meter")).map(MeterId::new));
    }

    static Period period(ResultSet row) throws SQLException {
        return new Period(
                row.getObject("since", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.getObject("until", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant));
    }
}
