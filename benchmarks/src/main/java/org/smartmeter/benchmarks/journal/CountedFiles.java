package org.smartmeter.benchmarks.journal;

import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.smartmeter.journal.Files;
import org.smartmeter.journal.KeptValue;
import org.smartmeter.journal.OpenFile;
import org.smartmeter.journal.flash.FlashFiles;

/// Counts what is asked of files: bytes of frames (a segment's header stands at its start and is
/// not one), bytes of values, forces, and the pages that a disk has to write at each force.
final class CountedFiles implements Files {

    private static final int PAGE_BYTES = 4_096;

    private final Files files;
    private long frameBytes;
    private long valueBytes;
    private long forces;
    private long pages;

    CountedFiles(Files files) {
        this.files = files;
    }

    /// What the meter asked to keep: frames of the journal and values.
    long askedBytes() {
        return frameBytes + valueBytes;
    }

    long frameBytes() {
        return frameBytes;
    }

    long forces() {
        return forces;
    }

    /// Pages of file content that were changed since the force before, over all forces.
    long pages() {
        return pages;
    }

    @Override
    public List<String> list() {
        return files.list();
    }

    @Override
    public OpenFile open(String name) {
        return new Counted(files.open(name), name.endsWith(".journal"));
    }

    /// Flash keeps values its own way; in a directory they go through a file, which is counted.
    @Override
    public KeptValue value(String name) {
        KeptValue value = files instanceof FlashFiles ? files.value(name) : Files.super.value(name);
        return new CountedValue(value);
    }

    @Override
    public Optional<byte[]> lookAt(String name) {
        return files.lookAt(name);
    }

    @Override
    public void delete(String name) {
        files.delete(name);
    }

    @Override
    public void syncDirectory() {
        files.syncDirectory();
    }

    @Override
    public void close() {
        files.close();
    }

    private final class CountedValue implements KeptValue {

        private final KeptValue value;

        CountedValue(KeptValue value) {
            this.value = value;
        }

        @Override
        public Optional<byte[]> read() {
            return value.read();
        }

        @Override
        public void write(byte[] changed) {
            value.write(changed);
            valueBytes += changed.length;
        }

        @Override
        public void close() {
            value.close();
        }
    }

    private final class Counted implements OpenFile {

        private final OpenFile file;
        private final boolean segment;
        private final BitSet changed = new BitSet();

        Counted(OpenFile file, boolean segment) {
            this.file = file;
            this.segment = segment;
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
            long end = position + from.remaining();
            if (segment && position > 0) {
                frameBytes += from.remaining();
            }
            changed.set((int) (position / PAGE_BYTES), (int) ((end - 1) / PAGE_BYTES) + 1);
            file.write(position, from);
        }

        @Override
        public void truncate(long size) {
            file.truncate(size);
        }

        @Override
        public void force() {
            file.force();
            forces++;
            pages += changed.cardinality();
            changed.clear();
        }

        @Override
        public void close() {
            file.close();
        }
    }
}
