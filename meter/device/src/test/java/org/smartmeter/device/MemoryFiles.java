package org.smartmeter.device;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.smartmeter.journal.Files;
import org.smartmeter.journal.OpenFile;

/// A directory in memory. [#afterPowerCut] gives what a disk would show that kept nothing but what
/// was forced.
public final class MemoryFiles implements Files {

    private static final class Content {
        private byte[] bytes = {};
        private byte[] durable = {};

        Content copyOfDurable() {
            Content copy = new Content();
            copy.bytes = durable.clone();
            copy.durable = durable.clone();
            return copy;
        }
    }

    private final TreeMap<String, Content> names = new TreeMap<>();
    private TreeMap<String, Content> durableNames = new TreeMap<>();
    private int forces;
    private Runnable beforeForce = () -> {};

    public MemoryFiles afterPowerCut() {
        MemoryFiles cut = new MemoryFiles();
        durableNames.forEach((name, content) -> cut.names.put(name, content.copyOfDurable()));
        cut.durableNames = new TreeMap<>(cut.names);
        return cut;
    }

    /// Has something happen before anything is made durable: a power cut, for example.
    public void beforeEachForce(Runnable action) {
        beforeForce = action;
    }

    /// How often something was made durable.
    int forces() {
        return forces;
    }

    @Override
    public List<String> list() {
        return List.copyOf(names.keySet());
    }

    @Override
    public OpenFile open(String name) {
        return new MemoryFile(names.computeIfAbsent(name, _ -> new Content()));
    }

    @Override
    public void delete(String name) {
        names.remove(name);
    }

    @Override
    public void syncDirectory() {
        beforeForce.run();
        durableNames = new TreeMap<>(names);
        forces++;
    }

    @Override
    public void close() {
        // nothing is held
    }

    private final class MemoryFile implements OpenFile {

        private final Content content;

        MemoryFile(Content content) {
            this.content = content;
        }

        @Override
        public long size() {
            return content.bytes.length;
        }

        @Override
        public int read(long position, ByteBuffer into) {
            int from = (int) Math.min(position, content.bytes.length);
            int count = Math.min(content.bytes.length - from, into.remaining());
            into.put(content.bytes, from, count);
            return count;
        }

        @Override
        public void write(long position, ByteBuffer from) {
            int end = (int) position + from.remaining();
            if (end > content.bytes.length) {
                content.bytes = Arrays.copyOf(content.bytes, end);
            }
            from.get(content.bytes, (int) position, from.remaining());
        }

        @Override
        public void truncate(long size) {
            if (size < content.bytes.length) {
                content.bytes = Arrays.copyOf(content.bytes, (int) size);
            }
        }

        @Override
        public void force() {
            beforeForce.run();
            content.durable = content.bytes.clone();
            forces++;
        }

        @Override
        public void close() {
            // nothing is held
        }
    }
}
