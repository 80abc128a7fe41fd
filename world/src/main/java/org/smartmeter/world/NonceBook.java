package org.smartmeter.world;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

/// Every frame that was ever sealed, by its nonce: the key's channel, agreement and boot, and the
/// message's counter. A table of numbers, since there are tens of thousands.
final class NonceBook {

    private static final int FIRST_SIZE = 1 << 12;
    private static final int CHANNEL_AT = 1;
    private static final int GENERATION_AT = 2;
    private static final int BOOT_AT = 26;
    private static final int COUNTER_AT = 30;

    private final CRC32C crc = new CRC32C();
    private long[] nonces = new long[FIRST_SIZE];
    private long[] frames = new long[FIRST_SIZE];
    private int used;

    /// A frame's bytes as a number.
    long fingerprint(byte[] frame) {
        crc.reset();
        crc.update(frame);
        return crc.getValue() << Integer.SIZE | Arrays.hashCode(frame) & 0xFFFFFFFFL;
    }

    static int boot(byte[] frame) {
        return ByteBuffer.wrap(frame).getInt(BOOT_AT);
    }

    static long counter(byte[] frame) {
        return ByteBuffer.wrap(frame).getLong(COUNTER_AT);
    }

    /// @return whether no other bytes were sealed with this nonce
    boolean enter(int meter, byte[] frame, long fingerprint) {
        if (2 * used > nonces.length) {
            grow();
        }
        ByteBuffer header = ByteBuffer.wrap(frame);
        long nonce = mix(meter * 256L + header.get(CHANNEL_AT));
        nonce = mix(nonce ^ header.getInt(GENERATION_AT));
        nonce = mix(nonce ^ header.getInt(BOOT_AT));
        nonce = mix(nonce ^ header.getLong(COUNTER_AT)) | 1;
        return put(nonce, fingerprint) == fingerprint;
    }

    private long put(long nonce, long frame) {
        int mask = nonces.length - 1;
        int place = (int) (nonce >>> 20) & mask;
        while (nonces[place] != 0 && nonces[place] != nonce) {
            place = (place + 1) & mask;
        }
        if (nonces[place] == 0) {
            nonces[place] = nonce;
            frames[place] = frame;
            used++;
        }
        return frames[place];
    }

    private void grow() {
        long[] oldNonces = nonces;
        long[] oldFrames = frames;
        nonces = new long[2 * oldNonces.length];
        frames = new long[2 * oldFrames.length];
        used = 0;
        for (int i = 0; i < oldNonces.length; i++) {
            if (oldNonces[i] != 0) {
                put(oldNonces[i], oldFrames[i]);
            }
        }
    }

    private static long mix(long value) {
        long z = (value ^ (value >>> 33)) * 0xFF51AFD7ED558CCDL;
        z = (z ^ (z >>> 33)) * 0xC4CEB9FE1A85EC53L;
        return z ^ (z >>> 33);
    }
}
