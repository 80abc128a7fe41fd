package org.smartmeter.drivers.adc;

import java.io.IOException;

/// The converter behind its bus: commands, registers, samples (SBAS890, clauses 8.5.1.10 and 8.6).
/// A command is answered in the next frame.
final class Ads131m04 {

    static final int NULL = 0x0000;
    static final int RESET = 0x0011;
    static final int RESET_DONE = 0xff24;
    static final int READ = 0xa000;
    static final int WRITE = 0x6000;
    static final int WRITTEN = 0x4000;

    static final int ID = 0x00;
    static final int MODE = 0x02;
    static final int CLOCK = 0x03;
    static final int GAIN = 0x04;

    /// Four channels.
    static final int ID_OF_M04 = 0x2400;

    /// Words of 24 bits, the reset seen and cleared, time-out of the bus on, data ready as a level.
    static final int MODE_WANTED = 0x0110;

    private static final int ID_MASK = 0xff00;
    private static final int REGISTER_SHIFT = 7;

    private final SpiBus bus;

    Ads131m04(SpiBus bus) {
        this.bus = bus;
    }

    /// Resets the converter, makes sure that it is there, sets it and reads back what was set.
    ///
    /// @throws IOException if it is another chip, or none, or does not take its settings
    void start(AdcSettings settings) throws IOException {
        exchange(AdcFrame.sending(RESET));
        int answer = exchange(AdcFrame.sending(NULL)).response();
        if (answer != RESET_DONE) {
            throw new IOException(
                    String.format(
                            "no ADS131M04 answers on this bus: expected %04X after a reset, found"
                                    + " %04X; check wiring, supply and clock",
                            RESET_DONE, answer));
        }
        int id = read(ID);
        if ((id & ID_MASK) != ID_OF_M04) {
            throw new IOException(String.format("this is no ADS131M04: its id is %04X", id));
        }
        write(CLOCK, settings.clock());
        write(GAIN, settings.gain());
        write(MODE, MODE_WANTED);
    }

    private int read(int register) throws IOException {
        exchange(AdcFrame.sending(READ | register << REGISTER_SHIFT));
        return exchange(AdcFrame.sending(NULL)).response();
    }

    private void write(int register, int content) throws IOException {
        exchange(AdcFrame.sending(WRITE | register << REGISTER_SHIFT, content));
        int answer = exchange(AdcFrame.sending(NULL)).response();
        int back = read(register);
        if (answer != (WRITTEN | register << REGISTER_SHIFT) || back != content) {
            throw new IOException(
                    String.format(
                            "register %02X was to be %04X and is %04X", register, content, back));
        }
    }

    private AdcFrame exchange(byte[] sent) throws IOException {
        try {
            return AdcFrame.decode(bus.transfer(sent));
        } catch (DamagedFrameException e) {
            throw new IOException("a frame of the converter is damaged: " + e.getMessage(), e);
        }
    }

    /// The next samples.
    ///
    /// @throws DamagedFrameException if they are damaged; the next ones may be sound
    AdcFrame sample() throws IOException, DamagedFrameException {
        return AdcFrame.decode(bus.transfer(AdcFrame.sending(NULL)));
    }
}
