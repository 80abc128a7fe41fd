package org.smartmeter.journal.flash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.smartmeter.journal.flash.SectorHeader.Kind;

/// The part's sectors, of which the free ones are taken in turn, so that all wear alike.
///
/// A sector is erased when it is taken, never before: whatever a cut left in it is gone then. The
/// turn goes by place from the sector taken last, so a sector whose taking was cut is the next one
/// to be erased after the cut, also if nothing of it can be read. What cannot be erased or
/// programmed any more is passed over.
final class SectorPool {

    private static final int FAILURES_UNTIL_GIVING_UP = 16;

    /// Files do not grow into the last free sectors: values change, ends are copied and files are
    /// deleted on a full part too.
    private static final int KEPT_FREE = 8;

    private final NorFlash flash;
    private final boolean readOnly;
    private final int[] erases;
    private final BitSet used = new BitSet();
    private final BitSet failed = new BitSet();
    private int last;
    private int lastNumber;

    /// @param erases how often each sector was erased; taken over
    /// @param found in ascending order of numbers
    SectorPool(NorFlash flash, boolean readOnly, int[] erases, List<Sector> found) {
        this.flash = flash;
        this.readOnly = readOnly;
        this.erases = erases;
        found.forEach(sector -> used.set(sector.index()));
        last = found.isEmpty() ? erases.length - 1 : found.getLast().index();
        lastNumber = found.isEmpty() ? 0 : found.getLast().number();
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
        return SectorContent.of(read(sector), sector.header());
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
            int index = nextFree();
            last = index;
            flash.erase(index);
            erases[index]++;
            lastNumber = Math.addExact(lastNumber, 1);
            Sector sector = new Sector(index, header(beginning, lastNumber));
            if (isBlank(index)
                    && program(sector, 0, sector.header().encode(erases[index]))
                    && append(
                            sector,
                            sector.header().length(),
                            beginning.flags(),
                            bytes,
                            from,
                            count)) {
                used.set(index);
                return sector;
            }
            destroyHeader(index);
        }
        throw new UncheckedIOException(
                new IOException(
                        "the flash is worn out: "
                                + failed.cardinality()
                                + " of its sectors cannot be written any more"));
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

    private int nextFree() {
        int index = last;
        do {
            index = (index + 1) % erases.length;
        } while (used.get(index) || failed.get(index));
        return index;
    }

    private boolean isBlank(int index) {
        for (byte each : read(index)) {
            if (each != (byte) 0xFF) {
                failed.set(index);
                return false;
            }
        }
        return true;
    }

    /// Programs an entry at the place and reads it back.
    ///
    /// @return false if the sector does not hold it: it is not to be used any more
    boolean append(Sector sector, int offset, int flags, byte[] bytes, int from, int count) {
        return program(
                sector, offset, Entry.encode(sector.number(), offset, flags, bytes, from, count));
    }

    private boolean program(Sector sector, int offset, byte[] bytes) {
        program(sector.index(), offset, bytes);
        byte[] back = new byte[bytes.length];
        flash.read(sector.index(), offset, ByteBuffer.wrap(back));
        if (!Arrays.equals(back, bytes)) {
            failed.set(sector.index());
            return false;
        }
        return true;
    }

    private void program(int index, int offset, byte[] bytes) {
        int done = 0;
        while (done < bytes.length) {
            int inPage = NorFlash.PAGE_BYTES - (offset + done) % NorFlash.PAGE_BYTES;
            int count = Math.min(bytes.length - done, inPage);
            flash.program(index, offset + done, ByteBuffer.wrap(bytes, done, count));
            done += count;
        }
    }

    /// Gives a sector up: after a cut it is not found any more.
    void release(Sector sector) {
        destroyHeader(sector.index());
        used.clear(sector.index());
    }

    /// Makes sure that what a cut left of a header is not found either.
    void releaseTorn(List<Integer> torn) {
        torn.forEach(this::destroyHeader);
    }

    private void destroyHeader(int index) {
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
