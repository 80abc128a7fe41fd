package org.smartmeter.journal.flash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.smartmeter.journal.flash.SectorHeader.Kind;

/// The part's sectors, of which the free ones are taken in turn, so that all wear alike.
///
/// The turn goes by place from the sector taken last. A few are erased ahead of their turn, so that
/// a start need not wait for erases. After a cut the first of them may be one whose taking was cut
/// though nothing of it can be read; it is passed over until its next turn. What cannot be erased
/// or programmed any more is passed over too.
final class SectorPool {

    private static final int FAILURES_UNTIL_GIVING_UP = 16;

    /// Files do not grow into the last free sectors: values change, ends are copied and files are
    /// deleted on a full part too.
    private static final int KEPT_FREE = 8;

    /// More than one start takes: the end of each value, of the journal and of the deletion.
    private static final int ERASED_AHEAD = 12;

    private static final int BEGINNING_BYTES = 1_024;

    /// A part that dies has more damage than anybody wants to read of.
    private static final int MOST_DAMAGE_TOLD = 100;

    private final NorFlash flash;
    private final boolean readOnly;
    private final int[] erases;
    private final BitSet used = new BitSet();
    private final BitSet failed = new BitSet();
    private final BitSet erased;
    private final Set<String> damage = new LinkedHashSet<>();
    private int last;
    private int lastNumber;

    SectorPool(NorFlash flash, boolean readOnly, FlashScan scan) {
        this.flash = flash;
        this.readOnly = readOnly;
        erases = scan.erases();
        erased = scan.erased();
        List<Sector> found = scan.sectors();
        found.forEach(sector -> used.set(sector.index()));
        last = found.isEmpty() ? erases.length - 1 : found.getLast().index();
        lastNumber = found.isEmpty() ? 0 : found.getLast().number();
    }

    /// Does away with what a cut may have left of a header, readable or not, so that no later start
    /// finds it when unstable bits happen to read as they once were.
    void clearTorn(List<Integer> torn) {
        torn.forEach(this::destroyHeader);
        List<Integer> next = nextFree(2 * ERASED_AHEAD);
        int first = 0;
        while (first < next.size() && !erased.get(next.get(first))) {
            first++;
        }
        if (first < next.size()) {
            next.subList(0, first + 1).forEach(this::destroyHeader);
            last = next.get(first);
        }
    }

    /// Gives no sector this number or a lower one, though none that bears it may be left: a file is
    /// known by the number of its first sector, and one that was deleted must not seem to be back.
    void numberBehind(int number) {
        lastNumber = Math.max(lastNumber, number);
    }

    boolean isReadOnly() {
        return readOnly;
    }

    byte[] read(Sector sector) {
        return read(sector.index());
    }

    private byte[] read(int index) {
        byte[] bytes = new byte[NorFlash.SECTOR_BYTES];
        flash.read(index, 0, ByteBuffer.wrap(bytes));
        return bytes;
    }

    SectorContent content(Sector sector) {
        SectorContent content = SectorContent.of(read(sector), sector.header());
        content.damaged().forEach(entry -> noteDamage(sector, entry));
        return content;
    }

    /// The content of a sector that was complete before the next one was begun: no cut tore its
    // end.
    SectorContent completeContent(Sector sector) {
        SectorContent content = content(sector);
        content.unreadableEnd().ifPresent(entry -> noteDamage(sector, entry));
        return content;
    }

    private void noteDamage(Sector sector, Entry entry) {
        note(
                "%s: bytes %d…%d of the flash's sector %d are damaged"
                        .formatted(
                                sector.header().name(),
                                entry.offset(),
                                entry.end() - 1,
                                sector.index()));
    }

    /// Notes that a sector's header is damaged and could be read all the same.
    void noteMended(Sector sector) {
        note(
                "%s: a bit of the header of the flash's sector %d has turned; nothing is lost"
                        .formatted(sector.header().name(), sector.index()));
    }

    private void note(String what) {
        if (damage.size() < MOST_DAMAGE_TOLD) {
            damage.add(what);
        }
    }

    /// What is known to be damaged of what was read so far.
    List<String> damage() {
        return List.copyOf(damage);
    }

    /// The bytes of the entries that stand whole in a sector's first KiB.
    byte[] beginning(Sector sector) {
        byte[] bytes = new byte[BEGINNING_BYTES];
        flash.read(sector.index(), 0, ByteBuffer.wrap(bytes));
        return SectorContent.beginning(bytes, sector.header()).bytes();
    }

    /// What a sector is to be begun with.
    ///
    /// @param stream 0 for one of its own
    record Beginning(
            Kind kind, String name, int stream, boolean cut, int start, int replaces, int flags) {}

