package org.smartmeter.board;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.smartmeter.device.CalibrationFile;
import org.smartmeter.device.Configuration;
import org.smartmeter.device.FrontEndKind;
import org.smartmeter.device.Setting;
import org.smartmeter.device.quality.QualityLimits;
import org.smartmeter.metrology.Calibration;

/// A front end that plays a recording again and again in step with time: for a board on the desk.
/// `source = wave FILE RATE`; the file is CSV with the columns `v,i`, best of whole cycles, since
// its
/// end is followed by its beginning. They are V and A, or with a `calibration` what its gains make
/// that of, such as a converter's counts. Everything behind the samples is as in earnest.
final class RecordedWave implements FrontEndKind {

    private static final String HEADER = "v,i";
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
        Calibration calibration =
                CalibrationFile.chosen(more, 1, false).orElseGet(() -> Calibration.none(2));
        QualityLimits supply = QualityLimits.read(more);
        return from -> new RecordedWaveFrontEnd(frames(file), rate, calibration, supply, from);
    }

    /// @return v and i in turn
    private static double[] frames(Path file) throws IOException {
        List<double[]> frames = new ArrayList<>();
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            if (!HEADER.equals(lines.readLine())) {
                throw new IOException(file + ":1: the columns are not " + HEADER);
            }
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (frames.size() == MOST_FRAMES) {
                    throw new IOException(file + ": longer than " + MOST_FRAMES + " samples");
                }
                frames.add(frame(file, frames.size() + 2, line));
            }
        }
        if (frames.isEmpty()) {
            throw new IOException(file + ": has no samples");
        }
        return frames.stream().flatMapToDouble(java.util.Arrays::stream).toArray();
    }

    private static double[] frame(Path file, int number, String line) throws IOException {
        int comma = line.indexOf(',');
        try {
            double volts = Double.parseDouble(line.substring(0, Math.max(comma, 0)));
            double amperes = Double.parseDouble(line.substring(comma + 1));
            if (Double.isFinite(volts) && Double.isFinite(amperes)) {
                return new double[] {volts, amperes};
            }
        } catch (NumberFormatException _) {
            // refused below
        }
        throw new IOException(
                file + ":" + number + ": '" + line + "' is not two numbers, voltage and current");
    }
}
