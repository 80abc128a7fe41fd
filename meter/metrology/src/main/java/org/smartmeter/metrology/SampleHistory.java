package org.smartmeter.metrology;

import java.util.Arrays;

/// The latest samples of all channels, addressed by their index since the start of the stream.
final class SampleHistory {

    private final double[][] channels;
    private long first;
    private int length;

    SampleHistory(int channels, int capacity) {
        this.channels = new double[channels][capacity];
    }

    /// A recording as a whole.
    SampleHistory(double[][] channels) {
        this.channels = channels;
        this.length = channels[0].length;
    }

    int channelCount() {
        return channels.length;
    }

    /// Index after the last sample.
    long end() {
        return first + length;
    }

    /// Index of the oldest sample still held.
    long first() {
        return first;
    }

    double[] channel(int channel) {
        return channels[channel];
    }

    /// Where sample n stands in the arrays of [#channel].
    int offset(long n) {
        return (int) (n - first);
    }

    /// Makes room for more frames and returns the offset of the first.
    int append(int frames) {
        int needed = length + frames;
        if (needed > channels[0].length) {
            int grown = Math.max(needed, channels[0].length * 2);
            for (int c = 0; c < channels.length; c++) {
                channels[c] = Arrays.copyOf(channels[c], grown);
            }
        }
        length = needed;
        return needed - frames;
    }

    /// Forgets the samples before n.
    void forgetBefore(long n) {
        int gone = (int) Math.clamp(n - first, 0, length);
        for (double[] channel : channels) {
            System.arraycopy(channel, gone, channel, 0, length - gone);
        }
        first += gone;
        length -= gone;
    }
}
