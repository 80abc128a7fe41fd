package org.smartmeter.drivers.adc;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;

/// The converter as its datasheet has it (SBAS890): frames of six words, a command answered in the
/// frame behind it, registers with their values after a reset, samples in two's complement and
/// a checksum.
final class Ads131m04Model implements SpiBus, DataReady {

    private static final int REGISTERS = 64;
    private static final int[] RESET_VALUES = {0x2401, 0x0500, 0x0510, 0x0f0e, 0x0000};

    private final int[] registers = new int[REGISTERS];
    private final ConcurrentLinkedQueue<Integer> lost = new ConcurrentLinkedQueue<>();
    private final double[] amplitudes;
    private int answer;
    private long number;
    private int id = RESET_VALUES[0];
    private boolean deaf;
    private int damage;

    /// @param amplitudes of a sine of 50 Hz in voltage and current, counts
    Ads131m04Model(double... amplitudes) {
        this.amplitudes = amplitudes;
        reset();
    }

    private void reset() {
        System.arraycopy(RESET_VALUES, 0, registers, 0, RESET_VALUES.length);
        registers[0] = id;
    }

    void isAnotherChip(int otherId) {
        id = otherId;
        reset();
    }

    void isNotThere() {
        deaf = true;
    }

    /// The next frame has a flipped bit.
    void damageNext() {
        damage = 1;
    }

    /// So many samples go by unfetched before the next one.
    void lose(int samples) {
        lost.add(samples);
    }

    int register(int address) {
        return registers[address];
    }

    double rate() {
        return 4_096_000.0 / (128 << (registers[3] >> 2 & 7));
    }

    @Override
    public long await(Duration most) throws IOException {
        Integer gone = lost.poll();
        number += 1 + (gone == null ? 0 : gone);
        return number;
    }

    @Override
    public byte[] transfer(byte[] sent) {
        if (deaf) {
            return new byte[sent.length];
        }
        byte[] frame = new byte[AdcFrame.BYTES];
        put(frame, 0, answer << 8);
        for (int channel = 0; channel < amplitudes.length; channel++) {
            put(frame, channel + 1, sample(channel));
        }
        put(frame, 5, checksum(frame) << 8);
        take(sent);
        if (damage > 0) {
            damage--;
            frame[4] ^= 0x10;
        }
        return frame;
    }

    private int sample(int channel) {
        double phase = 2 * Math.PI * 50 * number / rate();
        return (int) Math.round(amplitudes[channel] * Math.sin(phase));
    }

    private void take(byte[] sent) {
        int command = (sent[0] & 0xff) << 8 | sent[1] & 0xff;
        int address = command >> 7 & 0x3f;
        if (command == 0x0011) {
            reset();
            answer = 0xff24;
        } else if ((command & 0xe000) == 0xa000) {
            answer = registers[address];
        } else if ((command & 0xe000) == 0x6000) {
            registers[address] = (sent[3] & 0xff) << 8 | sent[4] & 0xff;
            answer = 0x4000 | address << 7;
        } else {
            answer = registers[1];
        }
    }

    private static void put(byte[] frame, int word, int value) {
        frame[3 * word] = (byte) (value >> 16);
        frame[3 * word + 1] = (byte) (value >> 8);
        frame[3 * word + 2] = (byte) value;
    }

    /// Bit by bit, as a shift register of the polynomial does it.
    private static int checksum(byte[] frame) {
        int register = 0xffff;
        for (int bit = 0; bit < 15 * 8; bit++) {
            int next = frame[bit / 8] >> 7 - bit % 8 & 1;
            boolean carry = (register >> 15 & 1) != next;
            register = register << 1 & 0xffff;
            if (carry) {
                register ^= 0x1021;
            }
        }
        return register;
    }

    @Override
    public void close() {}
}
