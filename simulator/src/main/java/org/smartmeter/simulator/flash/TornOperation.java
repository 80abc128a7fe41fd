package org.smartmeter.simulator.flash;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.smartmeter.journal.flash.NorFlash;

/// A program or erase in the middle of which the power went, and what of it is found.
///
/// @param clears the bits to be cleared are 0 in it; empty for an erase
record TornOperation(int sector, int offset, byte[] clears) {

    /// How a torn operation may look.
    private enum Outcome {
        UNTOUCHED,
        COMPLETE,
        /// Its beginning is done, byte by byte, and nothing behind it.
        BEGINNING,
        /// Any of the bits are done, and any read differently each time.
        SOME_BITS,
        /// It is done but for a few bits that read differently each time.
        NEARLY_DONE,
        /// It is not begun but for a few bits that read differently each time.
        NEARLY_UNTOUCHED
    }

    private static final int FEW = 3;

    boolean isErase() {
        return clears.length == 0;
    }

    void applyTo(Cells cells, RandomGenerator random) {
        byte[] changing = changing(cells);
        Outcome outcome = Outcome.values()[random.nextInt(Outcome.values().length)];
        int split = isErase() ? 0 : offset;
        split += random.nextInt((isErase() ? NorFlash.SECTOR_BYTES : clears.length) + 1);
        for (int i = 0; i < changing.length; i++) {
            int flipped =
                    switch (outcome) {
                        case UNTOUCHED, NEARLY_UNTOUCHED -> 0;
                        case COMPLETE, NEARLY_DONE -> changing[i];
                        case BEGINNING -> i < split ? changing[i] : 0;
                        case SOME_BITS -> changing[i] & random.nextInt(256);
                    };
            int unstable = outcome == Outcome.SOME_BITS ? changing[i] & random.nextInt(256) : 0;
            cells.change(i, flipped, unstable);
        }
        if (outcome == Outcome.NEARLY_DONE || outcome == Outcome.NEARLY_UNTOUCHED) {
            unsettleFew(cells, changing, random);
        }
    }

    /// The bits that were to change.
    private byte[] changing(Cells cells) {
        byte[] done = cells.bits().clone();
        if (isErase()) {
            Arrays.fill(done, (byte) 0xFF);
        }
        for (int i = 0; i < clears.length; i++) {
            done[offset + i] &= clears[i];
        }
        for (int i = 0; i < done.length; i++) {
            done[i] ^= cells.bits()[i];
        }
        return done;
    }

    private static void unsettleFew(Cells cells, byte[] changing, RandomGenerator random) {
        int left = 1 + random.nextInt(FEW);
        int from = random.nextInt(changing.length);
        for (int step = 0; step < changing.length && left > 0; step++) {
            int at = (from + step) % changing.length;
            int bit = Integer.lowestOneBit(changing[at] & 0xFF);
            if (bit != 0) {
                cells.change(at, 0, bit);
                left--;
            }
        }
    }
}
