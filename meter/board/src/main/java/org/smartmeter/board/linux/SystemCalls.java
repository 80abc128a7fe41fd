package org.smartmeter.board.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/// The C library's calls that this room needs, each failing with an exception that bears the
/// error's number and text.
final class SystemCalls {

    private static final Linker LINKER = Linker.nativeLinker();
    private static final Linker.Option KEEP_ERROR = Linker.Option.captureCallState("errno");
    private static final MemoryLayout ERROR = Linker.Option.captureStateLayout();
    private static final VarHandle NUMBER =
            ERROR.varHandle(MemoryLayout.PathElement.groupElement("errno"));
    private static final long LONGEST_TEXT = 256;

    private static final MethodHandle SOCKET =
            call("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle BIND =
            call("bind", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle CONNECT =
            call("connect", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle SEND =
            call("send", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
    private static final MethodHandle RECEIVE =
            call("recv", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
    private static final MethodHandle POLL =
            call("poll", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
    private static final MethodHandle CLOSE =
            call("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private static final MethodHandle OPEN =
            call(
                    "open",
                    FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT),
                    Linker.Option.firstVariadicArg(2));
    private static final MethodHandle WRITE =
            call("write", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
    private static final MethodHandle READ_AT =
            call(
                    "pread",
                    FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_LONG));
    private static final MethodHandle WRITE_AT =
            call(
                    "pwrite",
                    FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_LONG));
    private static final MethodHandle LOCK =
            call("flock", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle IOCTL =
            call(
                    "ioctl",
                    FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS),
                    Linker.Option.firstVariadicArg(2));
    private static final MethodHandle TEXT =
            LINKER.downcallHandle(
                    LINKER.defaultLookup().findOrThrow("strerror"),
                    FunctionDescriptor.of(ADDRESS, JAVA_INT));

    private SystemCalls() {}

    private static MethodHandle call(
            String name, FunctionDescriptor shape, Linker.Option... options) {
        Linker.Option[] all = new Linker.Option[options.length + 1];
        System.arraycopy(options, 0, all, 0, options.length);
        all[options.length] = KEEP_ERROR;
        return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), shape, all);
    }

    static int socket(int family, int type) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment error = arena.allocate(ERROR);
            return (int) done("socket", (int) SOCKET.invokeExact(error, family, type, 0), error);
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    static void bind(int socket, MemorySegment address) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment error = arena.allocate(ERROR);
            int size = (int) address.byteSize();
            done("bind", (int) BIND.invokeExact(error, socket, address, size), error);
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    static void connect(int socket, MemorySegment address) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment error = arena.allocate(ERROR);
            int size = (int) address.byteSize();
            done("connect", (int) CONNECT.invokeExact(error, socket, address, size), error);
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    static void send(int socket, MemorySegment bytes, int flags) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment error = arena.allocate(ERROR);
            long size = bytes.byteSize();
            done("send", (long) SEND.invokeExact(error, socket, bytes, size, flags), error);
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    /// @return how many bytes came
    static long receive(int socket, MemorySegment into) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment error = arena.allocate(ERROR);
            long size = into.byteSize();
            return done("recv", (long) RECEIVE.invokeExact(error, socket, into, size, 0), error);
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    /// Waits until something can be read.
    ///
    /// @param descriptors a `struct pollfd`
    /// @return whether there is something
    static boolean poll(MemorySegment descriptors, int milliseconds) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment error = arena.allocate(ERROR);
            int ready = (int) POLL.invokeExact(error, descriptors, 1L, milliseconds);
            return done("poll", ready, error) > 0;
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    static void close(int descriptor) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment error = arena.allocate(ERROR);
            done("close", (int) CLOSE.invokeExact(error, descriptor), error);
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    static int open(String path, int flags) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment error = arena.allocate(ERROR);
            MemorySegment name = arena.allocateFrom(path);
            return (int) done("open", (int) OPEN.invokeExact(error, name, flags), error);
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    static void write(int descriptor, byte value) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment error = arena.allocate(ERROR);
            MemorySegment bytes =
                    arena.allocateFrom(java.lang.foreign.ValueLayout.JAVA_BYTE, value);
            done("write", (long) WRITE.invokeExact(error, descriptor, bytes, 1L), error);
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    /// @return how many bytes were read, 0 at the end
    static int readAt(int descriptor, MemorySegment into, long position) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment error = arena.allocate(ERROR);
            long size = into.byteSize();
            long count = (long) READ_AT.invokeExact(error, descriptor, into, size, position);
            return (int) done("read", count, error);
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    /// @return how many bytes were written
    static int writeAt(int descriptor, MemorySegment from, long position) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment error = arena.allocate(ERROR);
            long size = from.byteSize();
            long count = (long) WRITE_AT.invokeExact(error, descriptor, from, size, position);
            return (int) done("write", count, error);
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    static void lock(int descriptor, int operation) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment error = arena.allocate(ERROR);
            done("flock", (int) LOCK.invokeExact(error, descriptor, operation), error);
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    static void ioctl(int descriptor, long request, MemorySegment argument) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment error = arena.allocate(ERROR);
            done("ioctl", (int) IOCTL.invokeExact(error, descriptor, request, argument), error);
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    private static long done(String call, long result, MemorySegment error) throws Throwable {
        if (result >= 0) {
            return result;
        }
        int number = (int) NUMBER.get(error, 0L);
        MemorySegment text = (MemorySegment) TEXT.invokeExact(number);
        throw new IOException(call + ": " + text.reinterpret(LONGEST_TEXT).getString(0));
    }

    private static IOException failed(Throwable thrown) {
        return switch (thrown) {
            case IOException e -> e;
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> new IOException(thrown);
        };
    }
}
