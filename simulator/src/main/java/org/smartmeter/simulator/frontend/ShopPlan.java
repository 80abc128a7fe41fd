package org.smartmeter.simulator.frontend;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.smartmeter.metrology.Calibration;
import org.smartmeter.metrology.calibration.LoadPoint;
import org.smartmeter.metrology.calibration.Sequence;

/// The load points of a shop's programme: some to find coefficients, others, at different
/// currents, power factors, frequencies and temperatures, to verify them.
public final class ShopPlan {

    private static final double ROOM = Calibration.REFERENCE_CELSIUS;
    private static final double WARM = ROOM + 22;
    private static final double SECONDS = 10;
    private static final double NO_LOAD_SHARE = 1.15;
    private static final double HALF = Math.acos(0.5);

    private ShopPlan() {}

    /// A point and how long it is read.
    public record Step(LoadPoint point, double seconds) {

        Applied applied() {
            if (point.phases().stream().anyMatch(phase -> phase.amperes() > 0)) {
                return Applied.LOAD;
            }
            return point.phases().stream().anyMatch(phase -> phase.volts() > 0)
                    ? Applied.VOLTAGE
                    : Applied.NOTHING;
        }
    }

    /// What the bench applies in a step.
    enum Applied {
        NOTHING,
        VOLTAGE,
        LOAD
    }

    /// What is needed to find all coefficients.
    public static List<Step> of(FrontEndDesign design) {
        double f = design.nominalHz();
        double nominal = design.nominalAmperes();
        double most = design.maximumAmperes();
        List<Step> steps = new ArrayList<>();
        steps.add(step(design, "nothing applied", ROOM, f, 0, 0, 0, 30));
        steps.addAll(voltageAlone(design));
        steps.add(loaded(design, "I_n, PF 1", ROOM, f, nominal, 0));
        steps.add(loaded(design, "I_n, PF 0.5 ind", ROOM, f, nominal, HALF));
        steps.add(loaded(design, "I_n, PF 0.5 ind, 45 Hz", ROOM, 45, nominal, HALF));
        steps.add(loaded(design, "I_n, PF 0.5 ind, 65 Hz", ROOM, 65, nominal, HALF));
        steps.add(loaded(design, "I_max, PF 1", ROOM, f, most, 0));
        steps.add(loaded(design, "I_max, PF 0.5 ind", ROOM, f, most, HALF));
        steps.add(loaded(design, "I_n, PF 1, warm", WARM, f, nominal, 0));
        steps.add(loaded(design, "I_n, PF 0.5 ind, warm", WARM, f, nominal, HALF));
        if (isNeutralUnloaded(design)) {
            steps.add(firstAlone(design, "I_n on L1 alone", ROOM, nominal));
            steps.add(firstAlone(design, "I_n on L1 alone, warm", WARM, nominal));
        }
        return steps;
    }

    /// What is read afterwards with the coefficients found.
    public static List<Step> verification(FrontEndDesign design) {
        double nominal = design.nominalAmperes();
        double most = design.maximumAmperes();
        List<Step> steps = new ArrayList<>();
        if (isNeutralUnloaded(design)) {
            steps.add(firstAlone(design, "0.3 I_max on L1 alone", ROOM, 0.3 * most));
            steps.add(firstAlone(design, "0.5 I_n on L1 alone, 40 °C", 40, nominal / 2));
        }
        steps.addAll(phasesVerified(design));
        return steps;
    }

    /// Whether nothing comes back through a neutral that is measured, since all phases carry the
    /// same.
    private static boolean isNeutralUnloaded(FrontEndDesign design) {
        return design.neutral() && design.phases() > 1;
    }

    private static List<Step> phasesVerified(FrontEndDesign design) {
        double f = design.nominalHz();
        double nominal = design.nominalAmperes();
        double most = design.maximumAmperes();
        double leading = -Math.acos(0.8);
        double quarter = Math.acos(0.25);
        return List.of(
                loaded(design, "0.7 I_max, PF 1", ROOM, f, 0.7 * most, 0),
                loaded(design, "0.3 I_max, PF 0.25 ind", ROOM, f, 0.3 * most, quarter),
                loaded(design, "0.5 I_n, PF 0.5 ind, 49 Hz", ROOM, 0.98 * f, nominal / 2, HALF),
                loaded(design, "0.2 I_n, PF 0.8 cap", ROOM, f, nominal / 5, leading),
                loaded(design, "0.05 I_n, PF 1", ROOM, f, nominal / 20, 0),
                step(
                        design,
                        "0.01 I_n, PF 1",
                        ROOM,
                        f,
                        design.nominalVolts(),
                        nominal / 100,
                        0,
                        30),
                loaded(design, "2 I_n, PF 0.5 ind, 10 °C", 10, f, 2 * nominal, HALF),
                loaded(design, "2 I_n, PF 0.8 cap, 40 °C", 40, f, 2 * nominal, leading));
    }

    /// Voltage and no current, as in the test of no load, and long enough to find what is a
    /// millionth of it: at I_max / 10,000 and PF 0.25 all that is left of it counts fourfold.
    private static List<Step> voltageAlone(FrontEndDesign design) {
        if (design.phases() == 1) {
            return List.of(voltageAlone(design, Sequence.FORWARD, 1_800));
        }
        return List.of(
                voltageAlone(design, Sequence.FORWARD, 600),
                voltageAlone(design, Sequence.REVERSED, 600),
                voltageAlone(design, Sequence.PARALLEL, 600));
    }

    private static Step voltageAlone(FrontEndDesign design, Sequence sequence, double seconds) {
        String name = "1.15 U_n alone, " + sequence.name().toLowerCase(Locale.ROOT);
        LoadPoint.Phase phase =
                LoadPoint.Phase.lagging(NO_LOAD_SHARE * design.nominalVolts(), 0, 0);
        List<LoadPoint.Phase> phases = Collections.nCopies(design.phases(), phase);
        return new Step(new LoadPoint(name, ROOM, design.nominalHz(), sequence, phases), seconds);
    }

    private static Step firstAlone(
            FrontEndDesign design, String name, double celsius, double amperes) {
        double volts = design.nominalVolts();
        List<LoadPoint.Phase> phases = new ArrayList<>();
        for (int phase = 0; phase < design.phases(); phase++) {
            phases.add(LoadPoint.Phase.lagging(volts, phase == 0 ? amperes : 0, 0));
        }
        double hertz = design.nominalHz();
        return new Step(new LoadPoint(name, celsius, hertz, Sequence.FORWARD, phases), SECONDS);
    }

    private static Step loaded(
            FrontEndDesign design,
            String name,
            double celsius,
            double hertz,
            double amperes,
            double lag) {
        return step(design, name, celsius, hertz, design.nominalVolts(), amperes, lag, SECONDS);
    }

    private static Step step(
            FrontEndDesign design,
            String name,
            double celsius,
            double hertz,
            double volts,
            double amperes,
            double lag,
            double seconds) {
        List<LoadPoint.Phase> phases =
                Collections.nCopies(design.phases(), LoadPoint.Phase.lagging(volts, amperes, lag));
        return new Step(new LoadPoint(name, celsius, hertz, Sequence.FORWARD, phases), seconds);
    }
}
