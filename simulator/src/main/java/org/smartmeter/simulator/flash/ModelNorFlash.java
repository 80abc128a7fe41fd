package org.smartmeter.simulator.flash;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.smartmeter.journal.Files;
import org.smartmeter.journal.flash.FlashFiles;
import org.smartmeter.journal.flash.NorFlash;
import org.smartmeter.simulator.files.CuttableDisk;
import org.smartmeter.simulator.files.PowerCutException;

/// A NOR flash part in memory whose power can be cut in the middle of any program or erase. A torn
/// one leaves any part of what it was to do, and bits that read differently at every reading until
/// they are programmed or erased. Sectors may be worn out: they take neither any more. Counts what
/// is programmed, erased and read.
public final class ModelNorFlash implements NorFlash, CuttableDisk {

    private static final Cells BLANK = Cells.blank();

    private final @Nullable Cells[] sectors;
    private final BitSet own = new BitSet();
    private final BitSet worn = new BitSet();
    private final int[] erases;
    private final RandomGenerator random;
    private Optional<TornOperation> torn = Optional.empty();
    private long cutAt = Long.MAX_VALUE;
    private long operations;
    private long programs;
    private long programmedBytes;
    private long reads;
    private long readBytes;

    /// A blank part.
    ///
    /// @param seed decides how unstable bits read
    public ModelNorFlash(int sectors, long seed) {
        this(new Cells[sectors], new int[sectors], seed);
    }

    private ModelNorFlash(@Nullable Cells[] sectors, int[] erases, long seed) {
        this.sectors = sectors;
        this.erases = erases;
        this.random = new SplittableRandom(seed);
    }

    @Override
    public Files files() {
        return FlashFiles.open(this);
    }

    @Override
    public ModelNorFlash cutAt(long operation) {
        cutAt = operation;
        return this;
    }

    /// From now on the sector can neither be erased nor programmed.
    public ModelNorFlash wearOut(int sector) {
        worn.set(sector);
        return this;
    }

    /// Turns one stored bit, as age and radiation do.
    ///
    /// @param bit of the sector, from its first byte's highest on
    public ModelNorFlash rot(int sector, int bit) {
        own(sector).change(bit / Byte.SIZE, 0x80 >> bit % Byte.SIZE, 0);
        return this;
    }

    @Override
    public long operations() {
        return operations;
    }

    /// How many program operations there were.
    public long programs() {
        return programs;
    }

    /// The bytes handed to program operations.
    public long programmedBytes() {
        return programmedBytes;
    }

    public long reads() {
        return reads;
    }

    public long readBytes() {
        return readBytes;
    }

    /// How often each sector was erased.
    public int[] erases() {
        return erases.clone();
    }

    @Override
    public ModelNorFlash survivors(long seed) {
        ModelNorFlash found = new ModelNorFlash(sectors.clone(), erases.clone(), seed);
        own.clear(); // what is shared now is copied before it is changed
        found.worn.or(worn);
        torn.ifPresent(
                operation ->
                        operation.applyTo(
                                found.own(operation.sector()), new SplittableRandom(seed)));
        return found;
    }

    /// The sector's cells for changing, which no copy of this part shares.
    private Cells own(int sector) {
        Cells shared = sectors[sector];
        if (shared != null && own.get(sector)) {
            return shared;
        }
        Cells cells = shared == null ? Cells.blank() : shared.copy();
        sectors[sector] = cells;
        own.set(sector);
        return cells;
    }

    @Override
    public int sectors() {
        return sectors.length;
    }

    @Override
    public void read(int sector, int offset, ByteBuffer into) {
        refuseAfterCut();
        refuseOutside(offset, into.remaining(), SECTOR_BYTES);
        reads++;
        readBytes += into.remaining();
        Cells cells = sectors[sector];
        (cells == null ? BLANK : cells).read(offset, into, random);
    }

    @Override
    public void program(int sector, int offset, ByteBuffer from) {
        refuseOutside(offset % PAGE_BYTES, from.remaining(), PAGE_BYTES);
        byte[] bytes = new byte[from.remaining()];
        from.get(bytes);
        begin(new TornOperation(sector, offset, bytes));
        programs++;
        programmedBytes += bytes.length;
        if (!worn.get(sector)) {
            Cells cells = own(sector);
            for (int i = 0; i < bytes.length; i++) {
                cells.program(offset + i, bytes[i]);
            }
        }
    }

    @Override
    public void erase(int sector) {
        begin(new TornOperation(sector, 0, new byte[0]));
        erases[sector]++;
        if (!worn.get(sector)) {
            own(sector).erase();
        }
    }

    /// Counts the operation; the power goes when it was begun and before it is complete.
    private void begin(TornOperation operation) {
        refuseAfterCut();
        operations++;
        if (operations == cutAt) {
            torn = Optional.of(operation);
            throw new PowerCutException(
                    (operation.isErase() ? "erase" : "program") + " sector " + operation.sector(),
                    operations);
        }
    }

    private void refuseAfterCut() {
        if (torn.isPresent()) {
            throw new PowerCutException("an operation after it", cutAt);
        }
    }

    private static void refuseOutside(int offset, int count, int size) {
        if (offset < 0 || offset + count > size) {
            throw new IllegalArgumentException(
                    count + " bytes at " + offset + " do not lie within " + size);
        }
    }

    /// The mean number of erases of a sector.
    public double meanErases() {
        return Arrays.stream(erases).average().orElse(0);
    }

    /// The number of erases of the sector that was erased most.
    public int mostErases() {
        return Arrays.stream(erases).max().orElse(0);
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
