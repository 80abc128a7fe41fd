package org.smartmeter.device;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.smartmeter.journal.StateFile;

/// The registers' checkpoints in two state files. The whole one, with the demand registers, is
/// written where those changed: at the end of a demand window. In between it is the registers
/// alone, a fraction of the bytes. Each is one write that a power cut leaves undone or done; the
/// registers alone count where they are later than the whole.
final class KeptRegisters {

    private static final Logger LOG = LoggerFactory.getLogger(KeptRegisters.class);

    private final StateFile wholeFile;
    private final StateFile betweenFile;
    private final Optional<Checkpoint> found;
    private long number;
    private byte[] keptDemand = {};

    /// @param whole takes [Checkpoint#MOST_BYTES]
    /// @param between the same
    KeptRegisters(StateFile whole, StateFile between) {
        wholeFile = whole;
        betweenFile = between;
        found = newest(read(whole), read(between));
        number = found.map(Checkpoint::number).orElse(0L);
    }

    private static Optional<Checkpoint> read(StateFile file) {
        Optional<byte[]> stored = file.read();
        Optional<Checkpoint> checkpoint = stored.flatMap(Checkpoint::decode);
        if (stored.isPresent() && checkpoint.isEmpty()) {
            LOG.error(
                    "registers kept in form {} are not known to this software; those that rows"
                            + " show are taken",
                    Checkpoint.form(stored.get()));
        }
        return checkpoint;
    }

    /// Demand registers never change between two whole checkpoints, so those of the last belong to
    /// whatever came after it.
    private static Optional<Checkpoint> newest(
            Optional<Checkpoint> whole, Optional<Checkpoint> between) {
        long reached = whole.map(Checkpoint::number).orElse(0L);
        byte[] demand = whole.map(Checkpoint::demand).orElseGet(() -> new byte[0]);
        return between.filter(it -> it.number() > reached)
                .map(it -> new Checkpoint(it.number(), it.time(), it.registers(), demand))
                .or(() -> whole);
    }

    /// What a start finds; its demand is empty if that was lost.
    Optional<Checkpoint> found() {
        return found;
    }

    /// Makes the registers durable as they are now. After a failure it may be tried again.
    void write(Instant time, Registers registers, byte[] demand) {
        number++; // also where writing fails: what was tried may be kept
        if (Arrays.equals(demand, keptDemand)) {
            write(betweenFile, time, registers, new byte[0]);
        } else {
            keptDemand = new byte[0];
            write(wholeFile, time, registers, demand);
            keptDemand = demand.clone();
        }
    }

    private void write(StateFile file, Instant time, Registers registers, byte[] demand) {
        file.write(new Checkpoint(number, time, registers, demand).encode());
    }

    void close() {
        wholeFile.close();
        betweenFile.close();
    }
}
