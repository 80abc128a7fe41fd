package org.smartmeter.simulator.flash;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.smartmeter.journal.flash.NorFlash;

/// The cells of one sector: what they hold, and which of them read differently each time.
final class Cells {

    private final byte[] bits;
    private final byte[] unstable;
    private boolean anyUnstable;

    private Cells(byte[] bits, byte[] unstable, boolean anyUnstable) {
        this.bits = bits;
        this.unstable = unstable;
        this.anyUnstable = anyUnstable;
    }

    static Cells blank() {
        byte[] bits = new byte[NorFlash.SECTOR_BYTES];
        Arrays.fill(bits, (byte) 0xFF);
        return new Cells(bits, new byte[NorFlash.SECTOR_BYTES], false);
    }

    Cells copy() {
        return new Cells(bits.clone(), unstable.clone(), anyUnstable);
    }

    byte[] bits() {
        return bits;
    }

    void read(int offset, ByteBuffer into, RandomGenerator random) {
        if (!anyUnstable) {
            into.put(bits, offset, into.remaining());
            return;
        }
        for (int at = offset; into.hasRemaining(); at++) {
            into.put((byte) (bits[at] ^ (unstable[at] & random.nextInt(256))));
        }
    }

    /// A bit that is programmed is stable; one that is left alone stays as it is.
    void program(int at, byte clears) {
        bits[at] &= clears;
        unstable[at] &= clears;
    }

    void erase() {
        Arrays.fill(bits, (byte) 0xFF);
        Arrays.fill(unstable, (byte) 0);
        anyUnstable = false;
    }

    void change(int at, int flipped, int nowUnstable) {
        bits[at] ^= (byte) flipped;
        unstable[at] |= (byte) nowUnstable;
        anyUnstable |= nowUnstable != 0;
    }
}
