package org.smartmeter.drivers.linux;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/// The four calls of the kernel that a bus and a pin need. A failure says what was called and the
/// kernel's error number.
final class Kernel {

    static final int READ_WRITE = 0x2;
    static final int READ_ONLY = 0;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO =
            STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
    private static final Linker.Option CAPTURE = Linker.Option.captureCallState("errno");

    private static final MethodHandle OPEN =
            handle(
                    "open",
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT),
                    CAPTURE,
                    Linker.Option.firstVariadicArg(2));
    private static final MethodHandle CLOSE =
            handle(
                    "close",
                    FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT),
                    CAPTURE);
    private static final MethodHandle IOCTL =
            handle(
                    "ioctl",
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_INT,
                            ValueLayout.JAVA_INT,
                            ValueLayout.JAVA_LONG,
                            ValueLayout.ADDRESS),
                    CAPTURE,
                    Linker.Option.firstVariadicArg(2));
    private static final MethodHandle READ =
            handle(
                    "read",
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_INT,
                            ValueLayout.ADDRESS,
                            ValueLayout.JAVA_LONG),
                    CAPTURE);
    private static final MethodHandle POLL =
            handle(
                    "poll",
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_INT,
                            ValueLayout.ADDRESS,
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_INT),
                    CAPTURE);

    private static final short POLLIN = 1;

    private final Arena arena = Arena.ofShared();
    private final MemorySegment state = arena.allocate(STATE);
    private final MemorySegment polled = arena.allocate(8, 4);

    private static MethodHandle handle(
            String name, FunctionDescriptor form, Linker.Option... options) {
        return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), form, options);
    }

    /// Memory that lives until [#free].
    MemorySegment allocate(long bytes) {
        return arena.allocate(bytes, 8);
    }

    void free() {
        arena.close();
    }

    /// @return the file's number
    int open(String path, int flags) throws IOException {
        try (Arena name = Arena.ofConfined()) {
            int file = (int) OPEN.invokeExact(state, name.allocateFrom(path), flags);
            return checked(file, "opening " + path);
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IOException(e);
        }
    }

    void close(int file) {
        try {
            int closed = (int) CLOSE.invokeExact(state, file);
            assert closed <= 0;
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    int ioctl(int file, long request, MemorySegment argument, String what) throws IOException {
        try {
            return checked((int) IOCTL.invokeExact(state, file, request, argument), what);
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IOException(e);
        }
    }

    /// @return how many bytes were read
    long read(int file, MemorySegment into, String what) throws IOException {
        try {
            long count = (long) READ.invokeExact(state, file, into, into.byteSize());
            checked((int) count, what);
            return count;
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IOException(e);
        }
    }

    /// Waits until something can be read.
    boolean readable(int file, int milliseconds) throws IOException {
        polled.set(ValueLayout.JAVA_INT, 0, file);
        polled.set(ValueLayout.JAVA_SHORT, 4, POLLIN);
        polled.set(ValueLayout.JAVA_SHORT, 6, (short) 0);
        try {
            int ready = (int) POLL.invokeExact(state, polled, 1L, milliseconds);
            return checked(ready, "waiting") > 0;
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IOException(e);
        }
    }

    private int checked(int result, String what) throws IOException {
        if (result < 0) {
            throw new IOException(what + " failed: error " + (int) ERRNO.get(state, 0L));
        }
        return result;
    }
}
