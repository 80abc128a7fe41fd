package org.smartmeter.device;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.smartmeter.wire.EventCode;

/// Tells that other software runs than was told last, with the power at its first window: durable
/// before it counts as told, so a power cut in between has it told at the next start.
final class SoftwareChange {

    /// How long the power is waited for.
    private static final Duration FIRST_WINDOW = Duration.ofMinutes(1);

    private final SoftwareVersion running;
    private final Memory memory;
    private final Bookkeeping books;
    private final Instant due;

    /// @param start board time
    SoftwareChange(SoftwareVersion running, Memory memory, Bookkeeping books, Instant start) {
        this.running = running;
        this.memory = memory;
        this.books = books;
        due = start.plus(FIRST_WINDOW);
    }

    private boolean isUntold() {
        return memory.counters().get().software() != running.packed()
                && memory.logbook().isPresent();
    }

    /// A window was measured.
    ///
    /// @param watts in it
    void measured(long watts, Instant board) {
        if (isUntold()) {
            books.event(board, EventCode.SOFTWARE_CHANGED, values(watts));
            books.force();
            memory.counters().change(kept -> kept.withSoftware(running.packed()));
        }
    }

    /// Nothing may ever be measured: it is told all the same.
    void run(Instant board) {
        if (!board.isBefore(due)) {
            measured(0, board);
        }
    }

    Optional<Instant> next() {
        return Optional.of(due).filter(_ -> isUntold());
    }

    private long[] values(long watts) {
        return new long[] {running.major(), running.minor(), running.patch(), watts};
    }
}
