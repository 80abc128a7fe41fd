package org.smartmeter.world;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.smartmeter.headend.EnrolledMeter;
import org.smartmeter.headend.MeterBook;
import org.smartmeter.terms.MeterId;
import org.smartmeter.wire.v1.Schedule;

/// The way to the head-end's book in a [ModelDatabase], on which a call can fail or be the
/// process's last.
final class ModelMeterBook implements MeterBook {

    private final ModelDatabase database;
    private final Calls calls;

    ModelMeterBook(ModelDatabase database, Calls calls) {
        this.database = database;
        this.calls = calls;
    }

    @Override
    public int newBoot(Instant now) {
        before(true);
        int boot = database.newBoot(now);
        calls.done();
        return boot;
    }

    @Override
    public List<EnrolledMeter> all() {
        before(false);
        return database.meters();
    }

    @Override
    public void epoch(MeterId meter, long epoch) {
        before(true);
        database.epoch(meter, epoch);
        calls.done();
    }

    @Override
    public void schedule(MeterId meter, Schedule schedule) {
        before(true);
        database.schedule(meter, schedule);
        calls.done();
    }

    @Override
    public void keep(Collection<EnrolledMeter> meters) {
        before(true);
        database.keep(meters);
        calls.done();
    }

    private void before(boolean writes) {
        try {
            if (writes) {
                calls.writing();
            } else {
                calls.reading();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the book of meters: " + e.getMessage(), e);
        }
    }
}
