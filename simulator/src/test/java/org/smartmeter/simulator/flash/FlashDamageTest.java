package org.smartmeter.simulator.flash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.smartmeter.journal.Journal;
import org.smartmeter.journal.KeptValue;
import org.smartmeter.journal.OpenFile;
import org.smartmeter.journal.StateDamagedException;
import org.smartmeter.journal.Verification;
import org.smartmeter.journal.flash.FlashFiles;
import org.smartmeter.journal.flash.NorFlash;
import org.smartmeter.simulator.files.JournalDiary;
import org.smartmeter.simulator.files.PowerCutException;
import org.smartmeter.terms.JournalRecord;

/// A bit of a part turns, any of them: no reading is ever wrong, at most what was written in one
/// piece is lost, and that is told unless a power cut might have torn it: the last piece.
class FlashDamageTest {

    private static final String FILE = "segment";
    private static final String VALUE = "counters";
    private static final int SECTORS = 24;
    private static final int SECTOR_BITS = NorFlash.SECTOR_BYTES * Byte.SIZE;

    /// Of blank sectors so few bits are turned; all are alike.
    private static final int STRIDE = 1_999;

    private final Random random = new Random(11);

    @Test
    void aFileLosesNoMoreThanThePieceThatIsHit() {
        assertLosesNoMoreThanThePieceThatIsHit(pieces(10), 1);
        assertLosesNoMoreThanThePieceThatIsHit(pieces(30), 23);
    }

    private void assertLosesNoMoreThanThePieceThatIsHit(List<byte[]> pieces, int stride) {
        ModelNorFlash flash = new ModelNorFlash(SECTORS, 1);
        write(flash, pieces).close();
        forEachBit(
                flash,
                stride,
                (damaged, place) -> {
                    FlashFiles files = FlashFiles.open(damaged);
                    List<Integer> lost = different(pieces, content(files));
                    assertThat(lost).as(place).hasSizeLessThanOrEqualTo(1);
                    assertThat(files.damage()).as(place).hasSizeGreaterThanOrEqualTo(lost.size());
                    assertThat(files.damage()).as(place).allMatch(told -> told.contains(FILE));
                });
    }

    @Test
    void ofAFileThatIsBeingWrittenTheLastPieceMayBeTheOneThatACutTore() {
        List<byte[]> pieces = pieces(10);
        ModelNorFlash flash = new ModelNorFlash(SECTORS, 1);
        write(flash, pieces);
        forEachBit(
                flash,
                1,
                (damaged, place) -> {
                    FlashFiles files = FlashFiles.open(damaged);
                    List<Integer> lost = new ArrayList<>(different(pieces, content(files)));
                    lost.remove((Integer) (pieces.size() - 1));
                    assertThat(lost).as(place).hasSizeLessThanOrEqualTo(1);
                    assertThat(files.damage()).as(place).hasSizeGreaterThanOrEqualTo(lost.size());
                });
    }

    private OpenFile write(ModelNorFlash flash, List<byte[]> pieces) {
        OpenFile file = FlashFiles.open(flash).open(FILE);
        int at = 0;
        for (byte[] piece : pieces) {
            file.write(at, ByteBuffer.wrap(piece));
            at += piece.length;
        }
        return file;
    }

