package org.smartmeter.simulator.frontend;

import java.util.random.RandomGenerator;

/// The converter's edge: what is bent, offset, noisy and cut off on the way from its input's volts
/// to counts.
final class CountEdge {

    private final ChannelUnit[] channels;
    private final double[] offsetVolts;
    private final ConverterNoise[] noises;

    CountEdge(FrontEndUnit unit, double celsius, RandomGenerator random) {
        int count = unit.design().channels();
        channels = new ChannelUnit[count];
        offsetVolts = new double[count];
        noises = new ConverterNoise[count];
        double noiseVolts = Ads131m08.noiseVolts(unit.design().rate());
        for (int c = 0; c < count; c++) {
            channels[c] = unit.channel(c);
            offsetVolts[c] = channels[c].offsetVoltsAt(FrontEndUnit.kelvin(celsius));
            noises[c] = new ConverterNoise(noiseVolts, random);
        }
    }

    int counts(int channel, double volts) {
        double bent = channels[channel].bentVolts(volts);
        return FrontEndDesign.counts(bent + offsetVolts[channel] + noises[channel].next());
    }
}
