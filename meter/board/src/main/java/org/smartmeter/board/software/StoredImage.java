package org.smartmeter.board.software;

import java.io.InputStream;
import java.nio.ByteBuffer;
import org.smartmeter.journal.OpenFile;

/// The bytes of an open file from a position on.
final class StoredImage extends InputStream {

    private final OpenFile file;
    private long position;

    StoredImage(OpenFile file, long position) {
        this.file = file;
        this.position = position;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        int read = file.read(position, ByteBuffer.wrap(into, offset, length));
        position += read;
        return read == 0 && length > 0 ? -1 : read;
    }
}
