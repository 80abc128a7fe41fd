package org.smartmeter.board;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.smartmeter.device.CalibrationFile;
import org.smartmeter.device.Configuration;
import org.smartmeter.device.FrontEndKind;
import org.smartmeter.device.Setting;
import org.smartmeter.device.quality.QualityLimits;
import org.smartmeter.metrology.Calibration;

/// A front end that plays a recording again and again in step with time: for a board on the desk.
/// `source = wave FILE RATE`; the file is CSV with the columns `v,i` or `v,i,n` (the current of the
/// neutral), best of whole cycles, since its end is followed by its beginning. They are V and A, or
/// with a `calibration` what its gains make that of, such as a converter's counts. The neutral is
/// measured if the recording has it and a calibration, where there is one, has its gain. Everything
/// behind the samples is as in earnest.
final class RecordedWave implements FrontEndKind {

    private static final String HEADER = "v,i";
    private static final String WITH_NEUTRAL = "v,i,n";
    private static final int MOST_COLUMNS = 3;
    private static final int LEAST_RATE = 4_000;
    private static final int MOST_RATE = 32_000;
    private static final int MOST_FRAMES = 1 << 20;

    @Override
    public String word() {
        return "wave";
    }

    @Override
    public String usage() {
        return "wave FILE RATE";
    }

    @Override
    public boolean isSimulated() {
        return true;
    }

    @Override
    public boolean takesSamples() {
        return true;
    }

    @Override
    public Chosen read(Setting source, Configuration more) {
        List<String> words = source.words();
        if (words.size() != 3) {
            throw source.refused("source is '" + usage() + "'");
        }
        Path file = new Setting(source.file(), source.line(), source.key(), words.get(1)).path();
        int rate =
                new Setting(source.file(), source.line(), "the rate of a wave", words.get(2))
                        .integer(LEAST_RATE, MOST_RATE);
        Optional<Calibration> calibration = CalibrationFile.chosen(more, 1, true);
        QualityLimits supply = QualityLimits.read(more);
        return from -> {
            Recording recording = recording(file);
            Calibration used = calibration.orElseGet(() -> Calibration.none(recording.columns()));
            int channels = used.channels().size();
            if (channels > recording.columns()) {
                throw source.refused(
                        "the calibration has the neutral's current; " + file + " has no column n");
            }
            return new RecordedWaveFrontEnd(recording.channels(channels), rate, used, supply, from);
        };
    }

    /// What stands in a file.
    ///
    /// @param frames each with a number of every column
    private record Recording(int columns, List<double[]> frames) {

        /// Of each frame the first channels, one frame after another.
        double[] channels(int count) {
            return frames.stream()
                    .flatMapToDouble(frame -> Arrays.stream(frame, 0, count))
                    .toArray();
        }
    }

    private static Recording recording(Path file) throws IOException {
        List<double[]> frames = new ArrayList<>();
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            String header = lines.readLine();
            if (!HEADER.equals(header) && !WITH_NEUTRAL.equals(header)) {
                throw new IOException(
                        file + ":1: the columns are not " + HEADER + " or " + WITH_NEUTRAL);
            }
            int columns = WITH_NEUTRAL.equals(header) ? MOST_COLUMNS : MOST_COLUMNS - 1;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (frames.size() == MOST_FRAMES) {
                    throw new IOException(file + ": longer than " + MOST_FRAMES + " samples");
                }
                frames.add(frame(file, frames.size() + 2, line, columns));
            }
            if (frames.isEmpty()) {
                throw new IOException(file + ": has no samples");
            }
            return new Recording(columns, frames);
        }
    }

    private static double[] frame(Path file, int number, String line, int columns)
            throws IOException {
        String[] cells = line.split(",", MOST_COLUMNS + 1);
        double[] frame = new double[columns];
        try {
            for (int i = 0; i < columns && cells.length == columns; i++) {
                frame[i] = Double.parseDouble(cells[i]);
            }
            if (cells.length == columns && Arrays.stream(frame).allMatch(Double::isFinite)) {
                return frame;
            }
        } catch (NumberFormatException _) {
            // refused below
        }
        throw new IOException(
                "%s:%d: '%s' is not %d numbers, voltage and current%s"
                        .formatted(
                                file, number, line, columns, columns == MOST_COLUMNS ? "s" : ""));
    }
}
