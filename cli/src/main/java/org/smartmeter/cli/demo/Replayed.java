package org.smartmeter.cli.demo;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.zip.ZipException;
import org.smartmeter.simulator.MeasurementSource;
import org.smartmeter.simulator.load.FastMeter;
import org.smartmeter.simulator.replay.MalformedMinuteFileException;
import org.smartmeter.simulator.replay.MinuteFile;
import org.smartmeter.simulator.replay.ReplayedHome;

/// A real home's minute file with the meter that replays it, at the file's own times.
public record Replayed(Neighbour neighbour, MinuteFile minutes) {

    /// @param index of the file among those replayed
    /// @throws IllegalArgumentException naming file, line and reason if it cannot be replayed
    static Replayed read(int index, Path file, ZoneId zone) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IllegalArgumentException(file + ": is a directory, a file is wanted");
        }
        try {
            MinuteFile minutes = MinuteFile.read(file, zone);
            return new Replayed(Neighbour.replaying(index, file, minutes.begin()), minutes);
        } catch (MalformedMinuteFileException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException(file + ": no such file", e);
        } catch (EOFException | ZipException e) {
            throw new IllegalArgumentException(
                    file + ": the gzip data is damaged; get the file again", e);
        }
    }

    /// What the meter measures, from the file's first minute to its last.
    MeasurementSource source() {
        return new FastMeter(new ReplayedHome(minutes), minutes.begin());
    }
}
