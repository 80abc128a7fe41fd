package org.smartmeter.drivers.adc;

/// A frame of the ADS131M04 (SBAS890, clauses 8.5.1.7 and 8.5.1.8): six words of 24 bits. Out go a
/// command and zeros. In come the response to the frame before, four samples of 24 bits in two's
/// complement, and a CRC-16/CCITT (polynomial 0x1021, begins with 0xFFFF) over the five words; what
/// has 16 bits stands in the upper ones of its word.
///
/// @param response to the command of the frame before; the status where that was none
/// @param samples counts of the four channels
public record AdcFrame(int response, int[] samples) {

    static final int CHANNELS = 4;
    static final int BYTES = (CHANNELS + 2) * 3;

    private static final int WORD_BYTES = 3;
    private static final int SUM_AT = BYTES - WORD_BYTES;

    /// A frame that sends a command and, behind a write, register contents.
    static byte[] sending(int command, int... contents) {
        byte[] frame = new byte[BYTES];
        put(frame, 0, command);
        for (int k = 0; k < contents.length; k++) {
            put(frame, k + 1, contents[k]);
        }
        return frame;
    }

    private static void put(byte[] frame, int word, int value) {
        frame[word * WORD_BYTES] = (byte) (value >> 8);
        frame[word * WORD_BYTES + 1] = (byte) value;
    }

    /// @throws DamagedFrameException if the checksum does not fit or bytes are missing
    public static AdcFrame decode(byte[] received) throws DamagedFrameException {
        if (received.length != BYTES) {
            throw new DamagedFrameException(
                    "a frame of " + received.length + " bytes; it has " + BYTES);
        }
        int crc = crc(received, SUM_AT);
        int said = high(received, SUM_AT);
        if (crc != said) {
            throw new DamagedFrameException(
                    String.format(
                            "the checksum does not fit; expected %04X, found %04X", crc, said));
        }
        int[] samples = new int[CHANNELS];
        for (int channel = 0; channel < CHANNELS; channel++) {
            int at = (channel + 1) * WORD_BYTES;
            samples[channel] = high(received, at) << 16 >> 8 | received[at + 2] & 0xff;
        }
        return new AdcFrame(high(received, 0), samples);
    }

    /// The upper 16 bits of a word.
    private static int high(byte[] bytes, int at) {
        return (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
    }

    /// CRC-16/CCITT-FALSE of the first bytes.
    static int crc(byte[] bytes, int count) {
        int crc = 0xffff;
        for (int k = 0; k < count; k++) {
            crc ^= (bytes[k] & 0xff) << 8;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 0x8000) == 0 ? crc << 1 : crc << 1 ^ 0x1021;
            }
        }
        return crc & 0xffff;
    }
}
