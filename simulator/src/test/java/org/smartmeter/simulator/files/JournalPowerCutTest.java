package org.smartmeter.simulator.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.smartmeter.journal.Files;
import org.smartmeter.journal.Journal;
import org.smartmeter.terms.Epoch;
import org.smartmeter.terms.JournalRecord;

/// The power is cut at every single operation of a journal's life, and at every operation of the
/// recovery after it: every record whose force returned is there exactly once, unchanged and in
/// order; nothing is invented; the acknowledged cursor never runs ahead.
class JournalPowerCutTest {

    private static final int ROUNDS = 60;
    private static final int TEARS = 4;
    private static final int LONG = 2;
    private static final int SHORT = 3;

    @Test
    void nothingThatWasForcedIsLostWhereverThePowerIsCut() {
        long operations = operationsOfALife();
        assertThat(operations).isGreaterThan(150);
        for (long cut = 1; cut <= operations; cut++) {
            PowerCutFiles disk = new PowerCutFiles(cut).cutAt(cut);
            JournalDiary diary = new JournalDiary();
            assertThatThrownBy(() -> live(disk, diary)).isInstanceOf(PowerCutException.class);

            for (int tear = 0; tear < TEARS; tear++) {
                PowerCutFiles found = disk.survivors(1_000 * cut + tear);
                recoverAndGoOn(found.survivors(0), diary.copy());
                cutEveryOperationOfRecovery(found, diary, tear);
            }
        }
    }

    /// A killed process leaves its last writes in the page cache: seen by the next one, durable
    /// only when that one forces them.
    @Test
    void aKilledProcessFollowedByAPowerCutLosesNothingThatWasSeen() {
        long operations = operationsOfALife();
        for (long kill = 1; kill <= operations; kill++) {
            PowerCutFiles disk = new PowerCutFiles(kill).failAt(kill);
            JournalDiary diary = new JournalDiary();
            assertThatThrownBy(() -> live(disk, diary)).isInstanceOf(UncheckedIOException.class);
            Journal seen = JournalDiary.open(disk);
            diary.assertKeptBy(seen);

            for (int tear = 0; tear < TEARS; tear++) {
                recoverAndGoOn(disk.survivors(tear), diary.copy());
            }
        }
    }

    @Test
    void anOperationThatFailedOnceIsTriedAgainAndNothingIsLost() {
        long operations = operationsOfALife();
        for (long failing = 8; failing <= operations; failing++) {
            PowerCutFiles disk = new PowerCutFiles(failing).failAt(failing);
            JournalDiary diary = new JournalDiary();
            Journal journal = JournalDiary.open(disk);
            Random random = new Random(5);
            for (int round = 0; round < ROUNDS; round++) {
                tryTwice(() -> diary.appendAgain(journal, random));
                tryTwice(() -> diary.force(journal));
                long upTo = journal.durableSequence();
                tryTwice(() -> diary.acknowledge(journal, upTo));
            }
            recoverAndGoOn(disk.survivors(failing), diary);
        }
    }

    /// A segment cannot be made; what comes next would still have room in the one before.
    @Test
    void aSegmentWhoseCreationFailedHidesNothingThatIsWrittenLater() {
        long operations = operationsOfALife();
        for (long failing = 8; failing <= operations; failing++) {
            PowerCutFiles disk = new PowerCutFiles(failing).failAt(failing);
            Journal journal = JournalDiary.open(disk);
            List<JournalRecord> forced = new ArrayList<>();
            for (int i = 1; disk.operations() < failing + 3; i++) {
                int tag = appendOrElse(journal, new byte[900 + i % 7], new byte[i % 7]);
                tryTwice(journal::force);
                forced.addAll(journal.read(forced.size() + 1, 1, 1 << 20));
                assertThat(forced).as("forced at " + failing).hasSize(i);
                assertThat(forced.getLast().tag()).isEqualTo(tag);
                journal.acknowledge(Math.max(0, i - 4));
            }
            try (Journal again = JournalDiary.open(disk.survivors(failing))) {
                int first = (int) again.firstSequence();
                assertThat(again.read(first, 1_000, 1 << 20))
                        .as("failing operation " + failing)
                        .isEqualTo(forced.subList(first - 1, forced.size()));
            }
        }
    }

    /// @return the tag of the one that was taken
    private static int appendOrElse(Journal journal, byte[] wanted, byte[] shorter) {
        try {
            journal.append(LONG, wanted);
            return LONG;
        } catch (UncheckedIOException _) {
            journal.append(SHORT, shorter);
            return SHORT;
        }
    }

