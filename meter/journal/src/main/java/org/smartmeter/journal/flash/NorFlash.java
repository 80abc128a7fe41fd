package org.smartmeter.journal.flash;

import java.io.Closeable;
import java.nio.ByteBuffer;

/// A part of serial NOR flash, or a range of sectors of one. Erased bits are 1; programming only
/// clears bits, of as many bytes of a page as wanted and as often as wanted before the next erase.
/// An operation is complete and durable when it returns, and the next begins after it: nothing is
/// cached or reordered. A power cut in a program leaves some of its bits cleared, in an erase some
/// set, and either may leave bits that read differently each time. Every method throws {@link
/// java.io.UncheckedIOException} when the part cannot be reached. One thread at a time.
public interface NorFlash extends Closeable {

    /// The bytes that one program operation reaches.
    int PAGE_BYTES = 256;

    /// The bytes that are erased together.
    int SECTOR_BYTES = 4_096;

    int sectors();

    /// Fills the buffer from the sector's bytes.
    void read(int sector, int offset, ByteBuffer into);

    /// Clears the bits that are 0 in the buffer; all of it lies in one page.
    void program(int sector, int offset, ByteBuffer from);

    /// Sets all bits of the sector.
    void erase(int sector);

    @Override
    void close();
}
