package org.smartmeter.board.linux;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import org.smartmeter.board.memory.MtdDevice;

/// `/dev/mtdN` (`mtd/mtd-abi.h`): bytes are read and programmed where they lie, blocks erased by an
/// ioctl. Locked against a second meter while it is open.
public final class MtdCharacterDevice implements MtdDevice {

    private static final int READ_ONLY = 0;
    private static final int READ_WRITE = 2;
    private static final int CLOSE_ON_EXEC = 0x80000;
    private static final int EXCLUSIVE_AT_ONCE = 2 | 4;

    /// `MEMGETINFO`, and `struct mtd_info_user`.
    private static final long GET_INFO = 0x80204d01L;

    private static final int INFO_BYTES = 32;
    private static final int FLAGS_AT = 4;
    private static final int SIZE_AT = 8;
    private static final int ERASE_SIZE_AT = 12;
    private static final int WRITE_SIZE_AT = 16;

    /// `MEMERASE64`, and `struct erase_info_user64`: start and length.
    private static final long ERASE = 0x40104d14L;

    private static final int ERASE_BYTES = 16;
    private static final int LONGEST_BYTES = 4_096;

    private final String path;
    private final int descriptor;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment bytes = arena.allocate(LONGEST_BYTES);
    private boolean closed;

    private MtdCharacterDevice(String path, int descriptor) {
        this.path = path;
        this.descriptor = descriptor;
    }

    /// @throws IOException if it is not there, or another process has it
    public static MtdCharacterDevice open(String path) throws IOException {
        return open(path, READ_WRITE);
    }

    /// The same to look only; writing and erasing fail.
    public static MtdCharacterDevice readOnly(String path) throws IOException {
        return open(path, READ_ONLY);
    }

    private static MtdCharacterDevice open(String path, int flags) throws IOException {
        try {
            int descriptor = SystemCalls.open(path, flags | CLOSE_ON_EXEC);
            MtdCharacterDevice device = new MtdCharacterDevice(path, descriptor);
            if (flags != READ_ONLY) {
                device.lock();
            }
            return device;
        } catch (IOException e) {
            throw new IOException(path + ": " + e.getMessage(), e);
        }
    }

    private void lock() throws IOException {
        try {
            SystemCalls.lock(descriptor, EXCLUSIVE_AT_ONCE);
        } catch (IOException e) {
            close();
            throw new IOException("another process has it open; " + e.getMessage(), e);
        }
    }

    @Override
    public String name() {
        return path;
    }

    @Override
    public Part part() throws IOException {
        try (Arena call = Arena.ofConfined()) {
            MemorySegment info = call.allocate(INFO_BYTES, Long.BYTES);
            try {
                SystemCalls.ioctl(descriptor, GET_INFO, info);
            } catch (IOException e) {
                throw new IOException("is no flash part of the kernel's: " + e.getMessage(), e);
            }
            return new Part(
                    info.get(ValueLayout.JAVA_BYTE, 0),
                    info.get(ValueLayout.JAVA_INT, FLAGS_AT),
                    Integer.toUnsignedLong(info.get(ValueLayout.JAVA_INT, SIZE_AT)),
                    info.get(ValueLayout.JAVA_INT, ERASE_SIZE_AT),
                    info.get(ValueLayout.JAVA_INT, WRITE_SIZE_AT));
        }
    }

    @Override
    public int read(long position, ByteBuffer into) throws IOException {
        MemorySegment window = bytes.asSlice(0, Math.min(into.remaining(), LONGEST_BYTES));
        int count = SystemCalls.readAt(descriptor, window, position);
        into.put(window.asSlice(0, count).asByteBuffer());
        return count;
    }

    @Override
    public int write(long position, ByteBuffer from) throws IOException {
        int most = Math.min(from.remaining(), LONGEST_BYTES);
        MemorySegment window = bytes.asSlice(0, most);
        window.asByteBuffer().put(from.slice(from.position(), most));
        int count = SystemCalls.writeAt(descriptor, window, position);
        from.position(from.position() + count);
        return count;
    }

    @Override
    public void erase(long position, int length) throws IOException {
        try (Arena call = Arena.ofConfined()) {
            MemorySegment range = call.allocate(ERASE_BYTES, Long.BYTES);
            range.set(ValueLayout.JAVA_LONG, 0, position);
            range.set(ValueLayout.JAVA_LONG, Long.BYTES, length);
            SystemCalls.ioctl(descriptor, ERASE, range);
        }
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            arena.close();
            SystemCalls.close(descriptor);
        }
    }
}
