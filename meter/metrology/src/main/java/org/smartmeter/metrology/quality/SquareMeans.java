package org.smartmeter.metrology.quality;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Root mean squares in the making: of every figure of every phase, weighted by time.
final class SquareMeans {

    private final PhaseSums[] phases;
    private double seconds;
    private double symmetrySeconds;
    private double negative;
    private double zero;
    private boolean flagged;

    SquareMeans(int phases) {
        this.phases = new PhaseSums[phases];
        clear();
    }

    void clear() {
        Arrays.setAll(phases, phase -> new PhaseSums());
        seconds = 0;
        symmetrySeconds = 0;
        negative = 0;
        zero = 0;
        flagged = false;
    }

    void add(
            double weight,
            boolean touched,
            List<PhaseQuality> of,
            double symmetryWeight,
            Symmetry symmetry) {
        seconds += weight;
        flagged |= touched;
        for (int phase = 0; phase < phases.length; phase++) {
            phases[phase].add(weight, of.get(phase));
        }
        if (!Double.isNaN(symmetry.negative())) {
            symmetrySeconds += symmetryWeight;
            negative += symmetryWeight * symmetry.negative() * symmetry.negative();
            zero += symmetryWeight * symmetry.zero() * symmetry.zero();
        }
    }

    double seconds() {
        return seconds;
    }

    /// Time in which there was a symmetry to speak of.
    double symmetrySeconds() {
        return symmetrySeconds;
    }

    boolean flagged() {
        return flagged;
    }

    List<PhaseQuality> phases() {
        List<PhaseQuality> means = new ArrayList<>(phases.length);
        for (PhaseSums phase : phases) {
            means.add(phase.mean(seconds));
        }
        return means;
    }

    Symmetry symmetry() {
        return new Symmetry(
                Math.sqrt(negative / symmetrySeconds), Math.sqrt(zero / symmetrySeconds));
    }

    private static final class PhaseSums {

        private double uu;
        private double ii;
        private final ContentSums u = new ContentSums();
        private final ContentSums i = new ContentSums();

        void add(double weight, PhaseQuality phase) {
            uu += weight * phase.uRms() * phase.uRms();
            ii += weight * phase.iRms() * phase.iRms();
            u.add(weight, phase.u());
            i.add(weight, phase.i());
        }

        PhaseQuality mean(double seconds) {
            return new PhaseQuality(
                    Math.sqrt(uu / seconds), Math.sqrt(ii / seconds), u.mean(), i.mean());
        }
    }

    /// Lists that came with different lengths keep the shortest: only that far all of them know.
    private static final class ContentSums {

        private double seconds;
        private double[] harmonics = {};
        private double[] interharmonics = {};
        private double[] groups = {};

        void add(double weight, HarmonicContent content) {
            if (content.harmonics().length == 0) {
                return;
            }
            harmonics = added(harmonics, weight, content.harmonics());
            interharmonics = added(interharmonics, weight, content.interharmonics());
            groups = added(groups, weight, content.interharmonicGroups());
            seconds += weight;
        }

        private static double[] added(double[] sums, double weight, double[] values) {
            if (sums.length == 0) {
                sums = new double[values.length];
            }
            double[] into = values.length < sums.length ? Arrays.copyOf(sums, values.length) : sums;
            for (int k = 0; k < into.length; k++) {
                into[k] += weight * values[k] * values[k];
            }
            return into;
        }

        HarmonicContent mean() {
            return seconds == 0
                    ? HarmonicContent.NONE
                    : new HarmonicContent(roots(harmonics), roots(interharmonics), roots(groups));
        }

        private double[] roots(double[] sums) {
            return Arrays.stream(sums).map(sum -> Math.sqrt(sum / seconds)).toArray();
        }
    }
}
