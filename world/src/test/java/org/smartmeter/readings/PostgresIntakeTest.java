package org.smartmeter.readings;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.smartmeter.database.Database;
import org.smartmeter.database.TestDatabases;

class PostgresIntakeTest extends IntakeTablesContract {

    private final Database database = TestDatabases.fresh();

    @BeforeEach
    void open() {
        database.migrate("readings");
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    protected IntakeTables tables() {
        return new PostgresIntake(database.dataSource(), new StoredDefinitions());
    }
}
