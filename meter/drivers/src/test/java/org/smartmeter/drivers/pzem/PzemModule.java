package org.smartmeter.drivers.pzem;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.smartmeter.drivers.serial.Cable;
import org.smartmeter.drivers.serial.Dialogue;
import org.smartmeter.drivers.telegram.Crc16;

/// The far end: a module that answers at once and counts 4 Wh between two answers.
public final class PzemModule {

    public static final long FIRST_WATT_HOURS = 70_000;

    private final Cable cable;
    private final int station;
    private long wattHours = FIRST_WATT_HOURS;
    private List<Spoilt> spoilt = List.of();
    private int answers;
    private boolean refusing;

    /// How an answer goes wrong; between two of them one is right.
    public enum Spoilt {
        SILENT,
        FLIPPED,
        HALF,
        /// Right, but behind noise.
        NOISE
    }

    public PzemModule(Cable cable, int station) {
        this.cable = cable;
        this.station = station;
    }

    public static Dialogue dialogue(int station) {
        return new PzemDialogue(station, Duration.ofSeconds(1));
    }

    public void spoil(List<Spoilt> ways) {
        spoilt = ways;
    }

    public void refuse() {
        refusing = true;
    }

    public long wattHours() {
        return wattHours;
    }

    public void act(Instant now) throws IOException {
        byte[] heard = cable.heard();
        if (Arrays.equals(heard, ModbusFrame.request(station, 0, 10))) {
            answer();
        }
    }

    public void actWhoeverIsAsked(Instant now) throws IOException {
        if (cable.heard().length > 0) {
            answer();
        }
    }

    private void answer() throws IOException {
        wattHours += 4;
        byte[] frame = refusing ? refusal() : registers();
        int turn = answers++;
        if (spoilt.isEmpty() || turn % 2 == 0) {
            cable.send(frame);
            return;
        }
        switch (spoilt.get(turn / 2 % spoilt.size())) {
            case SILENT -> {}
            case FLIPPED -> {
                frame[9] ^= 1;
                cable.send(frame);
            }
            case HALF -> cable.send(Arrays.copyOf(frame, 11));
            case NOISE -> {
                cable.send(new byte[] {0, (byte) station, 4, 20, (byte) 0xff});
                cable.send(frame);
            }
        }
    }

    private byte[] registers() {
        int[] values = {
            2_304,
            70_123 & 0xffff,
            70_123 >> 16,
            160_005 & 0xffff,
            160_005 >> 16,
            (int) (wattHours & 0xffff),
            (int) (wattHours >> 16),
            499,
            99,
            0
        };
        byte[] frame = new byte[25];
        frame[0] = (byte) station;
        frame[1] = 4;
        frame[2] = 20;
        for (int k = 0; k < values.length; k++) {
            frame[3 + 2 * k] = (byte) (values[k] >> 8);
            frame[4 + 2 * k] = (byte) values[k];
        }
        return summed(frame);
    }

    private byte[] refusal() {
        return summed(new byte[] {(byte) station, (byte) 0x84, 4, 0, 0});
    }

    private static byte[] summed(byte[] frame) {
        int crc = Crc16.MODBUS.of(frame, 0, frame.length - 2);
        frame[frame.length - 2] = (byte) crc;
        frame[frame.length - 1] = (byte) (crc >> 8);
        return frame;
    }
}
