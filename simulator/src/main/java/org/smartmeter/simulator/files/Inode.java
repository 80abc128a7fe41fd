package org.smartmeter.simulator.files;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// A file's bytes: as they are on the disk for certain, and what was changed since. What everybody
/// sees is the two together; it is put together only for who reads, since most of what a meter
/// writes is forced and never read again.
final class Inode {

    private byte[] durable;
    private int durableSize;
    private int seenSize;
    private final List<Change> pending = new ArrayList<>();

    /// Set apart since a force failed: from then on the system shows what is not on the disk.
    private Optional<byte[]> seenApart = Optional.empty();

    Inode(byte[] content) {
        durable = content;
        durableSize = content.length;
        seenSize = content.length;
    }

    int size() {
        return seenSize;
    }

    byte[] seen() {
        ByteBuffer all = ByteBuffer.allocate(seenSize);
        read(0, all);
        return all.array();
    }

    /// @return how many bytes were read
    int read(int from, ByteBuffer into) {
        int count = Math.min(into.remaining(), seenSize - from);
        if (count <= 0) {
            return 0;
        }
        if (seenApart.isPresent()) {
            into.put(seenApart.get(), from, count);
        } else if (pending.isEmpty()) {
            into.put(durable, from, count);
        } else {
            byte[] part = new byte[count];
            int known = Math.clamp(durableSize - from, 0, count);
            System.arraycopy(durable, Math.min(from, durableSize), part, 0, known);
            pending.forEach(change -> change.applyToPart(part, from));
            into.put(part);
        }
        return count;
    }

    void change(Change change) {
        seenApart = seenApart.map(change::applyTo);
        pending.add(change);
        seenSize = change.sizeAfter(seenSize);
    }

    void force() {
        for (Change change : pending) {
            apply(change);
        }
        pending.clear();
    }

    private void apply(Change change) {
        int size = change.sizeAfter(durableSize);
        if (size > durable.length) {
            durable = Arrays.copyOf(durable, Math.max(size, 2 * durable.length));
        }
        change.applyToPart(durable, 0);
        durableSize = size;
    }

    /// A failed force: chance decided what reached the disk, and as with Linux no later force
    /// brings the rest; only writing it again does.
    void forceFails(RandomGenerator random) {
        byte[] shown = seen();
        byte[] kept = survivor(random);
        durable = kept;
        durableSize = kept.length;
        pending.clear();
        seenApart = Optional.of(shown);
    }

    /// What is on the disk after a power cut: of every change since the last force all, a part or
    /// nothing, and in any order.
    byte[] survivor(RandomGenerator random) {
        List<Change> order = new ArrayList<>(pending);
        if (random.nextBoolean()) {
            Collections.shuffle(order, random);
        }
        byte[] content = Arrays.copyOf(durable, durableSize);
        for (Change change : order) {
            content =
                    switch (random.nextInt(4)) {
                        case 0 -> content;
                        case 1 -> change.applyTo(content);
                        default -> change.tearInto(content, random);
                    };
        }
        return content;
    }
}
