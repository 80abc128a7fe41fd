package org.smartmeter.drivers.p1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.smartmeter.drivers.telegram.Crc16;

/// Telegrams of a made-up meter.
public final class P1Sample {

    static final String LINES =
            """
            1-3:0.2.8(50)
            0-0:1.0.0(261025023000S)
            0-0:96.1.1(534D5030303030303030373432)
            1-0:1.8.1(000711.204*kWh)
            1-0:1.8.2(000030.996*kWh)
            1-0:2.8.1(000000.010*kWh)
            1-0:2.8.2(000000.002*kWh)
            1-0:1.7.0(01.404*kW)
            1-0:32.7.0(231.4*V)
            0-1:24.2.1(261025020003S)(00417.118*m3)
            """;

    private P1Sample() {}

    /// `/` to `!`, lines ended by CR LF.
    static String body(String lines) {
        return ("/SMP5\\MADE-UP 1\n\n" + lines + "!").replace("\n", "\r\n");
    }

    static String summed(String lines) {
        String body = body(lines);
        return body + Crc16.hex(Crc16.ARC.of(body.getBytes(ISO_8859_1))) + "\r\n";
    }

    public static byte[] bytes() {
        return summed(LINES).getBytes(ISO_8859_1);
    }

    /// A telegram with these readings, kWh, of this meter and second.
    public static byte[] reading(String meter, int second, double importKwh, double exportKwh) {
        StringBuilder number = new StringBuilder();
        meter.chars().forEach(c -> number.append(String.format("%02X", c)));
        return summed(
                        String.format(
                                java.util.Locale.ROOT,
                                """
                                1-3:0.2.8(50)
                                0-0:1.0.0(2610251200%02dS)
                                0-0:96.1.1(%s)
                                1-0:1.8.1(%010.3f*kWh)
                                1-0:1.8.2(000000.000*kWh)
                                1-0:2.8.1(%010.3f*kWh)
                                1-0:2.8.2(000000.000*kWh)
                                """,
                                second,
                                number,
                                importKwh,
                                exportKwh))
                .getBytes(ISO_8859_1);
    }
}
