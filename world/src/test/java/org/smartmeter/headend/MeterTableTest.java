package org.smartmeter.headend;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.smartmeter.database.Database;
import org.smartmeter.database.TestDatabases;

class MeterTableTest extends MeterBookContract {

    private final Database database = TestDatabases.fresh();

    @BeforeEach
    void open() {
        database.migrate("headend");
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    protected MeterBook book() {
        return new MeterTable(database.jdbi());
    }

    @Override
    protected void enrol(EnrolledMeter meter) {
        database.jdbi()
                .useTransaction(
                        handle -> {
                            handle.execute(
                                    "insert into headend.certificates values (?, ?, ?, ?, null)",
                                    meter.serial(),
                                    meter.meter().value(),
                                    MeterTable.time(meter.enrolled()),
                                    MeterTable.time(meter.enrolled()));
                            handle.execute(
                                    "insert into headend.meters values"
                                            + " (?, ?, ?, ?, ?, ?, 0, ?, ?, 0, 0, ?, ?)",
                                    meter.meter().value(),
                                    meter.generation(),
                                    meter.x25519(),
                                    meter.ed25519(),
                                    meter.serial(),
                                    MeterTable.time(meter.enrolled()),
                                    meter.up().boot(),
                                    meter.up().highest(),
                                    meter.desired().getSamplePeriod(),
                                    meter.desired().getPushPeriod());
                        });
    }
}
