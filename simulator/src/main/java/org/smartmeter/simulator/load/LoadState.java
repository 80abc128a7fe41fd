package org.smartmeter.simulator.load;

import java.util.List;

/// Everything that is switched on at a place, the voltage of its supply and how it is wired; equal
/// states draw equal waveforms.
///
/// @param supplyVolts voltage without load, V rms
/// @param draws appliances at work
/// @param wiring at the meter
public record LoadState(double supplyVolts, List<Draw> draws, Wiring wiring) {

    public LoadState {
        draws = List.copyOf(draws);
    }

    /// With sound wiring.
    public LoadState(double supplyVolts, List<Draw> draws) {
        this(supplyVolts, draws, Wiring.SOUND);
    }

    /// The same behind other wires.
    public LoadState with(Wiring otherWiring) {
        return new LoadState(supplyVolts, draws, otherWiring);
    }

    /// The same behind a switch: while that is open the supply's voltage is there, and nothing
    /// draws or feeds in.
    public LoadState behindSwitch(boolean closed) {
        return closed ? this : new LoadState(supplyVolts, List.of(), wiring);
    }

    /// Power at nominal voltage, W; negative when more is fed in than used.
    public double nominalWatts() {
        return draws.stream().mapToDouble(Draw::netWatts).sum();
    }

    /// Voltage at the meter on a phase: the supply less the drop that the load causes.
    double voltsOn(int phase) {
        double watts = 0;
        for (Draw draw : draws) {
            if (draw.phase() == phase) {
                watts += draw.netWatts();
            }
        }
        return supplyVolts - Mains.SOURCE_OHMS * watts / Mains.NOMINAL_VOLTS;
    }
}
