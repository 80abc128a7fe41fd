package org.smartmeter.journal.flash;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What a file's sectors hold, read as one: runs of bytes, a sector each, in the order in which
// they
/// were written. Where two overlap the later one counts.
final class Runs {

    /// So little is looked for in a sector's first bytes before the whole is read.
    private static final int LITTLE = 512;

    private final SectorPool pool;
    private final String name;
    private final List<Run> runs = new ArrayList<>();

    /// @param name of the file
    Runs(SectorPool pool, String name) {
        this.pool = pool;
        this.name = name;
    }

    /// Bytes that follow each other in one sector.
    static final class Run {

        static final int UNKNOWN = -1;

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

    boolean isEmpty() {
        return runs.isEmpty();
    }

    Run first() {
        return runs.getFirst();
    }

    Run last() {
        return runs.getLast();
    }

    void add(Run run) {
        runs.add(run);
    }

    void replaceLast(Run run) {
        runs.set(runs.size() - 1, run);
    }

    /// Takes out the runs before the last one that start there or later.
    List<Run> removeFrom(int start) {
        List<Run> gone =
                runs.subList(0, runs.size() - 1).stream()
                        .filter(run -> run.start() >= start)
                        .toList();
        runs.removeAll(gone);
        return gone;
    }

    List<Sector> sectors() {
        return runs.stream().map(run -> run.sector).toList();
    }

    int size() {
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
            run.length = content(run).length;
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
        SectorContent content = sectorContent(run);
        if (run.length == Run.UNKNOWN) {
            byte[] bytes = untilNext(run).map(content::fitted).orElseGet(content::bytes);
            run.length = bytes.length;
            return bytes;
        }
        byte[] bytes = content.fitted(run.length);
        return bytes.length > run.length ? Arrays.copyOf(bytes, run.length) : bytes;
    }

    /// How many bytes come before those of the next sector, where that one goes on.
    private Optional<Integer> untilNext(Run run) {
        int next = runs.indexOf(run) + 1;
        return next < runs.size() && !runs.get(next).sector.header().cut()
                ? Optional.of(runs.get(next).start() - run.start()).filter(it -> it > 0)
                : Optional.empty();
    }
}
