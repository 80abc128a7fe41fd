package org.smartmeter.device.tamper;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.smartmeter.wire.EventCode;

/// What the watch does not forget.
///
/// @param events how many it told in the meter's life
/// @param fingerprint of the configuration that was in force
/// @param watched of each watch what was told and what was not
/// @param pending events on their way into the journal
record TamperMemory(long events, long fingerprint, List<Watched> watched, List<Pending> pending) {

    static final int MAXIMUM_BYTES = 400;
    private static final byte VERSION = 1;

    /// @param ongoing what the journal was told last
    /// @param untold changes since
    record Watched(boolean ongoing, int untold) {

        static final Watched NOTHING = new Watched(false, 0);
    }

    /// @param time the meter's
    record Pending(EventCode code, Instant time, List<Long> values) {

        Pending {
            values = List.copyOf(values);
        }

        long[] array() {
            return values.stream().mapToLong(Long::longValue).toArray();
        }

        static Pending of(EventCode code, Instant time, long... values) {
            return new Pending(
                    code,
                    Instant.ofEpochMilli(time.toEpochMilli()),
                    Arrays.stream(values).boxed().toList());
        }
    }

    /// Of a watch that an older software did not have, nothing.
    Watched watched(int number) {
        return number < watched.size() ? watched.get(number) : Watched.NOTHING;
    }

    byte[] encode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeLong(events);
            out.writeLong(fingerprint);
            out.writeByte(watched.size());
            for (Watched each : watched) {
                out.writeBoolean(each.ongoing());
                out.writeInt(each.untold());
            }
            out.writeByte(pending.size());
            for (Pending each : pending) {
                out.writeShort(each.code().number());
                out.writeLong(each.time().toEpochMilli());
                out.writeByte(each.values().size());
                for (long value : each.values()) {
                    out.writeLong(value);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("an array in memory failed", e);
        }
        return bytes.toByteArray();
    }

    /// Empty if the value is of a version that this software does not know.
    static Optional<TamperMemory> decode(byte[] stored) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(stored))) {
            return in.readByte() == VERSION ? Optional.of(read(in)) : Optional.empty();
        } catch (IOException | RuntimeException _) {
            return Optional.empty();
        }
    }

    private static TamperMemory read(DataInputStream in) throws IOException {
        long events = in.readLong();
        long fingerprint = in.readLong();
        List<Watched> watched = new ArrayList<>();
        for (int left = in.readByte(); left > 0; left--) {
            watched.add(new Watched(in.readBoolean(), in.readInt()));
        }
        List<Pending> pending = new ArrayList<>();
        for (int left = in.readByte(); left > 0; left--) {
            EventCode code = EventCode.ofNumber(in.readShort()).orElseThrow();
            Instant time = Instant.ofEpochMilli(in.readLong());
            List<Long> values = new ArrayList<>();
            for (int more = in.readByte(); more > 0; more--) {
                values.add(in.readLong());
            }
            pending.add(new Pending(code, time, values));
        }
        return new TamperMemory(events, fingerprint, watched, pending);
    }
}
