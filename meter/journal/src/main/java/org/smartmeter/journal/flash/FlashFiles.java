package org.smartmeter.journal.flash;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.smartmeter.journal.Files;
import org.smartmeter.journal.KeptValue;
import org.smartmeter.journal.OpenFile;
import org.smartmeter.journal.StateDamagedException;
import org.smartmeter.journal.flash.SectorHeader.Kind;

/// Files and small values on raw NOR flash, without a file system below. Whatever is written is
/// appended as an entry by programming a part of a page; it is durable when the call returns, so
/// forcing and synchronising cost nothing. One thread at a time.
///
/// A sector belongs to one file or one value for as long as it is in use, so deleting a file frees
/// its sectors without copying anything, and there is no clean-up that could come at a bad moment.
///
/// After a cut, bits that were being changed may read differently each time. So nothing is appended
/// to a sector in which a cut may have happened: its sound content is copied to a fresh one before
/// anybody hears of it. A deletion is written down before it is carried out, and every start
/// carries the last one out again.
public final class FlashFiles implements Files {

    private final SectorPool pool;
    private final FlashValue deletion;
    private final Map<String, FlashFile> files = new TreeMap<>();
    private final Map<String, FlashValue> values = new TreeMap<>();
    private boolean closed;

    private FlashFiles(NorFlash flash, boolean readOnly) {
        FlashScan scan = FlashScan.of(flash);
        pool = new SectorPool(flash, readOnly, scan);
        deletion =
                new FlashValue(
                        pool,
                        Kind.DELETION,
                        "",
                        scan.sectors().stream()
                                .filter(each -> each.header().kind() == Kind.DELETION)
                                .toList());
        int gone = lastDeleted();
        pool.numberBehind(gone);
        if (!readOnly) {
            finishDeletion(scan, gone);
        }
        TreeMap<Integer, List<Sector>> streams =
                scan.sectors().stream()
                        .filter(each -> each.header().kind() != Kind.DELETION)
                        .filter(each -> each.header().stream() != gone)
                        .collect(
                                Collectors.groupingBy(
                                        each -> each.header().stream(),
                                        TreeMap::new,
                                        Collectors.toList()));
        for (MendedHeader mended : scan.mended()) {
            List<Sector> stream =
                    streams.getOrDefault(mended.sector().header().stream(), List.of());
            if (stream.contains(mended.sector()) && mended.isDamage(stream, pool)) {
                pool.noteMended(mended.sector());
            }
        }
        streams.values().forEach(this::take);
    }

    /// Opens the part; one that is blank, or holds anything else, is an empty directory.
    public static FlashFiles open(NorFlash flash) {
        return new FlashFiles(flash, false);
    }

    /// Opens the part to look only; every change is refused.
    public static FlashFiles readOnly(NorFlash flash) {
        return new FlashFiles(flash, true);
    }

    private void take(List<Sector> sectors) {
        SectorHeader header = sectors.getFirst().header();
        if (header.kind() == Kind.FILE) {
            files.put(header.name(), FlashFile.found(pool, header.name(), sectors));
        } else {
            values.put(header.name(), new FlashValue(pool, Kind.VALUE, header.name(), sectors));
        }
    }

    /// The stream of the last deletion, 0 if none is known.
    private int lastDeleted() {
        try {
            return deletion.look().map(value -> ByteBuffer.wrap(value).getInt()).orElse(0);
        } catch (StateDamagedException e) {
            return 0;
        }
    }

    /// The sectors of the last deletion are given up again: the power may have gone before all
    // were.
    private void finishDeletion(FlashScan scan, int stream) {
        pool.clearTorn(scan.torn());
        if (!deletion.sectors().isEmpty()) {
            deletion.rewrite(deletionOf(stream));
        }
        scan.sectors().stream()
                .filter(each -> each.header().stream() == stream)
                .forEach(pool::release);
    }

    private static byte[] deletionOf(int stream) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(stream).array();
    }

    @Override
    public List<String> list() {
        Set<String> names = new TreeSet<>(files.keySet());
        names.addAll(values.keySet());
        return List.copyOf(names);
    }

    @Override
    public OpenFile open(String name) {
        checked(name);
        if (values.containsKey(name)) {
            throw new IllegalArgumentException(name + " is a value, not a file");
        }
        FlashFile file = files.get(name);
        if (file == null) {
            file = FlashFile.create(pool, name);
            files.put(name, file);
        } else if (!pool.isReadOnly()) {
            file.settle();
        }
        return new Handle(file);
    }

    @Override
    public KeptValue value(String name) {
        FlashValue value = values.get(checked(name));
        if (value == null) {
            value = new FlashValue(pool, Kind.VALUE, name, List.of());
            values.put(name, value);
        }
        value.settle();
        return value;
    }

    @Override
    public Optional<byte[]> lookAt(String name) {
        FlashValue value = values.get(name);
        return value == null ? Optional.empty() : value.look();
    }

    private static String checked(String name) {
        if (name.length() > SectorHeader.LONGEST_NAME) {
            throw new IllegalArgumentException(
                    "a name on flash has at most "
                            + SectorHeader.LONGEST_NAME
                            + " characters: "
                            + name);
        }
        return Files.checked(name);
    }

    @Override
    public void delete(String name) {
        FlashFile file = files.remove(name);
        FlashValue value = values.remove(name);
        List<Sector> sectors = new ArrayList<>();
        if (file != null) {
            file.noteDeleted();
            sectors.addAll(file.sectors());
        }
        if (value != null) {
            sectors.addAll(value.sectors());
        }
        if (!sectors.isEmpty()) {
            deletion.write(deletionOf(sectors.getFirst().header().stream()));
            sectors.forEach(pool::release);
        }
    }

    @Override
    public void syncDirectory() {
        // Names are durable when they are made and when they are gone.
    }

    @Override
    public List<String> damage() {
        return pool.damage();
    }

    /// How far the part is worn.
    public FlashWear wear() {
        return pool.wear();
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            pool.close();
        }
    }

    /// One opening of a file.
    private static final class Handle implements OpenFile {

        private final FlashFile file;
        private boolean written;

        Handle(FlashFile file) {
            this.file = file;
        }

        @Override
        public long size() {
            return file.size();
        }

        @Override
        public int read(long position, ByteBuffer into) {
            return file.read(position, into);
        }

        @Override
        public void write(long position, ByteBuffer from) {
            byte[] bytes = new byte[from.remaining()];
            from.get(bytes);
            written = true;
            file.write(position, bytes);
        }

        @Override
        public void truncate(long size) {
            written = true;
            file.truncate(size);
        }

        @Override
        public void force() {
            // Durable since it was written.
        }

        @Override
        public void close() {
            if (written) {
                file.closeEnd();
            }
        }
    }
}
