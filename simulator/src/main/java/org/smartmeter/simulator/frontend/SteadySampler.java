package org.smartmeter.simulator.frontend;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.smartmeter.metrology.Phasor;

/// Counts of a [SteadyLoad]: each tone goes through transformer, filter, crosstalk and decimation
/// as the complex number that these are at its frequency, exactly, then is drawn at the rate of
/// the counts. What bends in the core is added as a function of the flux.
final class SteadySampler implements SampleSource {

    private static final int BLOCK = 1_024;

    private final int count;
    private final CountEdge edge;
    private final List<Carrier> carriers = new ArrayList<>();
    private final ChannelUnit[] channels;
    private final double[] voltsPerUnit;
    private final double[] corners;
    private final double[][] volts;
    private final double[][] flux;
    private double frame;

    /// One frequency, with the complex amplitude of each channel's converter volts and flux.
    private record Carrier(
            double radiansPerFrame,
            double start,
            double[] cosines,
            double[] sines,
            Phasor[] volts,
            Phasor[] flux) {}

    SteadySampler(FrontEndUnit unit, SteadyLoad load, double celsius, RandomGenerator random) {
        double kelvin = FrontEndUnit.kelvin(celsius);
        count = unit.design().channels();
        if (load.channels().size() != count) {
            throw new IllegalArgumentException(
                    "a load of " + load.channels().size() + " channels on a unit of " + count);
        }
        edge = new CountEdge(unit, celsius, random);
        channels = new ChannelUnit[count];
        voltsPerUnit = new double[count];
        corners = new double[count];
        for (int c = 0; c < count; c++) {
            channels[c] = unit.channel(c);
            voltsPerUnit[c] = channels[c].voltsPerUnitAt(kelvin);
            corners[c] = channels[c].cornerHzAt(kelvin);
        }
        volts = new double[count][BLOCK];
        flux = new double[count][BLOCK];
        double start = random.nextDouble();
        TreeSet<Double> frequencies = new TreeSet<>();
        load.channels().forEach(tones -> tones.forEach(tone -> frequencies.add(tone.hertz())));
        double period = unit.period(celsius);
        for (double hertz : frequencies) {
            carriers.add(carrier(unit, load, hertz, period, start));
        }
    }

    private Carrier carrier(
            FrontEndUnit unit, SteadyLoad load, double hertz, double period, double start) {
        double omega = 2 * Math.PI * hertz;
        Phasor[] inputs = new Phasor[count];
        Phasor[] fluxes = new Phasor[count];
        for (int c = 0; c < count; c++) {
            Phasor primary = Phasor.ZERO;
            for (Tone tone : load.channels().get(c)) {
                if (tone.hertz() == hertz) {
                    primary = primary.plus(tone.phasor());
                }
            }
            Phasor secondary = primary.times(sensor(c, hertz));
            fluxes[c] = hertz == 0 ? Phasor.ZERO : secondary.over(new Phasor(0, omega));
            Phasor filter = new Phasor(1, omega * channels[c].filterSeconds());
            inputs[c] =
                    secondary
                            .times(voltsPerUnit[c])
                            .over(filter)
                            .turned(-omega * channels[c].delaySeconds());
        }
        Phasor[] outputs = new Phasor[count];
        double droop = droop(hertz * period);
        for (int to = 0; to < count; to++) {
            Phasor sum = inputs[to];
            for (int from = 0; from < count; from++) {
                Phasor coupling =
                        new Phasor(unit.crosstalk(to, from), omega * unit.slopeSeconds(to, from));
                sum = sum.plus(inputs[from].times(coupling));
            }
            outputs[to] = sum.times(droop);
        }
        double[] cosines = new double[BLOCK];
        double[] sines = new double[BLOCK];
        for (int n = 0; n < BLOCK; n++) {
            cosines[n] = Math.cos(omega * period * n);
            sines[n] = Math.sin(omega * period * n);
        }
        return new Carrier(omega * period, omega * start, cosines, sines, outputs, fluxes);
    }

    private Phasor sensor(int channel, double hertz) {
        if (corners[channel] == 0) {
            return new Phasor(1, 0);
        }
        return new Phasor(0, hertz).over(new Phasor(corners[channel], hertz));
    }

    /// Response of the decimation filter at a share of the rate.
    private static double droop(double share) {
        if (share == 0) {
            return 1;
        }
        double x = Math.PI * share;
        double one = Math.sin(x) / (Ads131m08.OVERSAMPLING * Math.sin(x / Ads131m08.OVERSAMPLING));
        return Math.pow(one, Ads131m08.DECIMATION_ORDER);
    }

    @Override
    public void fill(int[] frames, int wanted) {
        for (int done = 0; done < wanted; done += BLOCK) {
            int now = Math.min(BLOCK, wanted - done);
            draw(now);
            for (int c = 0; c < count; c++) {
                bend(c, now);
                for (int n = 0; n < now; n++) {
                    frames[(done + n) * count + c] = edge.counts(c, volts[c][n]);
                }
            }
        }
    }

    private void draw(int frames) {
        for (int c = 0; c < count; c++) {
            Arrays.fill(volts[c], 0, frames, 0);
            Arrays.fill(flux[c], 0, frames, 0);
        }
        for (Carrier carrier : carriers) {
            double angle =
                    Math.IEEEremainder(
                            carrier.start + carrier.radiansPerFrame * frame, 2 * Math.PI);
            for (int c = 0; c < count; c++) {
                add(carrier, carrier.volts[c].turned(angle), volts[c], frames);
                if (corners[c] > 0) {
                    add(carrier, carrier.flux[c].turned(angle), flux[c], frames);
                }
            }
        }
        frame += frames;
    }

    private static void add(Carrier carrier, Phasor amplitude, double[] to, int frames) {
        double re = amplitude.re();
        double im = amplitude.im();
        if (re == 0 && im == 0) {
            return;
        }
        for (int n = 0; n < frames; n++) {
            to[n] += re * carrier.cosines[n] - im * carrier.sines[n];
        }
    }

    private void bend(int channel, int frames) {
        if (corners[channel] == 0) {
            return;
        }
        ChannelUnit unit = channels[channel];
        for (int n = 0; n < frames; n++) {
            volts[channel][n] -=
                    voltsPerUnit[channel] * unit.bentAmperes(flux[channel][n], corners[channel]);
        }
    }
}
