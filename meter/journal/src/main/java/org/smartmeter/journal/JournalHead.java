package org.smartmeter.journal;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.smartmeter.terms.Epoch;
import org.smartmeter.terms.HashChain;
import org.smartmeter.terms.JournalRecord;
import org.smartmeter.terms.MeterId;
import org.smartmeter.terms.SequenceRange;

/// What a journal carries forward from record to record: the hash chain's head and the definitions
/// in force, the newest of each number.
///
/// Records wait to be hashed until the head is asked for, or others come after them. So a start
/// does not wait for the hashes of a whole segment, which take it longer than anything else.
final class JournalHead {

    /// Stands in the chain, with an empty payload, for a record that can no longer be read.
    private static final int LOST_TAG = 255;

    /// How many waiting records each new one has hashed: they become fewer, and none costs more.
    private static final int HASHED_AT_ONCE = 2;

    private HashChain chain;
    private final Deque<JournalRecord> waiting = new ArrayDeque<>();
    private final Map<Long, JournalRecord> definitions = new TreeMap<>();

    JournalHead(HashChain chain, Collection<JournalRecord> definitions) {
        this.chain = chain;
        definitions.forEach(this::define);
    }

    static JournalHead start(MeterId meter, Epoch epoch) {
        return new JournalHead(HashChain.start(meter, epoch), List.of());
    }

    void add(JournalRecord record) {
        addLater(record);
        hash(HASHED_AT_ONCE);
    }

    /// Adds a record that is hashed when the head is asked for.
    void addLater(JournalRecord record) {
        waiting.addLast(record);
        if (record.tag() == Journal.DEFINITION_TAG) {
            define(record);
        }
    }

    private void hash(int most) {
        for (int left = most; left > 0 && !waiting.isEmpty(); left--) {
            chain = chain.plus(waiting.removeFirst());
        }
    }

    void addLost(SequenceRange lost) {
        for (long sequence = lost.first(); sequence <= lost.last(); sequence++) {
            addLater(new JournalRecord(sequence, LOST_TAG, new byte[0]));
        }
    }

    HashChain chain() {
        hash(waiting.size());
        return chain;
    }

    List<JournalRecord> definitions() {
        return List.copyOf(definitions.values());
    }

    private void define(JournalRecord definition) {
        definitionNumber(definition.payload())
                .ifPresent(number -> definitions.put(number, definition));
    }

    /// The unsigned varint with which a definition's payload starts.
    static Optional<Long> definitionNumber(byte[] payload) {
        long number = 0;
        for (int i = 0; i < payload.length && i < 5; i++) {
            number |= (payload[i] & 0x7FL) << 7 * i;
            if (payload[i] >= 0) {
                return Optional.of(number);
            }
        }
        return Optional.empty();
    }
}
