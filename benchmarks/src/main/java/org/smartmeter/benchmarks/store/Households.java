package org.smartmeter.benchmarks.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.zip.GZIPInputStream;

/// Half-hourly energies of homes, Wh.
///
/// @param name where they come from
/// @param homes `homes[home][half hour]`
record Households(String name, int[][] homes) {

    private static final String FILE = "households/households-halfhourly-kwh.csv.gz";
    private static final int WATT_HOURS_PER_KILOWATT_HOUR = 1_000;
    private static final int MADE_HOMES = 300;
    private static final int MADE_DAYS = 92;
    private static final int DAY = 48;

    /// @param data a folder with real households; without one they are made
    static Households of(Optional<Path> data) throws IOException {
        return data.isPresent() ? read(data.get().resolve(FILE)) : made();
    }

    private static Households read(Path file) throws IOException {
        List<int[]> rows = new ArrayList<>();
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(
                                new GZIPInputStream(Files.newInputStream(file)),
                                StandardCharsets.UTF_8))) {
            lines.readLine();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] cells = line.split(",", -1);
                int[] row = new int[cells.length - 1];
                for (int home = 0; home < row.length; home++) {
                    String cell = cells[home + 1];
                    row[home] =
                            cell.isEmpty()
                                    ? 0
                                    : (int)
                                            Math.round(
                                                    Double.parseDouble(cell)
                                                            * WATT_HOURS_PER_KILOWATT_HOUR);
                }
                rows.add(row);
            }
        }
        int[][] homes = new int[rows.getFirst().length][rows.size()];
        for (int time = 0; time < rows.size(); time++) {
            for (int home = 0; home < homes.length; home++) {
                homes[home][time] = rows.get(time)[home];
            }
        }
        return new Households("real homes", homes);
    }

    /// Use falls off geometrically around a course of the day.
    private static Households made() {
        int[][] homes = new int[MADE_HOMES][MADE_DAYS * DAY];
        SplittableRandom random = new SplittableRandom(1);
        for (int[] home : homes) {
            double size = 60 + 200 * random.nextDouble();
            for (int time = 0; time < home.length; time++) {
                double course = 1 + 0.8 * Math.sin((time % DAY - 24) * Math.PI / 24);
                home[time] = (int) (size * course * random.nextExponential());
            }
        }
        return new Households("made homes", homes);
    }

    /// Mean entropy of a value in bits, each run of so many values of a home by itself.
    double entropy(int run) {
        double bits = 0;
        long values = 0;
        for (int[] home : homes) {
            for (int start = 0; start + run <= home.length; start += run) {
                Map<Integer, Integer> counts = new HashMap<>();
                for (int i = start; i < start + run; i++) {
                    counts.merge(home[i], 1, Integer::sum);
                }
                for (int count : counts.values()) {
                    bits -= count * Math.log((double) count / run) / Math.log(2);
                }
                values += run;
            }
        }
        return bits / values;
    }
}
