package org.smartmeter.drivers.foreign;

import java.time.Instant;
import org.smartmeter.device.EnergyRegister;
import org.smartmeter.device.Surroundings;
import org.smartmeter.journal.StateFile;
import org.smartmeter.wire.EventCode;

/// Port: what a foreign meter needs of the one that follows it.
public interface Home {

    /// Our meter's time at an instant of the board's.
    Instant time(Instant board);

    void event(Instant board, EventCode code, long... values);

    /// A state file of its own.
    StateFile state(String name, int maxBytes);

    /// What our register counts when the meter starts, mWh.
    long counted(EnergyRegister register);

    static Home in(Surroundings meter) {
        return new Home() {
            @Override
            public Instant time(Instant board) {
                return meter.time(board);
            }

            @Override
            public void event(Instant board, EventCode code, long... values) {
                meter.event(board, code, values);
            }

            @Override
            public StateFile state(String name, int maxBytes) {
                return meter.state(name, maxBytes);
            }

            @Override
            public long counted(EnergyRegister register) {
                return meter.durableCount(register);
            }
        };
    }
}
