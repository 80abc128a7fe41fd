package org.smartmeter.cli;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.ZipException;

/// Sampled voltages and currents of one or three phases, as read from a CSV file with the columns
/// `v,i` or `v1,i1,v2,i2,v3,i3` in any order, and perhaps `n`, the current of the neutral:
/// `voltages[phase][n]` in V, `currents[phase][n]` in A.
record Waveform(double[][] voltages, double[][] currents, Optional<double[]> neutral) {

    private static final String NEUTRAL = "n";
    private static final List<String> ONE_PHASE = List.of("v", "i");
    private static final List<String> THREE_PHASES = List.of("v1", "i1", "v2", "i2", "v3", "i3");

    int sampleCount() {
        return voltages[0].length;
    }

    /// @throws BadInput with file, line and reason if the file is not such a table of numbers
    static Waveform read(Path file) throws IOException {
        try (BufferedReader lines = TextFile.open(file)) {
            String header = lines.readLine();
            if (header == null) {
                throw new BadInput(file, 1, "the file is empty; a header v,i is wanted");
            }
            int[] channelOfColumn = channels(file, header);
            return split(readNumbers(file, lines, channelOfColumn));
        } catch (CharacterCodingException | ZipException | EOFException e) {
            throw new BadInput(file + ": " + FileTrouble.of(e));
        }
    }

    private static int[] channels(Path file, String header) {
        List<String> names =
                Arrays.stream(header.replace("\uFEFF", "").split(",", -1))
                        .map(name -> name.strip().toLowerCase(Locale.ROOT))
                        .toList();
        List<String> phases = names.size() > ONE_PHASE.size() + 1 ? THREE_PHASES : ONE_PHASE;
        List<String> wanted = new ArrayList<>(phases);
        if (names.contains(NEUTRAL)) {
            wanted.add(NEUTRAL);
        }
        if (names.size() != wanted.size() || !names.containsAll(wanted)) {
            throw new BadInput(
                    file,
                    1,
                    "the columns are '"
                            + header
                            + "'; they must be v,i or v1,i1,v2,i2,v3,i3, and n for the neutral's"
                            + " current if it is there");
        }
        return names.stream().mapToInt(wanted::indexOf).toArray();
    }

    private static double[][] readNumbers(Path file, BufferedReader lines, int[] channelOfColumn)
            throws IOException {
        int columns = channelOfColumn.length;
        double[][] channels = new double[columns][1 << 16];
        int count = 0;
        long lineNumber = 1;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            lineNumber++;
            if (line.isBlank()) {
                continue;
            }
            if (count == channels[0].length) {
                for (int c = 0; c < columns; c++) {
                    channels[c] = Arrays.copyOf(channels[c], count * 2);
                }
            }
            String[] cells = line.split(",", -1);
            if (cells.length != columns) {
                throw new BadInput(
                        file,
                        lineNumber,
                        "has " + cells.length + " columns, the header has " + columns);
            }
            for (int c = 0; c < columns; c++) {
                channels[channelOfColumn[c]][count] = number(file, lineNumber, cells[c]);
            }
            count++;
        }
        for (int c = 0; c < columns; c++) {
            channels[c] = Arrays.copyOf(channels[c], count);
        }
        return channels;
    }

    private static double number(Path file, long line, String cell) {
        double value;
        try {
            value = Double.parseDouble(cell.strip());
        } catch (NumberFormatException e) {
            throw new BadInput(file, line, "'" + cell.strip() + "' is not a number");
        }
        if (!Double.isFinite(value)) {
            throw new BadInput(file, line, "'" + cell.strip() + "' is not a finite number");
        }
        return value;
    }

    private static Waveform split(double[][] channels) {
        int phases = channels.length / 2;
        double[][] voltages = new double[phases][];
        double[][] currents = new double[phases][];
        for (int phase = 0; phase < phases; phase++) {
            voltages[phase] = channels[2 * phase];
            currents[phase] = channels[2 * phase + 1];
        }
        Optional<double[]> neutral =
                channels.length > 2 * phases ? Optional.of(channels[2 * phases]) : Optional.empty();
        return new Waveform(voltages, currents, neutral);
    }
}
