package org.smartmeter.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.smartmeter.database.Database;
import org.smartmeter.server.configuration.UtilityConfiguration;
import org.smartmeter.server.configuration.UtilityConfiguration.DatabaseChoice;

/// Opens the database that the configuration names.
final class Databases {

    private Databases() {}

    /// For the server itself, which owns the embedded one.
    static Database open(UtilityConfiguration configuration) {
        return switch (configuration.database()) {
            case DatabaseChoice.Embedded _ ->
                    Database.embedded(directory(configuration), configuration.backupArchive());
            case DatabaseChoice.External external -> external(external);
        };
    }

    /// For a command beside the server, which may own the embedded one already.
    static Database beside(UtilityConfiguration configuration) {
        return switch (configuration.database()) {
            case DatabaseChoice.Embedded _ ->
                    Database.shared(directory(configuration), configuration.backupArchive());
            case DatabaseChoice.External external -> external(external);
        };
    }

    static Path directory(UtilityConfiguration configuration) {
        return configuration.dataDirectory().resolve("database");
    }

    private static Database external(DatabaseChoice.External external) {
        try {
            return Database.external(
                    external.url(),
                    external.user(),
                    Files.readString(external.passwordFile()).strip());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + external.passwordFile(), e);
        }
    }
}
