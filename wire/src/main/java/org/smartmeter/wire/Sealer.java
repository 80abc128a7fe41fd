package org.smartmeter.wire;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/// Seals messages of one channel with AES-256-GCM: header (38 bytes) ‖ ciphertext ‖ tag (16 bytes).
/// Owns the message counter, so that no two messages share a nonce. Threads may share it.
///
/// The caller has made the boot number durable before it comes here, and never uses one twice.
public final class Sealer {

    /// After so many messages the sender needs a new boot number.
    public static final long MAXIMUM_MESSAGES = 1L << 32;

    /// The longest frame that travels, in bytes.
    public static final int MAXIMUM_FRAME = 131_072;

    static final int TAG_LENGTH = 16;
    private static final int TAG_BITS = 8 * TAG_LENGTH;

    /// The most that fits into a frame, in bytes.
    public static final int MAXIMUM_CONTENT = MAXIMUM_FRAME - SealHeader.LENGTH - TAG_LENGTH;

    private final SecretKey key;
    private final Channel channel;
    private final byte[] topic;
    private final int generation;
    private final int boot;
    private final AtomicLong counter = new AtomicLong();

    /// @throws IllegalArgumentException if the keys are another meter's than the topic's, or a
    /// number is below 1
    public Sealer(SealKeys keys, Topic topic, int generation, int boot) {
        checkMeter(keys, topic);
        if (generation < 1 || boot < 1) {
            throw new IllegalArgumentException(
                    "generation " + generation + " and boot " + boot + " each start at 1");
        }
        this.channel = topic.channel();
        this.topic = topic.toString().getBytes(StandardCharsets.US_ASCII);
        this.generation = generation;
        this.boot = boot;
        this.key = keys.key(channel, generation, boot);
    }

    /// Seals one message that carries no records.
    ///
    /// @param epoch of the journal it is about, 0 if none
    public byte[] seal(long epoch, byte[] content) {
        return seal(epoch, 0, 0, content);
    }

    /// Seals one message.
    ///
    /// @param epoch of the journal it is about, 0 if none
    /// @param firstSequence of the records inside, 0 if none
    /// @param count of the records inside, 0 if none
    /// @throws IllegalArgumentException if the content is too long or the numbers name no records
    /// @throws IllegalStateException if the boot's messages are used up: start a new boot
    public byte[] seal(long epoch, long firstSequence, int count, byte[] content) {
        if (content.length > MAXIMUM_CONTENT) {
            throw new IllegalArgumentException(
                    "a message has at most " + MAXIMUM_CONTENT + " bytes, not " + content.length);
        }
        long message = counter.incrementAndGet();
        if (message > MAXIMUM_MESSAGES) {
            throw new IllegalStateException(
                    "boot " + boot + " has sealed 2^32 messages; start a new boot number");
        }
        byte[] header =
                new SealHeader(channel, generation, epoch, firstSequence, count, boot, message)
                        .toBytes();
        try {
            return GcmCiphers.lend(cipher -> seal(cipher, header, content));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "cannot seal on " + channel + "; was boot " + boot + " used before?", e);
        }
    }

    private byte[] seal(Cipher cipher, byte[] header, byte[] content)
            throws GeneralSecurityException {
        cipher.init(Cipher.ENCRYPT_MODE, key, nonce(header));
        cipher.updateAAD(header);
        cipher.updateAAD(topic);
        byte[] frame = Arrays.copyOf(header, header.length + content.length + TAG_LENGTH);
        cipher.doFinal(content, 0, content.length, frame, header.length);
        return frame;
    }

    /// Boot (4) ‖ counter (8): the last twelve bytes of the header.
    static GCMParameterSpec nonce(byte[] frame) {
        int length = Integer.BYTES + Long.BYTES;
        return new GCMParameterSpec(TAG_BITS, frame, SealHeader.LENGTH - length, length);
    }

    static void checkMeter(SealKeys keys, Topic topic) {
        if (!keys.meter().equals(topic.meter())) {
            throw new IllegalArgumentException(
                    "keys of meter " + keys.meter() + " for topic " + topic);
        }
    }

    /// The start of the sender that these messages belong to.
    public int boot() {
        return boot;
    }

    /// Messages sealed so far.
    public long messages() {
        return Math.min(counter.get(), MAXIMUM_MESSAGES);
    }
}
