package org.smartmeter.simulator.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.smartmeter.journal.Files;
import org.smartmeter.journal.Journal;
import org.smartmeter.journal.JournalSettings;
import org.smartmeter.journal.Verification;
import org.smartmeter.terms.Epoch;
import org.smartmeter.terms.HashChain;
import org.smartmeter.terms.JournalRecord;
import org.smartmeter.terms.MeterId;

/// What was asked of a journal and what it answered, kept outside of it; so after a cut it can be
/// said what must be there, what may be, and what must not.
final class JournalDiary {

    static final MeterId METER = new MeterId("SEM0000000004410");
    static final Epoch EPOCH = new Epoch(1_795_370_000L);
    static final JournalSettings TINY = new JournalSettings((32 + 3 * 8) << 10, 8 << 10);

    private static final int DEFINITION = 1;
    private static final int ROW = 2;

    private final List<JournalRecord> appended = new ArrayList<>();
    private final List<HashChain> chains = new ArrayList<>(List.of(HashChain.start(METER, EPOCH)));
    private long forced;
    private long acknowledged;

    static Journal open(Files files) {
        return Journal.open(files, TINY, METER, () -> EPOCH);
    }

    /// Appends, forces, acknowledges and reads until the ring has gone round; always the same.
    void live(Journal journal, int rounds, long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < rounds; round++) {
            int group = 1 + random.nextInt(6);
            for (int i = 0; i < group; i++) {
                append(journal, random);
            }
            force(journal);
            if (random.nextInt(3) > 0) {
                acknowledge(journal, forced - random.nextInt(10));
            }
            long from = Math.max(journal.firstSequence(), forced - 20);
            assertThat(journal.read(from, 100, 1 << 20))
                    .isEqualTo(appended.subList((int) from - 1, (int) forced));
        }
    }

    void append(Journal journal, Random random) {
        boolean defines = appended.isEmpty() || random.nextInt(40) == 0;
        byte[] payload = new byte[defines ? 60 : 20 + random.nextInt(400)];
        random.nextBytes(payload);
        if (defines) {
            payload[0] = (byte) (1 + random.nextInt(2));
        }
        JournalRecord record =
                new JournalRecord(appended.size() + 1, defines ? DEFINITION : ROW, payload);
        appended.add(record);
        chains.add(chains.getLast().plus(record));
        assertThat(journal.append(record.tag(), payload)).isEqualTo(record.sequence());
    }

    /// Appends a record, or the same one again when the disk refused it the time before.
    void appendAgain(Journal journal, Random random) {
        if (journal.lastSequence() == appended.size()) {
            append(journal, random);
        } else {
            JournalRecord refused = appended.getLast();
            journal.append(refused.tag(), refused.payload());
        }
    }

    void force(Journal journal) {
        journal.force();
        forced = journal.lastSequence();
    }

    void acknowledge(Journal journal, long upTo) {
        acknowledged = Math.max(acknowledged, upTo);
        journal.acknowledge(Math.max(0, upTo));
    }

    /// Everything a journal opened after a cut must hold; what it lost was never counted, so from
    /// now on it is forgotten here too.
    void assertKeptBy(Journal journal) {
        long first = Math.max(1, journal.firstSequence());
        long last = journal.lastSequence();
        assertThat(last).as("every forced record").isBetween(forced, (long) appended.size());
        assertThat(first - 1).as("only acknowledged records gave way").isBetween(0L, acknowledged);
        assertThat(journal.read(first, appended.size() + 1, 1 << 20))
                .as("each record once, in order, unchanged")
                .isEqualTo(appended.subList((int) first - 1, (int) last));
        assertThat(journal.acknowledged()).isBetween(first - 1, Math.min(acknowledged, last));
        assertThat(journal.chain()).isEqualTo(chains.get((int) last));
        assertThat(journal.definitions()).isEqualTo(definitionsUpTo(last));
        assertThat(journal.recovery().faults()).isEmpty();
        appended.subList((int) last, appended.size()).clear();
        chains.subList((int) last + 1, chains.size()).clear();
        forced = last;
    }

    void assertVerifies(Files files, boolean recovered) {
        Verification verification = Journal.verify(files);
        assertThat(verification.faults()).isEmpty();
        assertThat(verification.lastSequence()).isBetween(forced, (long) appended.size());
        assertThat(verification.acknowledged()).isLessThanOrEqualTo(acknowledged);
        if (recovered) {
            assertThat(verification.tornBytes()).isZero();
            assertThat(verification.lastSequence()).isEqualTo(forced);
        }
    }

    /// An independent copy, to go on from the same point on another disk.
    JournalDiary copy() {
        JournalDiary copy = new JournalDiary();
        copy.appended.addAll(appended);
        copy.chains.clear();
        copy.chains.addAll(chains);
        copy.forced = forced;
        copy.acknowledged = acknowledged;
        return copy;
    }

    private List<JournalRecord> definitionsUpTo(long last) {
        TreeMap<Byte, JournalRecord> definitions = new TreeMap<>();
        appended.stream()
                .limit(last)
                .filter(record -> record.tag() == DEFINITION)
                .forEach(record -> definitions.put(record.payload()[0], record));
        return List.copyOf(definitions.values());
    }
}
