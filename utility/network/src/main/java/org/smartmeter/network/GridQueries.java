package org.smartmeter.network;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/// The SQL that answers about feeders, transformers and what is connected to them.
final class GridQueries {

    private static final String FEEDING =
            "select transformer, feeder, lower(during) as since, upper(during) as until"
                    + " from network.feedings ";

    private static final String CONNECTION =
            "select place, transformer, phase, lower(during) as since, upper(during) as until"
                    + " from network.service_connections ";

    private static final String AT = "during @> cast(:at as timestamptz)";

    private static final String PATH =
            """
            select i.meter, p.*, c.id as customer, c.name as customer_name,
                   s.phase, s.transformer, f.feeder
            from network.installations i
            join network.places p on p.id = i.place
            left join network.occupancies o on o.place = i.place and o.{at}
            left join network.customers c on c.id = o.customer
            left join network.service_connections s on s.place = i.place and s.{at}
            left join network.feedings f on f.transformer = s.transformer and f.{at}
            where i.{at} and {where} = :of
            order by i.meter
            """
                    .replace("{at}", AT);

    private GridQueries() {}

    static List<Feeder> feeders(Handle handle) {
        return handle.createQuery("select code from network.feeders order by code")
                .map((row, _) -> new Feeder(row.getString("code")))
                .list();
    }

    static List<Transformer> transformers(Handle handle) {
        return handle.createQuery("select code from network.transformers order by code")
                .map((row, _) -> new Transformer(row.getString("code")))
                .list();
    }

    static List<Feeding> feedingsFrom(Handle handle, Feeder feeder, Instant at) {
        return at(
                        handle.createQuery(
                                FEEDING
                                        + "where feeder = :feeder and "
                                        + AT
                                        + " order by transformer"),
                        at)
                .bind("feeder", feeder.code())
                .map(GridRows::feeding)
                .list();
    }

    static List<Feeding> feedingsOf(Handle handle, Transformer transformer) {
        return handle.createQuery(FEEDING + "where transformer = :transformer order by during")
                .bind("transformer", transformer.code())
                .map(GridRows::feeding)
                .list();
    }

    static List<ServiceConnection> connectionsAt(
            Handle handle, Transformer transformer, Instant at) {
        return at(
                        handle.createQuery(
                                CONNECTION
                                        + "where transformer = :transformer and "
                                        + AT
                                        + " order by phase, place"),
                        at)
                .bind("transformer", transformer.code())
                .map(GridRows::connection)
                .list();
    }

    static List<ServiceConnection> connectionsOf(Handle handle, UUID place) {
        return handle.createQuery(CONNECTION + "where place = :place order by during")
                .bind("place", place)
                .map(GridRows::connection)
                .list();
    }

    /// @param column by which meters are chosen, as the path's select knows it
    static List<SupplyPath> paths(Handle handle, String column, String of, Instant at) {
        return at(handle.createQuery(PATH.replace("{where}", column)), at)
                .bind("of", of)
                .map(GridRows::path)
                .list();
    }

    private static Query at(Query query, Instant at) {
        return query.bind("at", Changes.time(at));
    }
}
