package org.smartmeter.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.smartmeter.device.BoardClock;

/// The one time that meters and utility of the demonstration share. Live it is the wall clock;
/// faster than life it runs ahead, and the next start goes on from where it had come to.
final class DemoClock {

    private final Path file;
    private final BoardClock board;

    private DemoClock(Path file, BoardClock board) {
        this.file = file;
        this.board = board;
    }

    static DemoClock open(Path file, double speed) throws IOException {
        Instant now = Instant.now();
        Instant reached = Files.exists(file) ? Instant.parse(Files.readString(file).strip()) : now;
        Instant start = reached.isAfter(now) ? reached : now;
        boolean wallClock = speed == 1 && !reached.isAfter(now);
        return new DemoClock(
                file, wallClock ? BoardClock.system() : BoardClock.faster(start, speed));
    }

    BoardClock board() {
        return board;
    }

    InstantSource source() {
        return board::now;
    }

    /// Keeps the time reached for the next start.
    void keep() throws IOException {
        Files.writeString(file, board.now() + "\n");
    }
}
