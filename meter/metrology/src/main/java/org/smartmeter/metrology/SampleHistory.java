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

    boolean isFull() {
        return length == channels[0].length;
    }

    /// Makes room for one more frame and returns its offset.
    int append() {
        if (isFull()) {
            int grown = channels[0].length * 2;
            for (int c = 0; c < channels.length; c++) {
                channels[c] = Arrays.copyOf(channels[c], grown);
            }
        }
        return length++;
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
