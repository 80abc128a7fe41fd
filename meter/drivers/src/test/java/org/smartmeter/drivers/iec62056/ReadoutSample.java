package org.smartmeter.drivers.iec62056;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/// Readouts of a made-up meter.
public final class ReadoutSample {

    static final String IDENTIFICATION = "/SMP5MADE-UP 2\r\n";

    static final String LINES =
            """
            F.F(00000000)
            0.0.0(40231199)
            0.9.1(141502)
            0.9.2(260309)
            1.8.0(0012345.678*kWh)
            2.8.0(0000021.004*kWh)
            1.6.1(04.118*kW)(2603071745)
            1.8.1*02(0011902.551*kWh)
            32.7(230.8*V)31.7(1.204*A)
            """;

    private ReadoutSample() {}

    /// STX to block check character.
    static String block(String lines) {
        String text = (lines + "!\n").replace("\n", "\r\n") + "\u0003";
        int sum = 0;
        for (byte it : text.getBytes(ISO_8859_1)) {
            sum ^= it;
        }
        return "\u0002" + text + (char) (sum & 0xff);
    }

    static String checked() {
        return IDENTIFICATION + block(LINES);
    }

    static String pushed() {
        return IDENTIFICATION + "\r\n" + LINES.replace("\n", "\r\n") + "!\r\n";
    }

    public static byte[] bytes() {
        return checked().getBytes(ISO_8859_1);
    }
}
