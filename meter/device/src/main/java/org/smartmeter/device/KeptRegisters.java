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
    private long keptNumber;

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

    /// Demand registers never change between two whole checkpoints, so those of the one that it
    /// names belong to whatever came between. Where that one is damaged an older one may be found:
    /// its demand registers are another moment's.
    private static Optional<Checkpoint> newest(
            Optional<Checkpoint> whole, Optional<Checkpoint> between) {
        long reached = whole.map(Checkpoint::number).orElse(-1L);
        Optional<Checkpoint> joined =
                between.filter(it -> it.number() > reached).map(it -> it.joined(whole));
        if (joined.filter(it -> it.more().length == 0).isPresent()) {
            LOG.error("the newest demand registers are lost; they begin anew");
        }
        return joined.or(() -> whole);
    }

    /// What a start finds, as a whole checkpoint; its demand is empty if that was lost.
    Optional<Checkpoint> found() {
        return found;
    }

    /// Makes the registers durable as they are now. After a failure it may be tried again.
    void write(Instant time, Registers registers, byte[] demand) {
        number++; // also where writing fails: what was tried may be kept
        if (Arrays.equals(demand, keptDemand)) {
            betweenFile.write(Checkpoint.between(number, time, registers, keptNumber).encode());
        } else {
            keptDemand = new byte[0];
            wholeFile.write(new Checkpoint(number, time, registers, demand).encode());
            keptDemand = demand.clone();
            keptNumber = number;
        }
    }
}
