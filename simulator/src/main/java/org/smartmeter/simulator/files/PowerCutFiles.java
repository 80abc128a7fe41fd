package org.smartmeter.simulator.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.smartmeter.journal.Files;
import org.smartmeter.journal.OpenFile;

/// A disk in memory whose power can be cut. What was forced, and names that were synchronised,
/// survive; of everything since, chance keeps all, tears a part or keeps nothing, in any order.
/// Operations are counted (write, force, truncate, create, delete, syncDirectory), so that a test
/// can cut, or let fail, at each of them in turn. A force of a file does not make its name durable.
/// One thread at a time.
public final class PowerCutFiles implements Files, CuttableDisk {

    private final Map<String, Inode> names = new TreeMap<>();
    private final Map<String, Inode> durableNames = new HashMap<>();
    private final List<NameChange> pendingNames = new ArrayList<>();
    private final RandomGenerator failures;
    private long operations;
    private long cutAt = Long.MAX_VALUE;
    private long failAt = Long.MAX_VALUE;
    private long capacityBytes = Long.MAX_VALUE;
    private boolean cut;

    /// An empty disk.
    ///
    /// @param seed decides what a failing operation leaves
    public PowerCutFiles(long seed) {
        this.failures = new SplittableRandom(seed);
    }

    private record NameChange(String name, Inode inode, boolean created) {

        void applyTo(Map<String, Inode> names) {
            if (created) {
                names.put(name, inode);
            } else {
                names.remove(name);
            }
        }
    }

    @Override
    public Files files() {
        return this;
    }

    @Override
    public PowerCutFiles cutAt(long operation) {
        cutAt = operation;
        return this;
    }

    /// Lets the operation of this number fail with an input/output error; a failing write may leave
    /// a part behind, and a failing force may lose what it should have made durable.
    public PowerCutFiles failAt(long operation) {
        failAt = operation;
        return this;
    }

    /// Writes fail, leaving a part, when all files together would be longer than this.
    public PowerCutFiles capacityBytes(long bytes) {
        capacityBytes = bytes;
        return this;
    }

    @Override
    public long operations() {
        return operations;
    }

    /// All files' lengths together, in bytes.
    public long usedBytes() {
        return names.values().stream().mapToLong(Inode::size).sum();
    }

    @Override
    public PowerCutFiles survivors(long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        Map<String, Inode> kept = new TreeMap<>(durableNames);
        for (NameChange change : pendingNames) {
            if (random.nextBoolean()) {
                change.applyTo(kept);
            }
        }
        PowerCutFiles survivors = new PowerCutFiles(seed);
        kept.forEach(
                (name, inode) -> {
                    Inode survivor = new Inode(inode.survivor(random));
                    survivors.names.put(name, survivor);
                    survivors.durableNames.put(name, survivor);
                });
        return survivors;
    }

    /// Damages a stored byte, durably: what age and radiation do.
    public void rot(String name, int position) {
        Inode inode = names.get(name);
        if (inode == null) {
            throw new IllegalArgumentException("there is no file " + name);
        }
        byte[] flipped = {(byte) ~inode.seen()[position]};
        inode.change(new Change.Written(position, flipped));
        inode.force();
    }

    @Override
    public List<String> list() {
        refuseAfterCut("list");
        return List.copyOf(names.keySet());
    }

    @Override
    public OpenFile open(String name) {
        refuseAfterCut("open " + name);
        Files.checked(name);
        Inode inode = names.get(name);
        if (inode == null) {
            String operation = "create " + name;
            failIfDue(operation);
            inode = new Inode(new byte[0]);
            changeName(new NameChange(name, inode, true));
            finish(operation);
        }
        return new ModelFile(name, inode);
    }

    @Override
    public void delete(String name) {
        String operation = "delete " + name;
        failIfDue(operation);
        Inode inode = names.get(name);
        if (inode != null) {
            changeName(new NameChange(name, inode, false));
        }
        finish(operation);
    }

    @Override
    public void syncDirectory() {
        failIfDue("syncDirectory");
        finish("syncDirectory");
        pendingNames.forEach(change -> change.applyTo(durableNames));
        pendingNames.clear();
    }

    @Override
    public void close() {
        // Nothing is held: there is no lock in memory.
    }

    private void changeName(NameChange change) {
        change.applyTo(names);
        pendingNames.add(change);
    }

    private void refuseAfterCut(String operation) {
        if (cut) {
            throw new PowerCutException(operation + " after it", cutAt);
        }
    }

    /// Counts the operation.
    private boolean isFailureDue(String operation) {
        refuseAfterCut(operation);
        operations++;
        return operations == failAt;
    }

    private void failIfDue(String operation) {
        if (isFailureDue(operation)) {
            throw failure(operation, "Input/output error");
        }
    }

    /// The power goes when the operation was begun and before it is complete.
    private void finish(String operation) {
        if (operations == cutAt) {
            cut = true;
            throw new PowerCutException(operation, operations);
        }
    }

    private static UncheckedIOException failure(String operation, String why) {
        return new UncheckedIOException(new IOException(operation + ": " + why));
    }

    private final class ModelFile implements OpenFile {

        private final String name;
        private final Inode inode;

        ModelFile(String name, Inode inode) {
            this.name = name;
            this.inode = inode;
        }

        @Override
        public long size() {
            refuseAfterCut("size of " + name);
            return inode.size();
        }

        @Override
        public int read(long position, ByteBuffer into) {
            refuseAfterCut("read " + name);
            return position >= inode.size() ? 0 : inode.read(Math.toIntExact(position), into);
        }

        @Override
        public void write(long position, ByteBuffer from) {
            String operation = "write " + from.remaining() + " bytes to " + name;
            boolean fails = isFailureDue(operation);
            int at = Math.toIntExact(position);
            byte[] bytes = new byte[from.remaining()];
            from.get(bytes);
            int fitting = fitting(at, bytes.length);
            if (fails || fitting < bytes.length) {
                int written = fails ? failures.nextInt(fitting + 1) : fitting;
                change(at, Arrays.copyOf(bytes, written));
                throw failure(operation, fails ? "Input/output error" : "No space left on device");
            }
            change(at, bytes);
            finish(operation);
        }

        private void change(int at, byte[] bytes) {
            if (bytes.length > 0) {
                inode.change(new Change.Written(at, bytes));
            }
        }

        /// How many of the bytes there is room for.
        private int fitting(int at, int count) {
            if (capacityBytes == Long.MAX_VALUE) {
                return count;
            }
            long growth = Math.max(0, at + count - inode.size());
            long missing = Math.max(0, usedBytes() + growth - capacityBytes);
            return (int) Math.max(0, count - missing);
        }

        @Override
        public void truncate(long size) {
            String operation = "truncate " + name;
            failIfDue(operation);
            inode.change(new Change.Truncated(Math.toIntExact(size)));
            finish(operation);
        }

        @Override
        public void force() {
            String operation = "force " + name;
            if (isFailureDue(operation)) {
                inode.forceFails(failures);
                throw failure(operation, "Input/output error");
            }
            finish(operation);
            inode.force();
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }
}
