package org.smartmeter.journal.flash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.smartmeter.journal.flash.Runs.Run;
import org.smartmeter.journal.flash.SectorHeader.Kind;

/// A file as [Runs] of bytes, a sector each. Made for files that grow at their end, as a journal's
// segments do:
/// then nothing overlaps, and nothing is written but what was handed in. What is overwritten keeps
/// its room until the file is deleted.
final class FlashFile {

    /// With less room than this left in the last sector a new one is begun instead of copying.
    private static final int WORTH_COPYING = 512;

    private final SectorPool pool;
    private final String name;
    private final Runs runs;
    private final List<Sector> leftOver = new ArrayList<>();
    private boolean settled;
    private boolean appendable;
    private boolean deleted;

    /// Where the last run's next entry would stand.
    private int end;

    private FlashFile(SectorPool pool, String name) {
        this.pool = pool;
        this.name = name;
        this.runs = new Runs(pool, name);
    }

    /// A new and empty file; its name is durable on return.
    static FlashFile create(SectorPool pool, String name) {
        FlashFile file = new FlashFile(pool, name);
        file.beginRun(0, false, new byte[0], 0);
        file.settled = true;
        return file;
    }

    /// A file as a start finds it. A sector that copies another does not count while that one is
    /// there; of several copies of one that is gone the last whole one counts.
    ///
    /// @param sectors of the file in ascending order of numbers
    static FlashFile found(SectorPool pool, String name, List<Sector> sectors) {
        FlashFile file = new FlashFile(pool, name);
        Map<Integer, Sector> byNumber = new HashMap<>();
        sectors.forEach(sector -> byNumber.put(sector.number(), sector));
        Map<Integer, Sector> copyOf = new HashMap<>();
        for (Sector sector : sectors) {
            int original = sector.header().replaces();
            if (original != 0) {
                Sector earlier = copyOf.get(original);
                if (earlier == null || pool.content(sector).isBegun()) {
                    copyOf.put(original, sector);
                }
            }
        }
        for (Sector sector : sectors) {
            int original = sector.header().replaces();
            boolean counts =
                    original == 0
                            || !byNumber.containsKey(original)
                                    && sector.equals(copyOf.get(original));
            if (counts) {
                file.runs.add(new Run(sector, Run.UNKNOWN));
            } else {
                file.leftOver.add(sector);
            }
        }
        return file;
    }

    List<Sector> sectors() {
        List<Sector> sectors = new ArrayList<>(leftOver);
        sectors.addAll(runs.sectors());
        return sectors;
    }

    /// Makes durable what is found. A cut may have torn the last entry so that it reads otherwise
    /// the next time, so the last sector is copied, unless it was closed.
    void settle() {
        if (settled) {
            return;
        }
        Run last = runs.last();
        SectorContent content = pool.content(last.sector);
        byte[] bytes = content.bytes();
        last.length = bytes.length;
        end = content.end();
        if (content.isClosed()) {
            releaseLeftOver();
        } else {
            copyLast(bytes);
        }
        settled = true;
    }

    /// Begins a sector with a copy of the last one and gives up the old one only then.
    private void copyLast(byte[] bytes) {
        appendable = false;
        Run last = runs.last();
        SectorHeader header = last.sector.header();
        Sector copy =
                pool.begin(
                        new SectorPool.Beginning(
                                Kind.FILE,
                                name,
                                header.stream(),
                                header.cut(),
                                header.start(),
                                header.number(),
                                0),
                        bytes,
                        0,
                        bytes.length);
        runs.replaceLast(new Run(copy, bytes.length));
        end = copy.header().length() + Entry.OVERHEAD + bytes.length;
        pool.release(last.sector);
        releaseLeftOver();
        appendable = true;
    }

    private void releaseLeftOver() {
        leftOver.forEach(pool::release);
        leftOver.clear();
    }

    /// Begins a sector of its own for bytes at a place where the last run does not go on.
    ///
    /// @return how many of the bytes it took
    private int beginRun(int start, boolean cut, byte[] bytes, int from) {
        appendable = false;
        int count = Math.min(bytes.length - from, Sector.capacity(name) - Entry.OVERHEAD);
        int stream = runs.isEmpty() ? 0 : runs.first().sector.header().stream();
        Sector sector =
                pool.begin(
                        new SectorPool.Beginning(Kind.FILE, name, stream, cut, start, 0, 0),
                        bytes,
                        from,
                        count);
        runs.add(new Run(sector, count));
        end = sector.header().length() + Entry.OVERHEAD + count;
        appendable = true;
        return count;
    }

    int size() {
        refuseIfDeleted();
        return runs.size();
    }

    int read(long position, ByteBuffer into) {
        refuseIfDeleted();
        return runs.read(position, into);
    }

    /// What stands there already is not written again: on flash it is durable since it was written.
    void write(long position, byte[] bytes) {
        refuseIfDeleted();
        int done = alreadyThere(position, bytes);
        if (done == bytes.length) {
            return;
        }
        while (done < bytes.length) {
            done += writeSome(Math.toIntExact(position + done), bytes, done);
        }
        pool.eraseAhead();
    }

    private int alreadyThere(long position, byte[] bytes) {
        if (position >= size()) {
            return 0;
        }
        byte[] present = new byte[bytes.length];
        int read = read(position, ByteBuffer.wrap(present));
        int different = Arrays.mismatch(present, 0, read, bytes, 0, bytes.length);
        return different < 0 ? bytes.length : different;
    }

    /// @return how many bytes from there on were written
    private int writeSome(int position, byte[] bytes, int from) {
        Run last = runs.last();
        boolean goesOn = last.start() + last.length == position;
        if (goesOn && !appendable && room() >= WORTH_COPYING) {
            copyLast(lastBytes());
            last = runs.last();
        }
        if (!goesOn || !appendable || room() <= 0) {
            return beginRun(position, false, bytes, from);
        }
        int count = Math.min(bytes.length - from, room());
        appendable = false; // until it is known that it went well
        if (!pool.append(last.sector, end, 0, bytes, from, count)) {
            return 0;
        }
        last.length += count;
        end += Entry.OVERHEAD + count;
        appendable = true;
        return count;
    }

    private byte[] lastBytes() {
        Run last = runs.last();
        return Arrays.copyOf(pool.content(last.sector).fitted(last.length), last.length);
    }

    /// What the last sector can still take in one entry, one that closes it left out.
    private int room() {
        return NorFlash.SECTOR_BYTES - end - 2 * Entry.OVERHEAD;
    }

    void truncate(long size) {
        refuseIfDeleted();
        if (size >= size()) {
            return;
        }
        int kept = Math.toIntExact(size);
        beginRun(kept, true, new byte[0], 0);
        runs.removeFrom(kept).forEach(run -> pool.release(run.sector));
    }

    /// Notes that what was written is complete: nothing of it needs to be settled again.
    void closeEnd() {
        if (!deleted && appendable) {
            appendable = false;
            Run last = runs.last();
            pool.append(last.sector, end, Entry.CLOSED, new byte[0], 0, 0);
            end += Entry.OVERHEAD;
        }
    }

    void noteDeleted() {
        deleted = true;
    }

    private void refuseIfDeleted() {
        if (deleted) {
            throw new UncheckedIOException(new IOException(name + " was deleted"));
        }
    }
}
