package org.smartmeter.simulator.files;

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
public final class JournalDiary {

    public static final MeterId METER = new MeterId("SEM0000000004410");
    public static final Epoch EPOCH = new Epoch(1_795_370_000L);
    public static final JournalSettings TINY = new JournalSettings((32 + 3 * 8) << 10, 8 << 10);

    private static final int DEFINITION = 1;
    private static final int ROW = 2;

    private final List<JournalRecord> appended = new ArrayList<>();
    private final List<HashChain> chains = new ArrayList<>(List.of(HashChain.start(METER, EPOCH)));
    private long forced;
    private long acknowledged;

    public static Journal open(Files files) {
        return Journal.open(files, TINY, METER, () -> EPOCH);
    }

    /// Appends, forces, acknowledges and reads until the ring has gone round; always the same.
    public void live(Journal journal, int rounds, long seed) {
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
            promise(
                    journal.read(from, 100, 1 << 20)
                            .equals(appended.subList((int) from - 1, (int) forced)),
                    "what was forced is read",
                    forced);
        }
    }

    public void append(Journal journal, Random random) {
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
        long sequence = journal.append(record.tag(), payload);
        promise(sequence == record.sequence(), "the next sequence", sequence);
    }

    /// Appends a record, or the same one again when the disk refused it the time before.
    public void appendAgain(Journal journal, Random random) {
        if (journal.lastSequence() == appended.size()) {
            append(journal, random);
        } else {
            JournalRecord refused = appended.getLast();
            journal.append(refused.tag(), refused.payload());
        }
    }

    public void force(Journal journal) {
        journal.force();
        forced = journal.lastSequence();
    }

    public void acknowledge(Journal journal, long upTo) {
        acknowledged = Math.max(acknowledged, upTo);
        journal.acknowledge(Math.max(0, upTo));
    }

    /// Everything a journal opened after a cut must hold; what it lost was never counted, so from
    /// now on it is forgotten here too.
    public void assertKeptBy(Journal journal) {
        long first = Math.max(1, journal.firstSequence());
        long last = journal.lastSequence();
        promise(
                last >= forced && last <= appended.size(),
                "every forced record and no other",
                last);
        promise(first - 1 <= acknowledged, "only acknowledged records gave way", first);
        promise(
                journal.read(first, appended.size() + 1, 1 << 20)
                        .equals(appended.subList((int) first - 1, (int) last)),
                "each record once, in order, unchanged",
                last);
        promise(
                journal.acknowledged() >= first - 1
                        && journal.acknowledged() <= Math.min(acknowledged, last),
                "a cursor that never runs ahead",
                journal.acknowledged());
        promise(journal.chain().equals(chains.get((int) last)), "the hash chain", last);
        promise(journal.definitions().equals(definitionsUpTo(last)), "the definitions", last);
        promise(journal.recovery().faults().isEmpty(), "no damage", journal.recovery());
        appended.subList((int) last, appended.size()).clear();
        chains.subList((int) last + 1, chains.size()).clear();
        forced = last;
    }

    public void assertVerifies(Files files, boolean recovered) {
        Verification verification = Journal.verify(files);
        promise(verification.faults().isEmpty(), "no damage", verification);
        promise(
                verification.lastSequence() >= forced
                        && verification.lastSequence() <= appended.size(),
                "every forced record and no other",
                verification);
        promise(verification.acknowledged() <= acknowledged, "no cursor ahead", verification);
        if (recovered) {
            promise(verification.tornBytes() == 0, "no torn end is left", verification);
            promise(verification.lastSequence() == forced, "nothing is invented", verification);
        }
    }

    private static void promise(boolean kept, String what, Object found) {
        if (!kept) {
            throw new BrokenPromiseException(what + ": found " + found);
        }
    }

    /// An independent copy, to go on from the same point on another disk.
    public JournalDiary copy() {
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
