package org.smartmeter.benchmarks.journal;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.smartmeter.device.RegisterSettings;
import org.smartmeter.terms.ObisCode;
import org.smartmeter.wire.ChainSignature;
import org.smartmeter.wire.Definition;
import org.smartmeter.wire.Event;
import org.smartmeter.wire.EventCode;
import org.smartmeter.wire.RecordTag;
import org.smartmeter.wire.RecordsCodec;
import org.smartmeter.wire.Register;
import org.smartmeter.wire.Row;
import org.smartmeter.wire.Unit;

/// What the device writes, in its order and in its forms: each minute the checkpoint of its
/// registers, where a demand window ends with the demand registers, at each sample period a row of
// the default profile behind it, made durable at once; a
/// snapshot and a signature of the chain at the end of a day, four events a day, each hour an
/// acknowledgement and an order's counter. The very device runs beside it in {@link DeviceOnFlash}.
final class MeterWork {

    private static final int MINUTES_A_DAY = 1_440;
    private static final int MINUTES_AN_HOUR = 60;
    private static final int DEMAND_MINUTES = 15;
    private static final int EVENTS_A_DAY = 4;
    private static final int HEAD_BYTES = 32;
    private static final int SIGNATURE_BYTES = 64;
    private static final int PROFILE = 1;
    private static final int SNAPSHOT = 2;
    private static final List<Register> SNAPSHOT_REGISTERS =
            List.of("1.8.0", "2.8.0", "5.8.0", "6.8.0", "7.8.0", "8.8.0", "9.8.0").stream()
                    .map(code -> new Register(ObisCode.parse("1-0:" + code), -3, Unit.WATT_HOUR))
                    .toList();

    private final MeterMemory memory;
    private final int periodMinutes;
    private final DeviceOnFlash device;
    private final SplittableRandom home = new SplittableRandom(4410);
    private final long[] milliwattHours = new long[SNAPSHOT_REGISTERS.size()];
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private boolean quickly;
    private long sequence;
    private long rowPayloadBytes;

    /// @param device says how long the values are that it keeps
    MeterWork(MeterMemory memory, int periodMinutes, DeviceOnFlash device) {
        this.memory = memory;
        this.periodMinutes = periodMinutes;
        this.device = device;
        Arrays.setAll(milliwattHours, i -> 80_000_000_000L + i);
        define(PROFILE, periodMinutes * 60, RegisterSettings.USUAL_LOAD);
        define(SNAPSHOT, MINUTES_A_DAY * 60, SNAPSHOT_REGISTERS);
    }

    /// Records only, made durable once a day: to fill a memory with a past.
    MeterWork quickly() {
        quickly = true;
        return this;
    }

    private void define(int number, int periodSeconds, List<Register> registers) {
        append(
                RecordTag.DEFINITION,
                RecordsCodec.encode(
                        new Definition(
                                number,
                                number == PROFILE
                                        ? Definition.Kind.PROFILE
                                        : Definition.Kind.SNAPSHOT,
                                periodSeconds,
                                registers)));
    }

    void live(int days) {
        for (int day = 0; day < days; day++) {
            for (int minute = 1; minute <= MINUTES_A_DAY; minute++) {
                liveMinute(minute);
            }
        }
    }

    private void liveMinute(int minute) {
        now = now.plus(Duration.ofMinutes(1));
        for (int i = 0; i < milliwattHours.length; i++) {
            milliwattHours[i] += home.nextLong(20_000);
        }
        if (minute % DEMAND_MINUTES == 0) {
            keep("registers", device.wholeBytes());
        } else {
            keep("registers-between", device.betweenBytes());
        }
        boolean writes = false;
        if (minute % periodMinutes == 0) {
            row(PROFILE, profileValues());
            writes = true;
        }
        if (minute % (MINUTES_A_DAY / EVENTS_A_DAY) == 0) {
            append(
                    RecordTag.EVENT,
                    RecordsCodec.encode(
                            new Event(
                                    EventCode.CLOCK_SET.number(),
                                    now,
                                    List.of(now.toEpochMilli()))));
            writes = true;
        }
        if (minute == MINUTES_A_DAY) {
            row(SNAPSHOT, milliwattHours.clone());
            append(
                    RecordTag.SIGNATURE,
                    RecordsCodec.encode(
                            new ChainSignature(
                                    sequence, random(HEAD_BYTES), random(SIGNATURE_BYTES))));
        }
        if (quickly) {
            if (minute == MINUTES_A_DAY) {
                memory.force();
            }
            return;
        }
        if (writes) {
            memory.force();
        }
        if (minute % MINUTES_AN_HOUR == 0) {
            memory.acknowledge();
            keep("counters", device.countersBytes());
        }
    }

    private void keep(String name, int bytes) {
        if (!quickly) {
            memory.keep(name, random(bytes));
        }
    }

    private long[] profileValues() {
        long[] values = new long[RegisterSettings.USUAL_LOAD.size()];
        for (int i = 0; i < milliwattHours.length; i++) {
            values[i] = milliwattHours[i] / 1_000;
        }
        values[values.length - 1] = 2_300 + home.nextInt(50);
        return values;
    }

    private void row(int definition, long[] values) {
        byte[] payload = RecordsCodec.encode(new Row(definition, now, 0, values));
        append(RecordTag.ROW, payload);
        rowPayloadBytes += payload.length;
    }

    private void append(int tag, byte[] payload) {
        memory.append(tag, payload);
        sequence++;
    }

    private byte[] random(int count) {
        byte[] bytes = new byte[count];
        home.nextBytes(bytes);
        return bytes;
    }

    long records() {
        return sequence;
    }

    long rowPayloadBytes() {
        return rowPayloadBytes;
    }
}
