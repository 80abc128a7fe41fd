package org.smartmeter.simulator.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.smartmeter.journal.Journal;
import org.smartmeter.journal.OpenFile;
import org.smartmeter.journal.Verification;
import org.smartmeter.terms.JournalRecord;

/// A byte of a durable record goes bad: what it hit is reported with its range and stays in its
/// place, everything before and after it stays readable, and the journal goes on.
class JournalDamageTest {

    private static final int RECORDS = 120;
    private static final int ROW = 2;

    /// Of a segment, where no definition is in force.
    private static final int HEADER_BYTES = 79;

    private final PowerCutFiles disk = new PowerCutFiles(1);
    private final List<JournalRecord> written = new ArrayList<>();

    @BeforeEach
    void writeThreeSegments() {
        Random random = new Random(3);
        try (Journal journal = JournalDiary.open(disk)) {
            for (int i = 1; i <= RECORDS; i++) {
                byte[] payload = new byte[random.nextInt(300)];
                random.nextBytes(payload);
                journal.append(ROW, payload);
                journal.force();
                written.add(new JournalRecord(i, ROW, payload));
            }
        }
        assertThat(segments(disk)).hasSize(3);
    }

    @Test
    void oneBadByteAnywhereCostsNoMoreThanTheRecordItHits() {
        for (String segment : segments(disk)) {
            int size = size(disk, segment);
            // Every byte of the header; of the frames one in seven hits each of their fields often.
            for (int position = 0; position < size; position += position < HEADER_BYTES ? 1 : 7) {
                PowerCutFiles damaged = disk.survivors(0);
                damaged.rot(segment, position);
                assertOnlyOneRecordSuffered(damaged);
            }
        }
    }

    private void assertOnlyOneRecordSuffered(PowerCutFiles damaged) {
        Verification before = Journal.verify(damaged);
        try (Journal journal = JournalDiary.open(damaged)) {
            long last = journal.lastSequence();
            // The very last force cannot be told from one that a cut tore.
            assertThat(last).isBetween(RECORDS - 1L, (long) RECORDS);
            List<JournalRecord> read = new ArrayList<>();
            long lost = 0;
            for (long next = 1; next <= last; ) {
                List<JournalRecord> batch = journal.read(next, RECORDS, 1 << 20);
                read.addAll(batch);
                next += batch.size();
                long gap = journal.unreadable(next);
                lost += gap;
                next += gap;
            }
            assertThat(lost).isLessThanOrEqualTo(1);
            assertThat(read).hasSize((int) (last - lost));
            assertThat(written).containsAll(read);
            boolean tailCut = last < RECORDS;
            assertThat(before.faults()).hasSize(tailCut ? 0 : 1);
            assertThat(before.tornBytes() > 0).isEqualTo(tailCut);
            assertThat(before.records()).isEqualTo(read.size());
            assertThat(journal.append(ROW, new byte[5])).isEqualTo(last + 1);
            journal.force();
            assertThat(journal.read(last + 1, 1, 10)).hasSize(1);
        }
        try (Journal journal = JournalDiary.open(damaged)) {
            assertThat(journal.lastSequence()).isGreaterThanOrEqualTo(RECORDS);
        }
    }

    @Test
    void acknowledgedRecordsAtTheEndAreNeverTakenForTorn() {
        try (Journal journal = JournalDiary.open(disk)) {
            journal.acknowledge(RECORDS);
        }
        String last = segments(disk).getLast();
        disk.rot(last, size(disk, last) - 1);

        try (Journal journal = JournalDiary.open(disk)) {
            assertThat(journal.lastSequence()).isEqualTo(RECORDS);
            assertThat(journal.acknowledged()).isEqualTo(RECORDS);
            assertThat(journal.read(RECORDS, 1, 10)).isEmpty();
            assertThat(journal.unreadable(RECORDS)).isEqualTo(1);
            assertThat(journal.recovery().faults()).hasSize(1);
            assertThat(journal.append(ROW, new byte[5])).isEqualTo(RECORDS + 1);
            journal.force();
            assertThat(journal.read(RECORDS + 1, 1, 10)).hasSize(1);
        }
        assertThat(Journal.verify(disk).lastSequence()).isEqualTo(RECORDS + 1);
        assertThat(Journal.verify(disk).faults()).hasSize(1);
    }

    @Test
    void aMissingSegmentIsToldAndTheOthersStayReadable() {
        String middle = segments(disk).get(1);
        disk.delete(middle);
        disk.syncDirectory();

        Verification verification = Journal.verify(disk);
        assertThat(verification.faults()).hasSize(1);
        assertThat(verification.faults().getFirst()).contains("cannot be read");
        try (Journal journal = JournalDiary.open(disk)) {
            int before = journal.read(1, RECORDS, 1 << 20).size();
            long lost = journal.unreadable(before + 1);
            assertThat(before + lost + verificationRest(journal, before + lost)).isEqualTo(RECORDS);
        }
    }

    private static long verificationRest(Journal journal, long after) {
        return journal.read(after + 1, RECORDS, 1 << 20).size();
    }

    @Test
    void aChangedRecordWithAMatchingCheckIsFoundByTheChain() {
        PowerCutFiles forged = new PowerCutFiles(2);
        try (Journal journal = JournalDiary.open(forged)) {
            for (JournalRecord record : written) {
                byte[] payload =
                        record.sequence() == 7
                                ? new byte[record.payload().length]
                                : record.payload();
                journal.append(record.tag(), payload);
                journal.force();
            }
        }
        String first = segments(disk).getFirst();
        copy(forged, disk, first);

        assertThat(Journal.verify(disk).faults()).singleElement().asString().contains("hash chain");
    }

    private static void copy(PowerCutFiles from, PowerCutFiles to, String name) {
        try (OpenFile source = from.open(name);
                OpenFile target = to.open(name)) {
            java.nio.ByteBuffer bytes = java.nio.ByteBuffer.allocate((int) source.size());
            source.read(0, bytes);
            target.write(0, bytes.flip());
            target.force();
        }
    }

    private static List<String> segments(PowerCutFiles disk) {
        return disk.list().stream().filter(name -> name.endsWith(".journal")).toList();
    }

    private static int size(PowerCutFiles disk, String name) {
        try (OpenFile file = disk.open(name)) {
            return (int) file.size();
        }
    }
}
