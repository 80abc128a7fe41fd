package org.smartmeter.device.tamper;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.smartmeter.device.KeptEvent;

/// What the watch does not forget.
///
/// @param events how many it told in the meter's life
/// @param fingerprint of the configuration that was in force
/// @param watched of each watch what was told and what was not
/// @param pending events on their way into the journal
record TamperMemory(long events, long fingerprint, List<Watched> watched, List<KeptEvent> pending) {

    static final int MAXIMUM_BYTES = 400;
    private static final byte VERSION = 1;

    /// @param ongoing what the journal was told last
    /// @param untold changes since
    record Watched(boolean ongoing, int untold) {

        static final Watched NOTHING = new Watched(false, 0);
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
            KeptEvent.write(pending, out);
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
        return new TamperMemory(events, fingerprint, watched, KeptEvent.read(in));
    }
}
