package org.smartmeter.device.tamper;

import org.smartmeter.device.supply.CurrentFlow;
import org.smartmeter.metrology.Measurement;
import org.smartmeter.metrology.PhaseMeasurement;

/// What one window says about each kind of fraud that currents and voltages give away. Between the
/// threshold of a begin and that of an end it says nothing, which is the hysteresis; nor does it
/// where too little flows to tell. Values that a foreign meter does not say (NaN) decide nothing.
final class WindowJudge {

    /// 5 % of a basic current of 5 A: from here on the standard states an error for class 1, 1.5 %
    /// (IEC 62053-21). A home's electronics alone stay below it.
    static final double LEAST_AMPERES = 0.25;

    /// Two currents of a class 1 meter differ by 3 % at most without anybody's doing; twice that,
    /// and what metering chips with two current inputs take (6.25 %: ADE7761A data sheet, "Fault
    /// detection").
    private static final double DIFFERENCE_SHARE = 0.0625;

    /// Three times what a residual current device of 30 mA lets leak.
    private static final double DIFFERENCE_AMPERES = 0.1;

    /// A sound neutral carries what the phase does. Less than a tenth is left where it is cut and
    /// leaks; a fifth is beyond doubt not cut.
    private static final double CUT_SHARE = 0.1;

    private static final double WHOLE_SHARE = 0.2;

    /// A current against the voltage with more than this power factor is active power that comes
    /// back; below, it may be a lamp's capacitor and a phase error.
    private static final double REVERSED_FACTOR = 0.5;

    /// A load that still draws what counts at a fifth of the voltage is none: most dips leave more
    /// than 40 % (EN 50160, annex), and deeper ones are shorter than half a second.
    private static final double MISSING_SHARE = 0.2;

    private static final double THERE_SHARE = 0.4;

    private static final double MILLI = 1_000;

    private final TamperSettings settings;

    WindowJudge(TamperSettings settings) {
        this.settings = settings;
    }

    /// What must come back through the neutral if nothing takes another way, and what does.
    /// Effective values know no angles, so it is a range: from what the largest phase cannot give
    /// to the others to all of them together. With one phase both are its current.
    private record Return(double least, double most, double neutral) {

        static Return of(Measurement window) {
            double sum = 0;
            double largest = 0;
            for (PhaseMeasurement phase : window.phases()) {
                sum += phase.iRms();
                largest = Math.max(largest, phase.iRms());
            }
            double neutral = window.neutralAmperes().orElse(Double.NaN);
            return new Return(Math.max(0, 2 * largest - sum), sum, neutral);
        }

        boolean isMissing() {
            return least >= 2 * LEAST_AMPERES && neutral <= CUT_SHARE * least;
        }
    }

    /// The phase carries current and the neutral next to none; measured is the neutral's, mA.
    Finding neutralMissing(Measurement window) {
        Return back = Return.of(window);
        return Finding.of(
                back.isMissing(),
                back.least >= LEAST_AMPERES && back.neutral > WHOLE_SHARE * back.least,
                MILLI * back.neutral);
    }

    /// Phase and neutral carry different currents: some returns another way, or comes another way.
    /// A neutral that is missing is told as that. Measured is the difference, mA.
    Finding currentDifference(Measurement window) {
        Return back = Return.of(window);
        double difference =
                Math.max(0, Math.max(back.least - back.neutral, back.neutral - back.most));
        double larger = Math.max(back.least, back.neutral);
        double begins = DIFFERENCE_AMPERES + DIFFERENCE_SHARE * larger;
        return Finding.of(
                larger >= LEAST_AMPERES && difference > begins && !back.isMissing(),
                larger >= LEAST_AMPERES && difference < begins / 2,
                MILLI * difference);
    }

    /// Active power comes back where none is fed in; measured is the phase's current, mA.
    ///
    /// @param phase 0, 1 or 2
    Finding reversedCurrent(Measurement window, int phase) {
        if (phase >= window.phases().size()) {
            return Finding.UNDECIDED;
        }
        PhaseMeasurement at = window.phases().get(phase);
        boolean flows = at.iRms() >= LEAST_AMPERES;
        boolean may = settings.feedsIn();
        return Finding.of(
                flows && !may && at.pf() <= -REVERSED_FACTOR,
                may || flows && at.pf() > 0,
                MILLI * at.iRms());
    }

    /// Current flows and there is no voltage to it; measured is the voltage, mV.
    ///
    /// @param phase 0, 1 or 2
    Finding potentialMissing(Measurement window, int phase) {
        if (phase >= window.phases().size()) {
            return Finding.UNDECIDED;
        }
        PhaseMeasurement at = window.phases().get(phase);
        double share = at.uRms() / settings.nominalVolts();
        return Finding.of(
                at.iRms() >= LEAST_AMPERES && share < MISSING_SHARE,
                share > THERE_SHARE,
                MILLI * at.uRms());
    }

    /// Current flows although none may; measured is the largest phase's, mA.
    ///
    /// @param open whether none may for long enough that the relay has settled
    Finding energyWhileOpen(Measurement window, boolean mayFlow, boolean open) {
        CurrentFlow flow = CurrentFlow.in(window);
        return Finding.of(
                open && flow == CurrentFlow.FLOWS,
                mayFlow || open && flow == CurrentFlow.NONE,
                MILLI * CurrentFlow.largestAmperes(window));
    }
}
