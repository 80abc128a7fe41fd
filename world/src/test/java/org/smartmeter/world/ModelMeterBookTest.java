package org.smartmeter.world;

import org.smartmeter.headend.EnrolledMeter;
import org.smartmeter.headend.MeterBook;
import org.smartmeter.headend.MeterBookContract;

class ModelMeterBookTest extends MeterBookContract {

    private final ModelDatabase database = new ModelDatabase((_, _) -> {});

    @Override
    protected MeterBook book() {
        return new ModelMeterBook(database, Calls.QUIET);
    }

    @Override
    protected void enrol(EnrolledMeter meter) {
        database.enrol(meter);
    }
}
