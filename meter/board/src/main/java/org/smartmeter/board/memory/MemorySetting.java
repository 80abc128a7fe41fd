package org.smartmeter.board.memory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import org.smartmeter.device.Configuration;
import org.smartmeter.device.DeviceMemory;
import org.smartmeter.device.Setting;

/// The key `memory`: `flash:/dev/mtd0`, or `flash:FILE` with an image of a part. Without it the
/// meter keeps its memory in a directory.
public record MemorySetting(Optional<FlashPath> flash) {

    private static final String FLASH = "flash:";

    /// Touches nothing.
    public static MemorySetting read(Configuration configuration) {
        return new MemorySetting(configuration.take("memory").map(MemorySetting::flash));
    }

    private static FlashPath flash(Setting setting) {
        String where = setting.value();
        if (!where.startsWith(FLASH) || where.length() == FLASH.length()) {
            throw setting.refused(
                    "memory is 'flash:' and a device like /dev/mtd0 or a file, not '"
                            + where
                            + "'");
        }
        return new FlashPath(setting.path(where.substring(FLASH.length())));
    }

    /// @param directory for the memory of a meter without flash
    /// @throws UncheckedIOException if it cannot be opened, is too small, or another process has it
    public DeviceMemory open(Path directory) {
        return flash.map(MemorySetting::open).orElseGet(() -> DeviceMemory.at(directory));
    }

    private static DeviceMemory open(FlashPath flash) {
        try {
            return DeviceMemory.on(flash.open());
        } catch (IllegalArgumentException e) {
            String why = flash.path() + ": " + e.getMessage();
            throw new UncheckedIOException(why, new IOException(why, e));
        }
    }
}
