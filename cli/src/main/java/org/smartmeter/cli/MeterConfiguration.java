package org.smartmeter.cli;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.ZipException;

/// A meter's configuration file: lines of `key = value`, `#` begins a comment.
///
/// @param state directory of the meter: keys, journal, registers
/// @param source where its measurements come from
/// @param zone of the home, for its daily habits
record MeterConfiguration(Path state, Source source, ZoneId zone) {

    /// Where measurements come from. Front ends of real boards join here.
    sealed interface Source {

        /// A simulated home, every sample computed; its number decides who lives there.
        record SimulatedHome(int number) implements Source {}

        /// The same power for ever.
        record Steady(double watts) implements Source {}
    }

    /// @throws BadInput naming file, line and reason
    static MeterConfiguration read(Path file) throws IOException {
        Optional<Path> state = Optional.empty();
        Source source = new Source.SimulatedHome(1);
        ZoneId zone = ZoneOffset.UTC;
        try (BufferedReader lines = TextFile.open(file)) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                String text = line.strip();
                if (text.isEmpty() || text.startsWith("#")) {
                    continue;
                }
                int equals = text.indexOf('=');
                if (equals < 1) {
                    throw new BadInput(file, number, "'" + text + "' is not key = value");
                }
                String value = text.substring(equals + 1).strip();
                switch (text.substring(0, equals).strip()) {
                    case "state.directory" -> state = Optional.of(beside(file, value));
                    case "source" -> source = source(file, number, value);
                    case "zone" -> zone = zone(file, number, value);
                    default ->
                            throw new BadInput(
                                    file,
                                    number,
                                    "unknown key; there are state.directory, source and zone");
                }
            }
        } catch (CharacterCodingException | ZipException | EOFException e) {
            throw new BadInput(file + ": " + FileTrouble.of(e));
        }
        Path directory =
                state.orElseThrow(
                        () ->
                                new BadInput(
                                        file
                                                + ": state.directory is missing: the directory given to meter enrol"));
        return new MeterConfiguration(directory, source, zone);
    }

    private static Path beside(Path file, String value) {
        return file.toAbsolutePath().resolveSibling(value).normalize();
    }

    private static Source source(Path file, int line, String value) {
        String[] words = value.toLowerCase(Locale.ROOT).split("\\s+");
        try {
            if (words.length == 2 && words[0].equals("home")) {
                return new Source.SimulatedHome(Integer.parseUnsignedInt(words[1]));
            }
            if (words.length == 2 && words[0].equals("steady")) {
                double watts = Double.parseDouble(words[1]);
                if (Math.abs(watts) <= 100_000) {
                    return new Source.Steady(watts);
                }
            }
        } catch (NumberFormatException e) {
            throw new BadInput(
                    file,
                    line,
                    "'" + words[1] + "' is not a number that fits source = " + words[0]);
        }
        throw new BadInput(
                file,
                line,
                "source is 'home NUMBER' or 'steady WATTS' (at most 100 kW), not '" + value + "'");
    }

    private static ZoneId zone(Path file, int line, String value) {
        try {
            return ZoneId.of(value);
        } catch (DateTimeException e) {
            throw new BadInput(
                    file, line, "'" + value + "' is no time zone; write one like Asia/Karachi");
        }
    }
}
