package org.smartmeter.board.memory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.smartmeter.journal.flash.NorFlash;

/// A NOR part of the board by its character device, `/dev/mtdN`. The kernel's driver returns from
/// a write or an erase when the part is no longer busy, keeps nothing back and changes no order,
/// so each operation here is one of the part's own. Failures name device, sector and byte.
public final class MtdFlash implements NorFlash {

    private final MtdDevice device;
    private final int sectors;

    private MtdFlash(MtdDevice device, int sectors) {
        this.device = device;
        this.sectors = sectors;
    }

    /// Takes the device over, and closes it if it does not fit.
    ///
    /// @throws IOException if it is no NOR part with sectors of 4 KiB whose bits can be cleared one
    /// by one, saying which it is
    public static MtdFlash on(MtdDevice device) throws IOException {
        try {
            MtdDevice.Part part = device.part();
            refuseUnfit(part);
            return new MtdFlash(device, Math.toIntExact(part.bytes() / SECTOR_BYTES));
        } catch (IOException | RuntimeException e) {
            device.close();
            throw new IOException(device.name() + ": " + e.getMessage(), e);
        }
    }

    private static void refuseUnfit(MtdDevice.Part part) throws IOException {
        if (part.type() != MtdDevice.Part.NOR) {
            throw new IOException("is flash of another kind than NOR: type " + part.type());
        }
        if ((part.flags() & MtdDevice.Part.WRITABLE) == 0) {
            throw new IOException("is read only");
        }
        if ((part.flags() & MtdDevice.Part.BITS_WRITABLE) == 0 || part.writeBytes() != 1) {
            throw new IOException(
                    "programmed bytes cannot be programmed again: it has a check of its own for"
                            + " each few bytes");
        }
        if (part.eraseBytes() != SECTOR_BYTES) {
            throw new IOException(
                    "erases "
                            + part.eraseBytes()
                            + " bytes at once, not 4096: the kernel's"
                            + " CONFIG_MTD_SPI_NOR_USE_4K_SECTORS is wanted");
        }
        if (part.bytes() < SECTOR_BYTES || part.bytes() % SECTOR_BYTES != 0) {
            throw new IOException("has " + part.bytes() + " bytes, no number of sectors of 4 KiB");
        }
    }

    @Override
    public int sectors() {
        return sectors;
    }

    @Override
    public void read(int sector, int offset, ByteBuffer into) {
        long at = position(sector, offset, into.remaining());
        try {
            while (into.hasRemaining()) {
                int count = device.read(at, into);
                if (count == 0) {
                    throw new IOException("the part ends there");
                }
                at += count;
            }
        } catch (IOException e) {
            throw failed("reading", sector, at, e);
        }
    }

    @Override
    public void program(int sector, int offset, ByteBuffer from) {
        if (offset % PAGE_BYTES + from.remaining() > PAGE_BYTES) {
            throw new IllegalArgumentException(
                    from.remaining() + " bytes from byte " + offset + " leave their page");
        }
        long at = position(sector, offset, from.remaining());
        try {
            while (from.hasRemaining()) {
                int count = device.write(at, from);
                if (count == 0) {
                    throw new IOException("nothing was written");
                }
                at += count;
            }
        } catch (IOException e) {
            throw failed("programming", sector, at, e);
        }
    }

    @Override
    public void erase(int sector) {
        long at = position(sector, 0, SECTOR_BYTES);
        try {
            device.erase(at, SECTOR_BYTES);
        } catch (IOException e) {
            throw failed("erasing", sector, at, e);
        }
    }

    private long position(int sector, int offset, int count) {
        if (sector < 0 || sector >= sectors || offset < 0 || offset + count > SECTOR_BYTES) {
            throw new IndexOutOfBoundsException(
                    count + " bytes from byte " + offset + " of sector " + sector);
        }
        return (long) sector * SECTOR_BYTES + offset;
    }

    private UncheckedIOException failed(String doing, int sector, long at, IOException e) {
        return new UncheckedIOException(
                "%s: %s sector %d at byte %d: %s"
                        .formatted(device.name(), doing, sector, at, e.getMessage()),
                e);
    }

    @Override
    public void close() {
        try {
            device.close();
        } catch (IOException e) {
            throw new UncheckedIOException(device.name() + ": closing: " + e.getMessage(), e);
        }
    }
}