    /// Takes a free sector into use: erased, with its header and its first entry.
    Sector begin(Beginning beginning, byte[] bytes, int from, int count) {
        boolean grows = beginning.kind() == Kind.FILE && beginning.replaces() == 0;
        for (int failures = 0; failures < FAILURES_UNTIL_GIVING_UP; failures++) {
            refuseIfFull(grows ? KEPT_FREE : 0);
            int index = nextFree(1).getFirst();
            last = index;
            lastNumber = Math.addExact(lastNumber, 1);
            Sector sector = new Sector(index, header(beginning, lastNumber));
            byte[] entry =
                    Entry.encode(
                            lastNumber,
                            sector.header().length(),
                            beginning.flags(),
                            bytes,
                            from,
                            count);
            byte[] start = joined(sector.header().encode(), entry);
            if (makeErased(index) && program(index, SectorHeader.WEAR_BYTES, start)) {
                used.set(index);
                return sector;
            }
            destroyHeader(index);
            failed.set(index);
        }
        throw new UncheckedIOException(
                new IOException(
                        "the flash is worn out: "
                                + failed.cardinality()
                                + " of its sectors cannot be written any more"));
    }

    /// Header and first entry follow each other, so they share a page and its program operation.
    private static byte[] joined(byte[] header, byte[] entry) {
        return ByteBuffer.allocate(header.length + entry.length).put(header).put(entry).array();
    }

    private static SectorHeader header(Beginning beginning, int number) {
        return new SectorHeader(
                beginning.kind(),
                beginning.cut(),
                number,
                beginning.stream() == 0 ? number : beginning.stream(),
                beginning.start(),
                beginning.replaces(),
                beginning.name());
    }

    private void refuseIfFull(int keptFree) {
        if (readOnly) {
            throw new UnsupportedOperationException("the flash is open to look only");
        }
        BitSet taken = (BitSet) used.clone();
        taken.or(failed);
        if (erases.length - taken.cardinality() <= keptFree) {
            throw new UncheckedIOException(
                    new IOException(
                            "the flash is full: "
                                    + used.cardinality()
                                    + " of its "
                                    + erases.length
                                    + " sectors are in use"));
        }
    }

    /// The free sectors whose turn is next, so many of them or all.
    private List<Integer> nextFree(int count) {
        List<Integer> next = new ArrayList<>();
        for (int step = 1; step <= erases.length && next.size() < count; step++) {
            int index = (last + step) % erases.length;
            if (!used.get(index) && !failed.get(index)) {
                next.add(index);
            }
        }
        return next;
    }

    /// Erases one of the sectors whose turn comes soon, if there is one to erase.
    void eraseAhead() {
        if (erased.cardinality() < ERASED_AHEAD) {
            nextFree(ERASED_AHEAD).stream()
                    .filter(index -> !erased.get(index))
                    .findFirst()
                    .ifPresent(index -> (erase(index) ? erased : failed).set(index));
        }
    }

    private boolean makeErased(int index) {
        boolean ahead = erased.get(index) && isBlank(index);
        erased.clear(index);
        return ahead || erase(index);
    }

    private boolean erase(int index) {
        flash.erase(index);
        erases[index]++;
        return isBlank(index, 0) && program(index, 0, SectorHeader.wear(erases[index]));
    }

    private boolean isBlank(int index) {
        return isBlank(index, SectorHeader.WEAR_BYTES);
    }

    private boolean isBlank(int index, int from) {
        byte[] bytes = read(index);
        for (int i = from; i < bytes.length; i++) {
            if (bytes[i] != (byte) 0xFF) {
                return false;
            }
        }
        return true;
    }

    /// Programs an entry at the place and reads it back.
    ///
    /// @return false if the sector does not hold it: it is not to be used any more
    boolean append(Sector sector, int offset, int flags, byte[] bytes, int from, int count) {
        byte[] entry = Entry.encode(sector.number(), offset, flags, bytes, from, count);
        boolean held = program(sector.index(), offset, entry);
        failed.set(sector.index(), !held);
        return held;
    }

    private boolean program(int index, int offset, byte[] bytes) {
        int done = 0;
        while (done < bytes.length) {
            int inPage = NorFlash.PAGE_BYTES - (offset + done) % NorFlash.PAGE_BYTES;
            int count = Math.min(bytes.length - done, inPage);
            flash.program(index, offset + done, ByteBuffer.wrap(bytes, done, count));
            done += count;
        }
        byte[] back = new byte[bytes.length];
        flash.read(index, offset, ByteBuffer.wrap(back));
        return Arrays.equals(back, bytes);
    }

    /// Gives a sector up: after a cut it is not found any more.
    void release(Sector sector) {
        destroyHeader(sector.index());
        used.clear(sector.index());
    }

    private void destroyHeader(int index) {
        erased.clear(index);
        boolean unused =
                program(
                        index,
                        SectorHeader.WEAR_BYTES,
                        new byte[SectorHeader.FIXED_BYTES - SectorHeader.WEAR_BYTES]);
    }

    FlashWear wear() {
        return new FlashWear(
                Arrays.stream(erases).max().orElse(0),
                Arrays.stream(erases).average().orElse(0),
                used.cardinality(),
                failed.cardinality());
    }

    void close() {
        flash.close();
    }
}
