package org.smartmeter.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.smartmeter.terms.Epoch;
import org.smartmeter.terms.HashChain;
import org.smartmeter.terms.JournalRecord;
import org.smartmeter.terms.MeterId;

/// What a journal promises on a real directory.
class JournalTest {

    private static final MeterId METER = new MeterId("SEM0000000004410");
    private static final Epoch EPOCH = new Epoch(1_795_370_000L);
    private static final JournalSettings SMALL = new JournalSettings(80 << 10, 8 << 10);
    private static final int ROW = 2;

    @TempDir Path directory;
    private Files files;

    @BeforeEach
    void openDirectory() {
        files = DirectoryFiles.open(directory.resolve("journal"));
    }

    @AfterEach
    void closeDirectory() {
        files.close();
    }

    @Test
    void recordsAreNumberedFromOneAndReadBackInOrder() {
        try (Journal journal = open(SMALL)) {
            assertThat(journal.firstSequence()).isZero();
            assertThat(journal.append(ROW, bytes(1, 40))).isEqualTo(1);
            assertThat(journal.append(3, bytes(2, 0))).isEqualTo(2);
            journal.force();

            assertThat(journal.read(1, 10, 10_000))
                    .containsExactly(
                            new JournalRecord(1, ROW, bytes(1, 40)),
                            new JournalRecord(2, 3, bytes(2, 0)));
            assertThat(journal.firstSequence()).isEqualTo(1);
            assertThat(journal.lastSequence()).isEqualTo(2);
        }
    }

    @Test
    void aRecordCountsOnlyOnceItWasForced() {
        try (Journal journal = open(SMALL)) {
            journal.append(ROW, bytes(1, 40));

            assertThat(journal.lastSequence()).isEqualTo(1);
            assertThat(journal.durableSequence()).isZero();
            assertThat(journal.read(1, 10, 10_000)).isEmpty();
            assertThatIllegalArgumentException().isThrownBy(() -> journal.acknowledge(1));

            journal.force();

            assertThat(journal.durableSequence()).isEqualTo(1);
            assertThat(journal.read(1, 10, 10_000)).hasSize(1);
        }
    }

    @Test
    void everythingIsThereAfterReopening() {
        List<JournalRecord> written = new ArrayList<>();
        HashChain chain;
        try (Journal journal = open(SMALL)) {
            fill(journal, 500, written);
            chain = journal.chain();
        }

        try (Journal journal = open(SMALL)) {
            assertThat(journal.epoch()).isEqualTo(EPOCH);
            assertThat(journal.read(1, 1_000, 1 << 20)).isEqualTo(written);
            assertThat(journal.chain()).isEqualTo(chain);
            assertThat(journal.recovery()).isEqualTo(new Recovery(500, 0, List.of()));
            assertThat(journal.append(ROW, bytes(9, 9))).isEqualTo(501);
        }
    }

    @Test
    void readingStopsAtTheLimitsButNeverBeforeOneRecord() {
        try (Journal journal = open(SMALL)) {
            for (int i = 0; i < 10; i++) {
                journal.append(ROW, bytes(i, 100));
            }
            journal.force();

            assertThat(journal.read(1, 3, 10_000)).hasSize(3);
            assertThat(journal.read(1, 10, 250)).hasSize(2);
            assertThat(journal.read(1, 10, 1)).hasSize(1);
            assertThat(journal.read(11, 10, 10_000)).isEmpty();
        }
    }

    @Test
    void unacknowledgedRecordsAreNeverOverwritten() {
        try (Journal journal = open(SMALL)) {
            List<JournalRecord> written = new ArrayList<>();
            assertThatThrownBy(() -> fill(journal, 10_000, written))
                    .isInstanceOf(JournalFullException.class)
                    .hasMessageContaining("1…" + journal.lastSequence());
            journal.force();

            assertThat(journal.fill()).isBetween(0.97, 1.0);
            assertThat(journal.read(1, 10_000, 1 << 20)).isEqualTo(written);
        }
    }

    @Test
    void theOldestSegmentGivesWayWhenAllOfItIsAcknowledged() {
        try (Journal journal = open(SMALL)) {
            List<JournalRecord> written = new ArrayList<>();
            assertThatThrownBy(() -> fill(journal, 10_000, written))
                    .isInstanceOf(JournalFullException.class);
            journal.force();
            journal.acknowledge(written.size() / 2);

            fill(journal, 100, written);

            assertThat(journal.firstSequence()).isGreaterThan(1);
            assertThat(journal.acknowledged()).isEqualTo((written.size() - 100) / 2);
            assertThat(journal.read(journal.firstSequence(), 10_000, 1 << 20))
                    .isEqualTo(written.subList((int) journal.firstSequence() - 1, written.size()));
            assertThat(journal.read(1, 1, 1)).isEmpty();
            assertThat(journal.unreadable(1)).isEqualTo(journal.firstSequence() - 1);
        }
    }

