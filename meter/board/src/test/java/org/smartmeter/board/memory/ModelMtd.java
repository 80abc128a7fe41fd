package org.smartmeter.board.memory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.smartmeter.journal.flash.NorFlash;

/// A NOR part as the kernel shows it, in memory. It reads and writes fewer bytes than asked for, as
/// the kernel may, and fails at a byte like a part that is broken there.
final class ModelMtd implements MtdDevice {

    private static final int MOST_AT_ONCE = 100;

    private final byte[] bytes;
    private Part part;
    private long broken = -1;
    private boolean closed;

    ModelMtd(int sectors) {
        bytes = new byte[sectors * NorFlash.SECTOR_BYTES];
        Arrays.fill(bytes, (byte) 0xFF);
        part =
                new Part(
                        Part.NOR,
                        Part.WRITABLE | Part.BITS_WRITABLE,
                        bytes.length,
                        NorFlash.SECTOR_BYTES,
                        1);
    }

    ModelMtd as(Part told) {
        part = told;
        return this;
    }

    ModelMtd failingAt(long position) {
        broken = position;
        return this;
    }

    ModelMtd reopened() {
        closed = false;
        return this;
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public String name() {
        return "/dev/mtd7";
    }

    @Override
    public Part part() {
        return part;
    }

    @Override
    public int read(long position, ByteBuffer into) throws IOException {
        int count = count(position, into);
        into.put(bytes, (int) position, count);
        return count;
    }

    @Override
    public int write(long position, ByteBuffer from) throws IOException {
        int count = count(position, from);
        for (int i = 0; i < count; i++) {
            bytes[(int) position + i] &= from.get();
        }
        return count;
    }

    private int count(long position, ByteBuffer buffer) throws IOException {
        int count = Math.min(MOST_AT_ONCE, buffer.remaining());
        check(position, count);
        return (int) Math.min(count, bytes.length - position);
    }

    @Override
    public void erase(long position, int length) throws IOException {
        check(position, length);
        Arrays.fill(bytes, (int) position, (int) position + length, (byte) 0xFF);
    }

    private void check(long position, int count) throws IOException {
        if (closed) {
            throw new IOException("Bad file descriptor");
        }
        if (position <= broken && broken < position + count) {
            throw new IOException("Input/output error");
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
