package org.smartmeter.terms;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The name of a measured quantity, `A-B:C.D.E.F` (IEC 62056-6-1), each group 0…255.
public record ObisCode(int a, int b, int c, int d, int e, int f) {

    // Before the codes below, which are read with it.
    private static final Pattern FORM =
            Pattern.compile(
                    "(\\d{1,3})-(\\d{1,3}):(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})(?:\\.(\\d{1,3}))?");

    public static final ObisCode ACTIVE_ENERGY_IMPORT = parse("1-0:1.8.0.255");
    public static final ObisCode ACTIVE_ENERGY_EXPORT = parse("1-0:2.8.0.255");
    public static final ObisCode REACTIVE_ENERGY_QI = parse("1-0:5.8.0.255");
    public static final ObisCode REACTIVE_ENERGY_QII = parse("1-0:6.8.0.255");
    public static final ObisCode REACTIVE_ENERGY_QIII = parse("1-0:7.8.0.255");
    public static final ObisCode REACTIVE_ENERGY_QIV = parse("1-0:8.8.0.255");
    public static final ObisCode APPARENT_ENERGY_IMPORT = parse("1-0:9.8.0.255");
    public static final ObisCode ACTIVE_POWER_IMPORT = parse("1-0:1.7.0.255");
    public static final ObisCode VOLTAGE_L1 = parse("1-0:32.7.0.255");
    public static final ObisCode CURRENT_L1 = parse("1-0:31.7.0.255");
    public static final ObisCode POWER_FACTOR = parse("1-0:13.7.0.255");
    public static final ObisCode FREQUENCY = parse("1-0:14.7.0.255");

    /// @throws IllegalArgumentException if a group is outside 0…255
    public ObisCode {
        for (int group : new int[] {a, b, c, d, e, f}) {
            if (group < 0 || group > 255) {
                throw new IllegalArgumentException("OBIS group " + group + " is outside 0…255");
            }
        }
    }

    /// Reads `A-B:C.D.E.F`; a missing F means 255 (the current value).
    ///
    /// @throws IllegalArgumentException if the text has another form
    public static ObisCode parse(String text) {
        Matcher m = FORM.matcher(text);
        if (!m.matches()) {
            throw new IllegalArgumentException(
                    "not an OBIS code: '" + text + "'; it looks like 1-0:1.8.0.255");
        }
        int f = m.group(6) == null ? 255 : Integer.parseInt(m.group(6));
        return new ObisCode(
                Integer.parseInt(m.group(1)),
                Integer.parseInt(m.group(2)),
                Integer.parseInt(m.group(3)),
                Integer.parseInt(m.group(4)),
                Integer.parseInt(m.group(5)),
                f);
    }

    /// The six groups as six bytes, A first, as COSEM sends a logical name.
    public byte[] toBytes() {
        return new byte[] {(byte) a, (byte) b, (byte) c, (byte) d, (byte) e, (byte) f};
    }

    /// @throws IllegalArgumentException if there are not exactly six bytes
    public static ObisCode fromBytes(byte[] name) {
        if (name.length != 6) {
            throw new IllegalArgumentException("an OBIS code has six bytes, not " + name.length);
        }
        return new ObisCode(
                name[0] & 0xff,
                name[1] & 0xff,
                name[2] & 0xff,
                name[3] & 0xff,
                name[4] & 0xff,
                name[5] & 0xff);
    }

    @Override
    public String toString() {
        return a + "-" + b + ":" + c + "." + d + "." + e + "." + f;
    }
}
