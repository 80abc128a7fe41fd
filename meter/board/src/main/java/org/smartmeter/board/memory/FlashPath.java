package org.smartmeter.board.memory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.smartmeter.board.linux.MtdCharacterDevice;
import org.smartmeter.journal.flash.FlashPart;
import org.smartmeter.journal.flash.ImageFlash;
import org.smartmeter.journal.flash.NorFlash;

/// Where raw flash is: a part of the board, `/dev/mtdN`, or an image of one in a file.
public record FlashPath(Path path) {

    private static final Path DEVICES = Path.of("/dev");

    /// Opens the part, or makes a blank image of 32 MiB where there is no file yet. A device is
    /// never made, so that a wrong name there is told.
    ///
    /// @throws UncheckedIOException if it cannot be opened, is open already or does not fit
    public NorFlash open() {
        if (isFile()) {
            return ImageFlash.open(path, FlashPart.W25Q256JV);
        }
        try {
            return MtdFlash.on(MtdCharacterDevice.open(path.toString()));
        } catch (IOException e) {
            throw refused(e);
        }
    }

    /// Opens what is there, to look only.
    ///
    /// @throws UncheckedIOException if it cannot be opened or does not fit
    public NorFlash readOnly() {
        if (isFile()) {
            return ImageFlash.readOnly(path);
        }
        try {
            return MtdFlash.on(MtdCharacterDevice.readOnly(path.toString()));
        } catch (IOException e) {
            throw refused(e);
        }
    }

    private boolean isFile() {
        return Files.isRegularFile(path) || !Files.exists(path) && !path.startsWith(DEVICES);
    }

    private static UncheckedIOException refused(IOException e) {
        return new UncheckedIOException("cannot open flash: " + e.getMessage(), e);
    }
}
