package org.smartmeter.journal.flash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.smartmeter.journal.flash.SectorHeader.Kind;

/// A file as runs of bytes, a sector each, in the order in which they were written: where two
/// overlap the later one counts. Made for files that grow at their end, as a journal's segments do:
/// then nothing overlaps, and nothing is written but what was handed in. What is overwritten keeps
/// its room until the file is deleted.
final class FlashFile {

    /// With less room than this left in the last sector a new one is begun instead of copying.
    private static final int WORTH_COPYING = 512;

    /// So little is looked for in a sector's first bytes before the whole is read.
    private static final int LITTLE = 512;

    private final SectorPool pool;
    private final String name;
    private final List<Run> runs = new ArrayList<>();
    private final List<Sector> leftOver = new ArrayList<>();
    private boolean settled;
    private boolean appendable;
    private boolean deleted;

    /// Where the last run's next entry would stand.
    private int end;

    private FlashFile(SectorPool pool, String name) {
        this.pool = pool;
        this.name = name;
    }

    /// Bytes that follow each other in one sector.
    private static final class Run {

        private static final int UNKNOWN = -1;

        final Sector sector;
        int length;

        Run(Sector sector, int length) {
            this.sector = sector;
            this.length = length;
        }

        int start() {
            return sector.start();
        }
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
        runs.forEach(run -> sectors.add(run.sector));
        return sectors;
    }

    /// Makes durable what is found. A cut may have torn the last entry so that it reads otherwise
    /// the next time, so the last sector is copied, unless it was closed.
    void settle() {
        if (settled) {
            return;
        }
        Run last = runs.getLast();
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
        Run last = runs.getLast();
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
        runs.set(runs.size() - 1, new Run(copy, bytes.length));
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
        int stream = runs.isEmpty() ? 0 : runs.getFirst().sector.header().stream();
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
        Run last = runs.getLast();
        if (isPlain()) {
            return last.start() + length(last);
        }
        int size = 0;
        for (Run run : runs) {
            int kept = run.sector.header().cut() ? Math.min(size, run.start()) : size;
            size = Math.max(kept, run.start() + length(run));
        }
        return size;
    }

    /// Each run goes on behind the one before.
    private boolean isPlain() {
        for (int i = 1; i < runs.size(); i++) {
            if (runs.get(i).sector.header().cut()
                    || runs.get(i).start() <= runs.get(i - 1).start()) {
                return false;
            }
        }
        return true;
    }

    private int length(Run run) {
        if (run.length == Run.UNKNOWN) {
            run.length = sectorContent(run).bytes().length;
        }
        return run.length;
    }

    private SectorContent sectorContent(Run run) {
        return run.equals(runs.getLast())
                ? pool.content(run.sector)
                : pool.completeContent(run.sector);
    }

    int read(long position, ByteBuffer into) {
        int size = size();
        if (position >= size) {
            return 0;
        }
        int from = Math.toIntExact(position);
        byte[] bytes = new byte[Math.min(into.remaining(), size - from)];
        for (Run run : runs) {
            if (run.sector.header().cut() && run.start() < from + bytes.length) {
                Arrays.fill(bytes, Math.max(0, run.start() - from), bytes.length, (byte) 0);
            }
            boolean mayReach =
                    run.start() < from + bytes.length
                            && run.start() + Sector.capacity(name) > from
                            && (run.length == Run.UNKNOWN || run.start() + run.length > from);
            if (mayReach) {
                copy(run, from, bytes);
            }
        }
        into.put(bytes);
        return bytes.length;
    }

    private void copy(Run run, int position, byte[] into) {
        int wanted = position + into.length - run.start();
        byte[] content = beginning(run, wanted).orElseGet(() -> content(run));
        int from = Math.max(position, run.start());
        int to = Math.min(position + into.length, run.start() + content.length);
        if (from < to) {
            System.arraycopy(content, from - run.start(), into, from - position, to - from);
        }
    }

    /// What a sector begins with, where that is enough: a segment's header stands there.
    private Optional<byte[]> beginning(Run run, int wanted) {
        boolean mayHave = run.length == Run.UNKNOWN || run.length >= wanted;
        return mayHave && wanted <= LITTLE
                ? Optional.of(pool.beginning(run.sector)).filter(it -> it.length >= wanted)
                : Optional.empty();
    }

    private byte[] content(Run run) {
        byte[] content = sectorContent(run).bytes();
        if (run.length == Run.UNKNOWN) {
            run.length = content.length;
        }
        return content.length > run.length ? Arrays.copyOf(content, run.length) : content;
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
        Run last = runs.getLast();
        boolean goesOn = last.start() + last.length == position;
        if (goesOn && !appendable && room() >= WORTH_COPYING) {
            copyLast(lastBytes());
            last = runs.getLast();
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
        Run last = runs.getLast();
        return Arrays.copyOf(pool.content(last.sector).bytes(), last.length);
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
        List<Run> gone =
                runs.subList(0, runs.size() - 1).stream()
                        .filter(run -> run.start() >= kept)
                        .toList();
        gone.forEach(run -> pool.release(run.sector));
        runs.removeAll(gone);
    }

    /// Notes that what was written is complete: nothing of it needs to be settled again.
    void closeEnd() {
        if (!deleted && appendable) {
            appendable = false;
            Run last = runs.getLast();
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
