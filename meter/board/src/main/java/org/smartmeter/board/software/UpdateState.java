package org.smartmeter.board.software;

import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.smartmeter.wire.v1.Software;

/// What the meter remembers of the last order for software.
///
/// @param counter of the order; 0 if there never was one
/// @param order the order itself, for as long as it is fetched
/// @param slot where it lies, once it does
/// @param version major, minor and patch of it, packed as events carry them
record UpdateState(Stage stage, long counter, Software order, Slot slot, long[] version) {

    static final UpdateState NONE =
            new UpdateState(
                    Stage.DONE, 0, Software.getDefaultInstance(), Slot.FACTORY, new long[3]);

    static final int MOST_BYTES = 2_048;

    private static final int LEAD_BYTES = 1 + Long.BYTES + 1 + 3 * Long.BYTES;

    /// What is true at the moment.
    enum Stage {
        /// Nothing is under way: the order has ended well or badly.
        DONE,
        /// The image is fetched, checked, put into the spare slot.
        FETCHING,
        /// The slot has it; it is to start on trial, or has.
        ON_TRIAL
    }

    static UpdateState fetching(long counter, Software order) {
        return new UpdateState(Stage.FETCHING, counter, order, Slot.FACTORY, new long[3]);
    }

    UpdateState onTrial(Slot in, long[] packed) {
        return new UpdateState(Stage.ON_TRIAL, counter, Software.getDefaultInstance(), in, packed);
    }

    UpdateState done() {
        return new UpdateState(Stage.DONE, counter, Software.getDefaultInstance(), slot, version);
    }

    /// The values of an event about it.
    long[] told() {
        return new long[] {counter, version[0], version[1], version[2]};
    }

    byte[] toBytes() {
        byte[] wanted = order.toByteArray();
        ByteBuffer bytes =
                ByteBuffer.allocate(LEAD_BYTES + wanted.length)
                        .put((byte) stage.ordinal())
                        .putLong(counter)
                        .put((byte) slot.ordinal());
        for (long part : version) {
            bytes.putLong(part);
        }
        return bytes.put(wanted).array();
    }

    /// @return empty if the bytes are none
    static Optional<UpdateState> of(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (bytes.length < LEAD_BYTES) {
            return Optional.empty();
        }
        int stage = in.get();
        long counter = in.getLong();
        int slot = in.get();
        long[] version = {in.getLong(), in.getLong(), in.getLong()};
        if (stage < 0
                || stage >= Stage.values().length
                || slot < 0
                || slot >= Slot.values().length) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new UpdateState(
                            Stage.values()[stage],
                            counter,
                            Software.parseFrom(in),
                            Slot.values()[slot],
                            version));
        } catch (InvalidProtocolBufferException _) {
            return Optional.empty();
        }
    }
}