    @Test
    void aFullDiskRefusesAndKeepsWhatItHas() {
        PowerCutFiles disk = new PowerCutFiles(1);
        JournalDiary diary = new JournalDiary();
        Journal journal = JournalDiary.open(disk);
        diary.live(journal, 5, 1);
        disk.capacityBytes(disk.usedBytes() + 100);
        diary.append(journal, new Random(9));
        diary.append(journal, new Random(10));
        diary.append(journal, new Random(11));

        assertThatThrownBy(journal::force)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("No space left");
        recoverAndGoOn(disk.survivors(1), diary.copy());

        disk.capacityBytes(Long.MAX_VALUE);
        diary.force(journal);
        recoverAndGoOn(disk.survivors(2), diary);
    }

    @Test
    void aNewEpochIsThereWholeOrTheOldOneStill() {
        Epoch later = new Epoch(JournalDiary.EPOCH.second() + 10);
        boolean done = false;
        for (long cut = 1; !done; cut++) {
            PowerCutFiles disk = new PowerCutFiles(cut);
            JournalDiary diary = new JournalDiary();
            Journal old = JournalDiary.open(disk);
            diary.live(old, ROUNDS, 1);
            old.close();
            disk.cutAt(disk.operations() + cut);
            done = !isCut(() -> begin(disk, later));

            for (int tear = 0; tear < 5 * TEARS; tear++) {
                PowerCutFiles found = disk.survivors(tear);
                if (Journal.epochIn(found).equals(java.util.Optional.of(later))) {
                    try (Journal journal = JournalDiary.open(found)) {
                        assertThat(journal.lastSequence()).isZero();
                        assertThat(journal.acknowledged()).isZero();
                    }
                } else {
                    assertThat(done).isFalse();
                    recoverAndGoOn(found.survivors(0), diary.copy());
                    begin(found, later).close();
                    assertThat(Journal.epochIn(found)).contains(later);
                }
            }
        }
    }

    /// The next process finishes what the killed one began, and its power is cut in that.
    @Test
    void aNewEpochBegunByAKilledProcessNeverLosesBoth() {
        Epoch later = new Epoch(JournalDiary.EPOCH.second() + 10);
        for (long kill = 1; kill <= 5; kill++) {
            for (long cut = 1; cut <= 12; cut++) {
                PowerCutFiles disk = new PowerCutFiles(cut);
                try (Journal old = JournalDiary.open(disk)) {
                    new JournalDiary().live(old, 8, 1);
                }
                disk.failAt(disk.operations() + kill);
                assertThatThrownBy(() -> begin(disk, later))
                        .isInstanceOf(UncheckedIOException.class);
                disk.cutAt(disk.operations() + cut);
                isCut(() -> JournalDiary.open(disk));

                for (int tear = 0; tear < 5 * TEARS; tear++) {
                    assertThat(Journal.epochIn(disk.survivors(tear))).isPresent();
                }
            }
        }
    }

    private static Journal begin(Files files, Epoch epoch) {
        return Journal.begin(files, JournalDiary.TINY, JournalDiary.METER, epoch);
    }

    private static void live(Files disk, JournalDiary diary) {
        Journal journal = JournalDiary.open(disk);
        diary.live(journal, ROUNDS, 1);
        diary.append(journal, new Random(77));
        journal.close();
    }

    private static long operationsOfALife() {
        PowerCutFiles disk = new PowerCutFiles(0);
        live(disk, new JournalDiary());
        return disk.operations();
    }

    private static void recoverAndGoOn(Files found, JournalDiary diary) {
        diary.assertVerifies(found, false);
        try (Journal journal = JournalDiary.open(found)) {
            diary.assertKeptBy(journal);
            diary.assertVerifies(found, true);
            diary.acknowledge(journal, journal.lastSequence());
            diary.live(journal, 3, 2);
        }
        try (Journal journal = JournalDiary.open(found)) {
            diary.assertKeptBy(journal);
        }
    }

    private static void cutEveryOperationOfRecovery(
            PowerCutFiles found, JournalDiary diary, long tear) {
        boolean recovered = false;
        for (long cut = 1; !recovered; cut++) {
            PowerCutFiles again = found.survivors(0).cutAt(cut);
            recovered = !isCut(() -> JournalDiary.open(again));
            recoverAndGoOn(again.survivors(tear), diary.copy());
        }
    }

    private static boolean isCut(Runnable step) {
        try {
            step.run();
            return false;
        } catch (PowerCutException e) {
            return true;
        }
    }

    private static void tryTwice(Runnable step) {
        try {
            step.run();
        } catch (UncheckedIOException e) {
            step.run();
        }
    }
}
