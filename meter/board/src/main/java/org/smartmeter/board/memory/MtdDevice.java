package org.smartmeter.board.memory;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/// Port: a flash part as the kernel's memory technology devices show it. One thread at a time.
public interface MtdDevice extends Closeable {

    /// What the kernel says of a part (`struct mtd_info_user`).
    ///
    /// @param type 3 for NOR
    /// @param flags see the constants
    /// @param bytes of the whole part
    /// @param eraseBytes that are erased together
    /// @param writeBytes that are written at least
    record Part(int type, int flags, long bytes, int eraseBytes, int writeBytes) {

        public static final int NOR = 3;
        public static final int WRITABLE = 0x400;

        /// Single bits of a programmed byte can be cleared later.
        public static final int BITS_WRITABLE = 0x800;
    }

    /// How refusals call it: its path.
    String name();

    /// @throws IOException if it is no such device
    Part part() throws IOException;

    /// Reads some bytes from a position on, as many as the buffer has room for or fewer.
    ///
    /// @return how many; 0 at the end of the part
    int read(long position, ByteBuffer into) throws IOException;

    /// Programs some of the buffer's bytes from a position on; durable on return.
    ///
    /// @return how many
    int write(long position, ByteBuffer from) throws IOException;

    /// Erases whole blocks; done on return.
    void erase(long position, int bytes) throws IOException;

    @Override
    void close() throws IOException;
}
