package org.smartmeter.database;

import java.nio.file.Files;
import java.nio.file.Path;

/// A process that commits a row, says so in the file `ready` and waits to be killed.
final class WritesAndWaits {

    private WritesAndWaits() {}

    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        Database database = Database.embedded(directory);
        database.jdbi()
                .useHandle(
                        h ->
                                h.execute(
                                        "INSERT INTO cellar.bottle VALUES (2, 'written before the kill')"));
        Path unfinished = directory.resolve("ready.new");
        Files.writeString(unfinished, Long.toString(database.embeddedProcess().orElseThrow()));
        Files.move(unfinished, directory.resolve("ready"));
        Thread.currentThread().join();
    }
}
