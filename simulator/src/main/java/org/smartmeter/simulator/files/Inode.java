package org.smartmeter.simulator.files;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;

/// A file's bytes: as everybody sees them, as they are on the disk for certain, and what lies
/// between the two.
final class Inode {

    private byte[] seen;
    private byte[] durable;
    private final List<Change> pending = new ArrayList<>();

    Inode(byte[] content) {
        this.seen = content;
        this.durable = content;
    }

    byte[] seen() {
        return seen;
    }

    void change(Change change) {
        seen = change.applyTo(seen);
        pending.add(change);
    }

    void force() {
        for (Change change : pending) {
            durable = change.applyTo(durable);
        }
        pending.clear();
    }

    /// A failed force: chance decided what reached the disk, and as with Linux no later force
    /// brings the rest; only writing it again does.
    void forceFails(RandomGenerator random) {
        durable = survivor(random);
        pending.clear();
    }

    /// What is on the disk after a power cut: of every change since the last force all, a part or
    /// nothing, and in any order.
    byte[] survivor(RandomGenerator random) {
        List<Change> order = new ArrayList<>(pending);
        if (random.nextBoolean()) {
            Collections.shuffle(order, random);
        }
        byte[] content = durable;
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
