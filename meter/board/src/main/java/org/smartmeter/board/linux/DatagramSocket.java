package org.smartmeter.board.linux;

import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A datagram socket of the kind that has a path (`AF_UNIX`), which
/// service managers and `wpa_supplicant` speak by. One thread at a time.
public final class DatagramSocket implements Closeable {

    private static final int UNIX = 1;
    private static final int DATAGRAM = 2;
    private static final int CLOSE_ON_EXEC = 0x80000;
    private static final int NO_SIGNAL = 0x4000;
    private static final int LONGEST_PATH = 107;
    private static final short READABLE = 1;
    private static final int LONGEST_DATAGRAM = 16 << 10;

    private final int descriptor;
    private final @Nullable Path own;

    private DatagramSocket(int descriptor, @Nullable Path own) {
        this.descriptor = descriptor;
        this.own = own;
    }

    /// A socket that only sends.
    ///
    /// @param to a path, or a name of the abstract kind that begins with `@`
    public static DatagramSocket to(String to) throws IOException {
        DatagramSocket socket =
                new DatagramSocket(SystemCalls.socket(UNIX, DATAGRAM | CLOSE_ON_EXEC), null);
        socket.connect(to);
        return socket;
    }

    /// A socket with a path of its own that hears whoever sends there.
    ///
    /// @param own must not exist; deleted when the socket is closed
    public static DatagramSocket at(Path own) throws IOException {
        int descriptor = SystemCalls.socket(UNIX, DATAGRAM | CLOSE_ON_EXEC);
        try (Arena arena = Arena.ofConfined()) {
            SystemCalls.bind(descriptor, address(own.toString(), arena));
        } catch (IOException e) {
            SystemCalls.close(descriptor);
            throw new IOException(own + ": " + e.getMessage(), e);
        }
        return new DatagramSocket(descriptor, own);
    }

    /// A socket with a path of its own, connected: the other side can answer.
    ///
    /// @param own must not exist; deleted when the socket is closed
    public static DatagramSocket between(Path own, String to) throws IOException {
        DatagramSocket socket = at(own);
        socket.connect(to);
        return socket;
    }

    /// Sends to this one from here on, and hears only it.
    public void connect(String to) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            SystemCalls.connect(descriptor, address(to, arena));
        } catch (IOException e) {
            close();
            throw new IOException(to + ": " + e.getMessage(), e);
        }
    }

    /// A `struct sockaddr_un`: the family in two bytes, then the path. An abstract name begins with
    /// NUL and has no end but its length.
    private static MemorySegment address(String name, Arena arena) throws IOException {
        byte[] path = name.getBytes(StandardCharsets.UTF_8);
        if (path.length == 0 || path.length > LONGEST_PATH) {
            throw new IOException("a socket's path has 1 to " + LONGEST_PATH + " bytes: " + name);
        }
        boolean isAbstract = path[0] == '@';
        MemorySegment address = arena.allocate(Short.BYTES + path.length + (isAbstract ? 0 : 1));
        address.set(ValueLayout.JAVA_SHORT, 0, (short) UNIX);
        MemorySegment.copy(path, 0, address, ValueLayout.JAVA_BYTE, Short.BYTES, path.length);
        if (isAbstract) {
            address.set(ValueLayout.JAVA_BYTE, Short.BYTES, (byte) 0);
        }
        return address;
    }

    public void send(String text) throws IOException {
        try (Arena call = Arena.ofConfined()) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            MemorySegment message = call.allocate(bytes.length);
            message.copyFrom(MemorySegment.ofArray(bytes));
            SystemCalls.send(descriptor, message, NO_SIGNAL);
        }
    }

    /// The next datagram, if one comes in time.
    public Optional<String> receive(Duration patience) throws IOException {
        try (Arena call = Arena.ofConfined()) {
            MemorySegment descriptors = call.allocate(Long.BYTES);
            descriptors.set(ValueLayout.JAVA_INT, 0, descriptor);
            descriptors.set(ValueLayout.JAVA_SHORT, Integer.BYTES, READABLE);
            if (!SystemCalls.poll(descriptors, (int) patience.toMillis())) {
                return Optional.empty();
            }
            MemorySegment received = call.allocate(LONGEST_DATAGRAM);
            long size = SystemCalls.receive(descriptor, received);
            byte[] bytes = received.asSlice(0, size).toArray(ValueLayout.JAVA_BYTE);
            return Optional.of(new String(bytes, StandardCharsets.UTF_8));
        }
    }

    @Override
    public void close() throws IOException {
        SystemCalls.close(descriptor);
        if (own != null) {
            Files.deleteIfExists(own);
        }
    }
}