    @Test
    void theNewestDefinitionOfEachNumberOutlivesItsSegment() {
        JournalRecord first = new JournalRecord(1, 1, new byte[] {7, 1, 1});
        JournalRecord other = new JournalRecord(2, 1, new byte[] {(byte) 0x81, 1, 5});
        JournalRecord second = new JournalRecord(3, 1, new byte[] {7, 2});
        try (Journal journal = open(SMALL)) {
            journal.append(1, first.payload());
            journal.append(1, other.payload());
            assertThat(journal.definitions()).containsExactly(first, other);
            journal.append(1, second.payload());
            for (int i = 0; i < 2_000; i++) {
                journal.append(ROW, bytes(i, 90));
                journal.acknowledge(journal.durableSequence());
            }
            assertThat(journal.firstSequence()).isGreaterThan(3);
        }

        try (Journal journal = open(SMALL)) {
            assertThat(journal.definitions()).containsExactly(second, other);
        }
    }

    @Test
    void aDefinitionWithoutNumberIsRefused() {
        try (Journal journal = open(SMALL)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> journal.append(1, new byte[] {(byte) 0x80}))
                    .withMessageContaining("number");
            assertThat(journal.lastSequence()).isZero();
        }
    }

    @Test
    void anotherMetersJournalIsRefusedAndLeftAlone() {
        try (Journal journal = open(SMALL)) {
            journal.append(ROW, bytes(1, 1));
        }
        MeterId stranger = new MeterId("SEM0000000009999");

        assertThatThrownBy(() -> Journal.open(files, SMALL, stranger, () -> EPOCH))
                .isInstanceOf(JournalRefusedException.class)
                .hasMessageContaining(METER.value())
                .hasMessageContaining(stranger.value());
        assertThat(Journal.verify(files).records()).isEqualTo(1);
    }

    @Test
    void aLaterEpochStartsAnEmptyRing() {
        try (Journal journal = open(SMALL)) {
            fill(journal, 300, new ArrayList<>());
            journal.acknowledge(300);
        }
        assertThat(Journal.epochIn(files)).contains(EPOCH);
        Epoch later = new Epoch(EPOCH.second() + 1);

        try (Journal journal = Journal.begin(files, SMALL, METER, later)) {
            assertThat(journal.firstSequence()).isZero();
            assertThat(journal.acknowledged()).isZero();
            assertThat(journal.append(ROW, bytes(1, 1))).isEqualTo(1);
        }
        assertThat(Journal.epochIn(files)).contains(later);
        assertThat(SegmentName.in(files)).containsExactly(new SegmentName(later.second(), 1));
    }

    @Test
    void epochsRise() {
        open(SMALL).close();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Journal.begin(files, SMALL, METER, EPOCH))
                .withMessageContaining("epochs rise");
    }

    @Test
    void theAcknowledgedCursorIsKeptAndOnlyEverRises() {
        try (Journal journal = open(SMALL)) {
            fill(journal, 200, new ArrayList<>());
            journal.acknowledge(150);
            journal.acknowledge(20);
            assertThat(journal.acknowledged()).isEqualTo(150);
        }
        try (Journal journal = open(SMALL)) {
            assertThat(journal.acknowledged()).isEqualTo(150);
        }
    }

    @Test
    void anEmptyDirectoryVerifiesAsNothing() {
        assertThat(Journal.verify(files)).isEqualTo(new Verification(0, 0, 0, 0, 0, 0, List.of()));
        assertThat(Journal.epochIn(files)).isEmpty();
    }

    private Journal open(JournalSettings settings) {
        return Journal.open(files, settings, METER, () -> EPOCH);
    }

    private static void fill(Journal journal, int records, List<JournalRecord> written) {
        for (int i = 0; i < records; i++) {
            byte[] payload = bytes(i, 20 + i % 100);
            written.add(new JournalRecord(journal.lastSequence() + 1, ROW, payload));
            try {
                journal.append(ROW, payload);
            } catch (JournalFullException e) {
                written.removeLast();
                throw e;
            }
            if (i % 10 == 9) {
                journal.force();
            }
        }
        journal.force();
    }

    private static byte[] bytes(long seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
