package org.smartmeter.world;

import org.smartmeter.readings.IntakeTables;
import org.smartmeter.readings.IntakeTablesContract;

class ModelIntakeTablesTest extends IntakeTablesContract {

    private final ModelDatabase database =
            new ModelDatabase(
                    (_, what) -> {
                        throw new AssertionError(what);
                    });

    @Override
    protected IntakeTables tables() {
        return new ModelIntakeTables(database, Calls.QUIET);
    }
}
