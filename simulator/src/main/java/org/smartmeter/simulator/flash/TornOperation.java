package org.smartmeter.simulator.flash;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.smartmeter.journal.flash.NorFlash;

/// A program or erase in the middle of which the power went, and what of it is found.
///
/// @param clears the bits to be cleared are 0 in it; empty for an erase
record TornOperation(int sector, int offset, byte[] clears) {

    /// How a torn operation may look. Everything is unstable only where it was to be changed.
    private enum Outcome {
        UNTOUCHED,
        COMPLETE,
        /// Its beginning is done, byte by byte, and nothing behind it.
        BEGINNING,
        /// Any of the bits are done.
        SOME_BITS,
        /// It looks done, or not begun, and some bits read differently each time.
        LOOKS_DONE,
        LOOKS_UNTOUCHED
    }

    boolean isErase() {
        return clears.length == 0;
    }

    void applyTo(Cells cells, RandomGenerator random) {
        byte[] done = cells.bits().clone();
        if (isErase()) {
            Arrays.fill(done, (byte) 0xFF);
        } else {
            for (int i = 0; i < clears.length; i++) {
                done[offset + i] &= clears[i];
            }
        }
        Outcome outcome = Outcome.values()[random.nextInt(Outcome.values().length)];
        int split = random.nextInt(NorFlash.SECTOR_BYTES + 1);
        int within = isErase() ? split : offset + random.nextInt(clears.length + 1);
        for (int i = 0; i < done.length; i++) {
            int changing = (cells.bits()[i] ^ done[i]) & 0xFF;
            if (changing == 0 && !cells.isUnstable(i)) {
                continue;
            }
            int changed =
                    switch (outcome) {
                        case UNTOUCHED, LOOKS_UNTOUCHED -> 0;
                        case COMPLETE, LOOKS_DONE -> changing;
                        case BEGINNING -> i < within ? changing : 0;
                        case SOME_BITS -> changing & random.nextInt(256);
                    };
            int unstable =
                    switch (outcome) {
                        case LOOKS_DONE, LOOKS_UNTOUCHED, SOME_BITS ->
                                changing & random.nextInt(256) & random.nextInt(256);
                        default -> 0;
                    };
            cells.change(i, changed, unstable);
        }
    }
}
