package org.smartmeter.network;

import java.time.Instant;
import org.jdbi.v3.core.Handle;

/// The SQL that writes feeders, transformers and what is connected to them. What begins ends what
/// was there before, at the same instant.
final class GridChanges {

    private GridChanges() {}

    static void insert(Handle handle, Feeder feeder) {
        handle.execute("insert into network.feeders (code) values (?)", feeder.code());
    }

    static void insert(Handle handle, Transformer transformer) {
        handle.execute("insert into network.transformers (code) values (?)", transformer.code());
    }

    static void begin(Handle handle, Feeding feeding) {
        end(handle, "feedings", "transformer", feeding.transformer().code(), feeding.period());
        handle.execute(
                "insert into network.feedings (transformer, feeder, during)"
                        + " values (?, ?, tstzrange(?, null))",
                feeding.transformer().code(),
                feeding.feeder().code(),
                Changes.time(feeding.period().from()));
    }

    static void begin(Handle handle, ServiceConnection connection) {
        end(handle, "service_connections", "place", connection.place(), connection.period());
        handle.execute(
                "insert into network.service_connections (place, transformer, phase, during)"
                        + " values (?, ?, ?, tstzrange(?, null))",
                connection.place(),
                connection.transformer().code(),
                connection.phase().map(Phase::name).orElse(null),
                Changes.time(connection.period().from()));
    }

    /// Ends the open link of the thing where it began earlier. One that did not stays, and the
    /// database then refuses the new one.
    private static void end(Handle handle, String table, String column, Object thing, Period next) {
        Instant at = next.from();
        handle.execute(
                "update network."
                        + table
                        + " set during = tstzrange(lower(during), ?) where "
                        + column
                        + " = ? and upper_inf(during) and lower(during) < ?",
                Changes.time(at),
                thing,
                Changes.time(at));
    }
}