    /// Short ones, and one that fills most of a sector.
    private List<byte[]> pieces(int count) {
        List<byte[]> pieces = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            pieces.add(bytes(i == 10 ? 3_600 : 1 + random.nextInt(40)));
        }
        return pieces;
    }

    private static List<Integer> different(List<byte[]> pieces, byte[] read) {
        List<Integer> different = new ArrayList<>();
        int at = 0;
        for (int i = 0; i < pieces.size(); i++) {
            byte[] piece = pieces.get(i);
            byte[] found = Arrays.copyOfRange(read, at, at + piece.length);
            if (read.length < at + piece.length || !Arrays.equals(found, piece)) {
                different.add(i);
            }
            at += piece.length;
        }
        return different;
    }

    @Test
    void aValueIsTheNewestOneOrTheOneBefore() {
        ModelNorFlash flash = new ModelNorFlash(SECTORS, 1);
        List<byte[]> versions = new ArrayList<>();
        KeptValue value = FlashFiles.open(flash).value(VALUE);
        for (int i = 0; i < 12; i++) {
            versions.add(bytes(1 + random.nextInt(60)));
            value.write(versions.getLast());
        }
        forEachBit(
                flash,
                1,
                (damaged, place) ->
                        assertThat(versions.subList(10, 12))
                                .as(place)
                                .contains(value(damaged).orElseThrow()));
    }

    /// While a value of several sectors is written anew, and the power is cut in that.
    @Test
    void aLongValueIsNeverPutTogetherFromTwo() {
        List<byte[]> versions = List.of(bytes(9_000), bytes(9_000));
        boolean cut = true;
        for (int operation = 1; cut; operation++) {
            ModelNorFlash flash = new ModelNorFlash(SECTORS, 1);
            KeptValue value = FlashFiles.open(flash).value(VALUE);
            value.write(versions.getFirst());
            flash.cutAt(flash.operations() + operation);
            cut = isCut(() -> value.write(versions.getLast()));
            forEachBit(
                    flash.survivors(operation),
                    9_001,
                    (damaged, place) ->
                            value(damaged)
                                    .ifPresent(it -> assertThat(versions).as(place).contains(it)));
        }
    }

    private static boolean isCut(Runnable step) {
        try {
            step.run();
            return false;
        } catch (PowerCutException _) {
            return true;
        }
    }

    /// Empty where it is lost.
    private static Optional<byte[]> value(ModelNorFlash flash) {
        try {
            return FlashFiles.open(flash).value(VALUE).read();
        } catch (StateDamagedException _) {
            return Optional.empty();
        }
    }

    @Test
    void aJournalLosesNoMoreThanTheRecordThatIsHit() {
        ModelNorFlash flash = new ModelNorFlash(SECTORS, 1);
        List<JournalRecord> records = new ArrayList<>();
        try (Journal journal = JournalDiary.open(FlashFiles.open(flash))) {
            for (int i = 1; i <= 24; i++) {
                JournalRecord record = new JournalRecord(i, 2, bytes(500 * (i % 3) + 10));
                journal.append(record.tag(), record.payload());
                journal.force();
                records.add(record);
            }
        }
        forEachBit(
                flash,
                41,
                (damaged, place) -> {
                    Verification verified = Journal.verify(FlashFiles.readOnly(damaged));
                    int told = verified.faults().size() + (verified.tornBytes() > 0 ? 1 : 0);
                    Journal journal = JournalDiary.open(FlashFiles.open(damaged));
                    List<JournalRecord> read = all(journal);
                    assertThat(records).as(place).containsAll(read);
                    int lost = records.size() - read.size();
                    assertThat(lost).as(place).isLessThanOrEqualTo(1);
                    assertThat(told).as(place).isGreaterThanOrEqualTo(lost);
                });
    }

    private static List<JournalRecord> all(Journal journal) {
        List<JournalRecord> read = new ArrayList<>();
        for (long next = 1; next <= journal.lastSequence(); ) {
            List<JournalRecord> some = journal.read(next, 100, 1 << 20);
            read.addAll(some);
            next += some.isEmpty() ? Math.max(1, journal.unreadable(next)) : some.size();
        }
        return read;
    }

    private interface Look {
        void at(ModelNorFlash damaged, String place);
    }

    /// Turns every bit that was programmed, or one in so many, and some of the others.
    private static void forEachBit(ModelNorFlash flash, int stride, Look look) {
        int start = 0;
        for (int sector = 0; sector < SECTORS; sector++) {
            int used = used(flash, sector) * Byte.SIZE;
            int bit = start;
            for (; bit < SECTOR_BITS; bit += bit < used ? stride : Math.max(stride, STRIDE)) {
                look.at(flash.survivors(7).rot(sector, bit), "bit " + bit + " of " + sector);
            }
            start = bit % stride;
        }
    }

    /// Where the last programmed byte of a sector ends.
    private static int used(NorFlash flash, int sector) {
        ByteBuffer bytes = ByteBuffer.allocate(NorFlash.SECTOR_BYTES);
        flash.read(sector, 0, bytes);
        int used = bytes.capacity();
        while (used > 0 && bytes.get(used - 1) == (byte) 0xFF) {
            used--;
        }
        return used;
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] content(FlashFiles files) {
        try (OpenFile file = files.open(FILE)) {
            ByteBuffer bytes = ByteBuffer.allocate((int) file.size());
            file.read(0, bytes);
            return bytes.array();
        }
    }
}
