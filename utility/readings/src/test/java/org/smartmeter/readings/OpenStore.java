package org.smartmeter.readings;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.smartmeter.database.Database;
import org.smartmeter.database.TestDatabases;
import org.smartmeter.terms.MeterId;
import org.smartmeter.wire.Ed25519Verifier;

/// A store on a database of its own, merging only when told to.
public final class OpenStore implements AutoCloseable {

    public static final ReadingsSettings MERGES_WHEN_TOLD =
            new ReadingsSettings(
                    32 << 20,
                    1_024,
                    Duration.ofHours(1),
                    1_000_000,
                    Duration.ofDays(1_000),
                    Duration.ofMinutes(5),
                    ZoneOffset.UTC,
                    Duration.ofDays(8));

    public final Database database;
    public final ReadingStore readings;
    final Map<MeterId, Instant> installed = new ConcurrentHashMap<>();
    final Map<MeterId, Ed25519Verifier> keys = new ConcurrentHashMap<>();

    public OpenStore() {
        this(TestDatabases.fresh(), MERGES_WHEN_TOLD);
    }

    /// On a server of its own, for processes that are killed.
    OpenStore(Path directory, ReadingsSettings settings) {
        this(Database.embedded(directory), settings);
    }

    private OpenStore(Database database, ReadingsSettings settings) {
        this.database = database;
        readings = another(settings);
    }

    /// A second store on the same database, as another process would have one.
    ReadingStore another(ReadingsSettings settings) {
        return new ReadingStore(
                database,
                settings,
                meter -> Optional.ofNullable(installed.get(meter)),
                meter -> Optional.ofNullable(keys.get(meter)),
                Clock.systemUTC());
    }

    @Override
    public void close() {
        readings.close();
        database.close();
    }
}
