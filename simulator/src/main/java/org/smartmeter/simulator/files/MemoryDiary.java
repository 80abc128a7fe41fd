package org.smartmeter.simulator.files;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.smartmeter.journal.Files;
import org.smartmeter.journal.Journal;
import org.smartmeter.journal.StateFile;

/// A compact life of a meter's memory, always the same: a journal that goes round its ring, a short
/// value that is written between, as the registers are, and a long one now and then. What was told
/// is kept outside of it.
final class MemoryDiary {

    private static final String SHORT = "registers";
    private static final String LONG = "tariff";
    private static final int SHORT_BYTES = 121;
    private static final int LONG_BYTES = 5_000;
    private static final int ROUNDS_OF_A_LONG_VALUE = 8;

    private final JournalDiary journalled;
    private int shortTold;
    private int longTold;
    private int begun;

    MemoryDiary() {
        this(new JournalDiary());
    }

    private MemoryDiary(JournalDiary journalled) {
        this.journalled = journalled;
    }

    MemoryDiary copy() {
        MemoryDiary copy = new MemoryDiary(journalled.copy());
        copy.shortTold = shortTold;
        copy.longTold = longTold;
        copy.begun = begun;
        return copy;
    }

    void live(Files files, int rounds, long seed) {
        StateFile shortValue = StateFile.open(files, SHORT, SHORT_BYTES);
        StateFile longValue = StateFile.open(files, LONG, LONG_BYTES);
        Journal journal = JournalDiary.open(files);
        for (int round = 0; round < rounds; round++) {
            begun++;
            shortValue.write(value(begun, SHORT_BYTES));
            shortTold = begun;
            journalled.live(journal, 2, seed + round);
            if (round % ROUNDS_OF_A_LONG_VALUE == ROUNDS_OF_A_LONG_VALUE - 1) {
                longValue.write(value(begun, LONG_BYTES));
                longTold = begun;
            }
        }
        journal.close();
        shortValue.close();
        longValue.close();
        files.close();
    }

    /// Only starts, as a meter does.
    static void start(Files files) {
        StateFile.open(files, SHORT, SHORT_BYTES).close();
        StateFile.open(files, LONG, LONG_BYTES).close();
        JournalDiary.open(files);
    }

    /// What was told is there, and what is found now stays.
    void assertKept(Files files) {
        journalled.assertVerifies(files, false);
        shortTold = kept(files, SHORT, SHORT_BYTES, shortTold);
        longTold = kept(files, LONG, LONG_BYTES, longTold);
        Journal journal = JournalDiary.open(files);
        journalled.assertKeptBy(journal);
        journalled.assertVerifies(files, true);
        journalled.acknowledge(journal, journal.lastSequence());
    }

    private int kept(Files files, String name, int bytes, int told) {
        try (StateFile state = StateFile.open(files, name, bytes)) {
            Optional<byte[]> value = state.read();
            int found = value.map(each -> ByteBuffer.wrap(each).getInt()).orElse(0);
            boolean whole =
                    value.isEmpty() || Arrays.equals(value.get(), value(found, value.get().length));
            if (found < told || found > begun || !whole) {
                throw new BrokenPromiseException(
                        name + " was told to be " + told + ", found " + found);
            }
            return found;
        }
    }

    private static byte[] value(int number, int bytes) {
        ByteBuffer value = ByteBuffer.allocate(bytes);
        while (value.remaining() >= Integer.BYTES) {
            value.putInt(number);
        }
        return value.array();
    }
}
