package org.smartmeter.drivers.serial;

import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;

/// A pseudo-terminal of the system: a serial line whose other end is in the test's hand.
public final class PseudoTerminal implements Closeable {

    private static final int READ_WRITE_NO_CONTROL = 0x2 | 0x100;
    private static final int NONBLOCKING = 0x800;
    private static final int LONGEST_NAME = 64;
    private static final int MOST_BYTES = 65_536;

    private static final MethodHandle POSIX_OPENPT = call("posix_openpt", ValueLayout.JAVA_INT);
    private static final MethodHandle GRANTPT = call("grantpt", ValueLayout.JAVA_INT);
    private static final MethodHandle UNLOCKPT = call("unlockpt", ValueLayout.JAVA_INT);
    private static final MethodHandle CLOSE = call("close", ValueLayout.JAVA_INT);
    private static final MethodHandle PTSNAME_R =
            call("ptsname_r", ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG);
    private static final MethodHandle READ =
            callLong("read", ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG);
    private static final MethodHandle WRITE =
            callLong("write", ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG);

    private final int end;
    private final String device;

    private PseudoTerminal(int end, String device) {
        this.end = end;
        this.device = device;
    }

    public static PseudoTerminal open() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            int end = (int) POSIX_OPENPT.invokeExact(READ_WRITE_NO_CONTROL | NONBLOCKING);
            MemorySegment name = arena.allocate(LONGEST_NAME);
            boolean done =
                    end >= 0
                            && (int) GRANTPT.invokeExact(end) == 0
                            && (int) UNLOCKPT.invokeExact(end) == 0
                            && (int) PTSNAME_R.invokeExact(end, name, (long) LONGEST_NAME) == 0;
            if (!done) {
                throw new IOException("the system gives no pseudo-terminal");
            }
            return new PseudoTerminal(end, name.getString(0));
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IOException(e);
        }
    }

    /// `/dev/pts/3`
    public String device() {
        return device;
    }

    /// Puts bytes on the line, as a meter does.
    public void write(byte[] bytes) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocateFrom(ValueLayout.JAVA_BYTE, bytes);
            long written = (long) WRITE.invokeExact(end, buffer, (long) bytes.length);
            if (written != bytes.length) {
                throw new IOException(written + " of " + bytes.length + " bytes written");
            }
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IOException(e);
        }
    }

    /// What was sent to the meter since the last call, perhaps nothing.
    public byte[] read() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(MOST_BYTES);
            long count = (long) READ.invokeExact(end, buffer, (long) MOST_BYTES);
            return count <= 0
                    ? new byte[0]
                    : Arrays.copyOf(buffer.toArray(ValueLayout.JAVA_BYTE), (int) count);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IOException(e);
        }
    }

    /// Pulls the cable.
    @Override
    public void close() throws IOException {
        try {
            int done = (int) CLOSE.invokeExact(end);
            if (done != 0) {
                throw new IOException("the pseudo-terminal does not close");
            }
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IOException(e);
        }
    }

    private static MethodHandle call(String name, ValueLayout... arguments) {
        return handle(name, FunctionDescriptor.of(ValueLayout.JAVA_INT, arguments));
    }

    private static MethodHandle callLong(String name, ValueLayout... arguments) {
        return handle(name, FunctionDescriptor.of(ValueLayout.JAVA_LONG, arguments));
    }

    private static MethodHandle handle(String name, FunctionDescriptor form) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), form);
    }
}
