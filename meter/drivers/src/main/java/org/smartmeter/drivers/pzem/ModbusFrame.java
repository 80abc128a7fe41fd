package org.smartmeter.drivers.pzem;

import java.util.Arrays;
import java.util.Optional;
import org.smartmeter.drivers.telegram.Crc16;

/// Frames of Modbus RTU (MODBUS over Serial Line 1.02, clause 2.5.1): address, function, data,
/// CRC-16 low byte first.
public final class ModbusFrame {

    static final int READ_INPUT_REGISTERS = 0x04;

    private static final int EXCEPTION = 0x80;
    private static final int LEAD_BYTES = 3;
    private static final int SUM_BYTES = 2;
    private static final int EXCEPTION_BYTES = 5;

    private ModbusFrame() {}

    /// What a station answered.
    public sealed interface Answer {

        /// @param station that answered
        /// @param values of the registers, 0…65,535
        record Registers(int station, int[] values) implements Answer {}

        /// The station cannot do it.
        ///
        /// @param code of the reason
        record Refused(int station, int code) implements Answer {}
    }

    /// Asks for registers.
    static byte[] request(int station, int first, int count) {
        byte[] frame = {
            (byte) station,
            READ_INPUT_REGISTERS,
            (byte) (first >> 8),
            (byte) first,
            (byte) (count >> 8),
            (byte) count,
            0,
            0
        };
        int crc = Crc16.MODBUS.of(frame, 0, frame.length - SUM_BYTES);
        frame[frame.length - 2] = (byte) crc;
        frame[frame.length - 1] = (byte) (crc >> 8);
        return frame;
    }

    /// The first sound answer among bytes that may begin with noise.
    ///
    /// @param station that was asked; `anyone` for whichever is there
    /// @param anyone the address that every station answers to
    /// @param count how many registers were asked for
    public static Optional<Answer> find(byte[] bytes, int station, int anyone, int count) {
        for (int at = 0; at + EXCEPTION_BYTES <= bytes.length; at++) {
            int from = bytes[at] & 0xff;
            if (station != anyone && from != station) {
                continue;
            }
            int function = bytes[at + 1] & 0xff;
            if (function == (READ_INPUT_REGISTERS | EXCEPTION)
                    && isSound(bytes, at, EXCEPTION_BYTES)) {
                return Optional.of(new Answer.Refused(from, bytes[at + 2] & 0xff));
            }
            int length = LEAD_BYTES + 2 * count + SUM_BYTES;
            if (function == READ_INPUT_REGISTERS
                    && (bytes[at + 2] & 0xff) == 2 * count
                    && isSound(bytes, at, length)) {
                return Optional.of(new Answer.Registers(from, registers(bytes, at, count)));
            }
        }
        return Optional.empty();
    }

    private static boolean isSound(byte[] bytes, int at, int length) {
        int sum = at + length - SUM_BYTES;
        return at + length <= bytes.length
                && Crc16.MODBUS.of(bytes, at, sum)
                        == (bytes[sum] & 0xff | (bytes[sum + 1] & 0xff) << 8);
    }

    private static int[] registers(byte[] bytes, int at, int count) {
        int[] values = new int[count];
        Arrays.setAll(
                values,
                k ->
                        (bytes[at + LEAD_BYTES + 2 * k] & 0xff) << 8
                                | bytes[at + LEAD_BYTES + 2 * k + 1] & 0xff);
        return values;
    }
}
