package org.smartmeter.device;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.smartmeter.wire.EventCode;

/// An event that a part keeps, with the state that it tells of, until the journal has it. Its
/// values make it one of its own, so that after a power cut the journal can be asked for it.
///
/// @param time when it happened, the meter's, whole ms
public record KeptEvent(EventCode code, Instant time, List<Long> values) {

    public KeptEvent {
        values = List.copyOf(values);
    }

    /// @param time rounded down to a ms
    public static KeptEvent of(EventCode code, Instant time, long... values) {
        return new KeptEvent(
                code,
                Instant.ofEpochMilli(time.toEpochMilli()),
                Arrays.stream(values).boxed().toList());
    }

    private long[] array() {
        return values.stream().mapToLong(Long::longValue).toArray();
    }

    /// Whether it stands in the journal.
    public boolean isIn(Surroundings meter) {
        return meter.isJournalled(code, array());
    }

    /// Journals it with the time at which it happened.
    public void tell(Surroundings meter, Instant board) {
        Instant at = board.plus(Duration.between(meter.time(board), time));
        meter.event(at, code, array());
    }

    /// Writes a list of at most 127.
    public static void write(List<KeptEvent> events, DataOutputStream out) throws IOException {
        out.writeByte(events.size());
        for (KeptEvent each : events) {
            out.writeShort(each.code.number());
            out.writeLong(each.time.toEpochMilli());
            out.writeByte(each.values.size());
            for (long value : each.values) {
                out.writeLong(value);
            }
        }
    }

    /// Reads what was written.
    ///
    /// @throws java.util.NoSuchElementException if a code is not known
    public static List<KeptEvent> read(DataInputStream in) throws IOException {
        List<KeptEvent> events = new ArrayList<>();
        for (int left = in.readByte(); left > 0; left--) {
            EventCode code = EventCode.ofNumber(in.readShort()).orElseThrow();
            Instant time = Instant.ofEpochMilli(in.readLong());
            List<Long> values = new ArrayList<>();
            for (int more = in.readByte(); more > 0; more--) {
                values.add(in.readLong());
            }
            events.add(new KeptEvent(code, time, values));
        }
        return events;
    }
}
