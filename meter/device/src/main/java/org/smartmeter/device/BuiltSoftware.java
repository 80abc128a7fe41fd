package org.smartmeter.device;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Properties;

/// This software, as its build says: the meter, its hello, its page and the command line all say
/// the same.
///
/// @param version like `0.1.0`
/// @param date before which no time can be
public record BuiltSoftware(String version, Instant date) {

    private static final String FILE = "built.properties";
    private static final String UNRELEASED = "-SNAPSHOT";
    private static final BuiltSoftware THIS = read();

    /// The one that runs.
    public static BuiltSoftware running() {
        return THIS;
    }

    /// As the meter calls itself, like `smart-meter 0.1.0`.
    public String meter() {
        return "smart-meter " + version;
    }

    private static BuiltSoftware read() {
        Properties built = new Properties();
        try (InputStream in = BuiltSoftware.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException(FILE + " is missing in the build");
            }
            built.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new BuiltSoftware(
                built.getProperty("version", "").replace(UNRELEASED, ""),
                Instant.parse(built.getProperty("date", "")));
    }
}
