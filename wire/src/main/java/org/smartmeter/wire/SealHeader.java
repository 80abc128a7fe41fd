package org.smartmeter.wire;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.smartmeter.terms.SequenceRange;

/// What stands readable but unalterable before the sealed bytes: 38 bytes, big-endian. All of it,
/// followed by the topic, is the associated data of the seal.
///
/// @param channel the topic's
/// @param generation number of the X25519 agreement, from 1
/// @param epoch of the journal the message is about, 0 if it has none
/// @param firstSequence of the records inside, 0 if there are none
/// @param count of the records inside, 0…[RecordBatch#MAXIMUM_RECORDS]
/// @param boot start of the sender that this message belongs to, from 1
/// @param counter number of this message since that start, from 1; boot and counter are the nonce
public record SealHeader(
        Channel channel,
        int generation,
        long epoch,
        long firstSequence,
        int count,
        int boot,
        long counter) {

    /// Bytes of a header.
    public static final int LENGTH = 38;

    static final int VERSION = 1;

    /// @throws IllegalArgumentException if a number is outside its range
    public SealHeader {
        if (generation < 1 || boot < 1 || counter < 1 || counter > Sealer.MAXIMUM_MESSAGES) {
            throw new IllegalArgumentException(
                    "generation "
                            + generation
                            + ", boot "
                            + boot
                            + ", counter "
                            + counter
                            + ": each starts at 1, and a boot has at most 2^32 messages");
        }
        boolean records = count >= 1 && firstSequence >= 1 && epoch >= 1;
        boolean none = count == 0 && firstSequence == 0 && epoch >= 0;
        if ((!records && !none)
                || count > RecordBatch.MAXIMUM_RECORDS
                || firstSequence > Long.MAX_VALUE - count) {
            throw new IllegalArgumentException(
                    "epoch "
                            + epoch
                            + ", first sequence "
                            + firstSequence
                            + ", count "
                            + count
                            + " name no records");
        }
    }

    /// The records inside, if the message carries any.
    public Optional<SequenceRange> records() {
        return count == 0
                ? Optional.empty()
                : Optional.of(new SequenceRange(firstSequence, firstSequence + count - 1));
    }

    byte[] toBytes() {
        return ByteBuffer.allocate(LENGTH)
                .put((byte) VERSION)
                .put((byte) channel.number())
                .putInt(generation)
                .putLong(epoch)
                .putLong(firstSequence)
                .putInt(count)
                .putInt(boot)
                .putLong(counter)
                .array();
    }

    /// Reads the header of a frame without trusting it yet.
    ///
    /// @throws SealBrokenException if there is no header of this version
    public static SealHeader of(byte[] frame) throws SealBrokenException {
        if (frame.length < LENGTH) {
            throw new SealBrokenException(
                    SealBrokenException.Reason.TOO_SHORT, frame.length + " bytes are no frame");
        }
        ByteBuffer bytes = ByteBuffer.wrap(frame);
        int version = bytes.get() & 0xff;
        if (version != VERSION) {
            throw new SealBrokenException(
                    SealBrokenException.Reason.VERSION,
                    "version " + version + "; this software speaks " + VERSION);
        }
        int channelNumber = bytes.get() & 0xff;
        Channel channel =
                Channel.ofNumber(channelNumber)
                        .orElseThrow(
                                () ->
                                        new SealBrokenException(
                                                SealBrokenException.Reason.CHANNEL,
                                                "channel " + channelNumber + " does not exist"));
        try {
            return new SealHeader(
                    channel,
                    bytes.getInt(),
                    bytes.getLong(),
                    bytes.getLong(),
                    bytes.getInt(),
                    bytes.getInt(),
                    bytes.getLong());
        } catch (IllegalArgumentException e) {
            throw new SealBrokenException(
                    SealBrokenException.Reason.HEADER, String.valueOf(e.getMessage()));
        }
    }
}
