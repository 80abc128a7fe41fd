package org.smartmeter.world;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.smartmeter.terms.JournalRecord;
import org.smartmeter.wire.Event;
import org.smartmeter.wire.EventCode;
import org.smartmeter.wire.MalformedException;
import org.smartmeter.wire.RecordTag;
import org.smartmeter.wire.RecordsCodec;

/// Looks through all that a meter ever wrote for orders that were carried out.
final class OrderJudge {

    private final World world;
    private final ModelMeter meter;

    OrderJudge(World world, ModelMeter meter) {
        this.world = world;
        this.meter = meter;
    }

    /// Each counter at most once, memory lost or not.
    void judge() {
        Map<Long, String> done = new HashMap<>();
        for (long epoch : meter.told().epochs()) {
            for (JournalRecord record : meter.told().written(epoch).values()) {
                if (record.tag() == RecordTag.EVENT) {
                    judge(epoch, record, done);
                }
            }
        }
    }

    private void judge(long epoch, JournalRecord record, Map<Long, String> done) {
        Event event;
        try {
            event = RecordsCodec.event(record.payload());
        } catch (MalformedException e) {
            throw world.violation(
                    Invariant.AS_THE_METER_WROTE_IT, meter.number(), String.valueOf(e));
        }
        if (event.code() != EventCode.ORDER_DONE.number()) {
            return;
        }
        List<Long> values = event.values();
        String place = "record " + record.sequence() + " of epoch " + epoch;
        String before = done.putIfAbsent(values.getFirst(), place);
        if (before != null) {
            throw world.violation(
                    Invariant.ORDERS_AT_MOST_ONCE,
                    meter.number(),
                    "order "
                            + values.getFirst()
                            + " is done in "
                            + before
                            + " and again in "
                            + place);
        }
    }
}
