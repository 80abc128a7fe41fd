package org.smartmeter.cli.system.screens;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Random;
import org.smartmeter.terms.LocalDay;

/// A month of minutes of a home that never was, with gaps as real files have them: single minutes
/// lost now and then, an hour, and most of a day. The month has a day of 25 hours.
final class MonthFile {

    static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    static final YearMonth MONTH = YearMonth.of(2024, 10);

    /// A day without a gap, on which the page's curve is compared with the file.
    static final LocalDate WHOLE_DAY = LocalDate.of(2024, 10, 9);

    /// Most of this day is missing.
    static final LocalDate DAY_WITH_HOLE = LocalDate.of(2024, 10, 17);
    private static final long SEED = 20_241_001;
    private static final int SECONDS_A_DAY = 86_400;

    private MonthFile() {}

    /// Writes the month.
    static void write(Path file) throws IOException {
        Random random = new Random(SEED);
        StringBuilder rows = new StringBuilder("Time,Aggregate\n");
        Instant end = new LocalDay(MONTH.plusMonths(1).atDay(1), ZONE).start();
        Instant minute = new LocalDay(MONTH.atDay(1), ZONE).start();
        double cooking = 0;
        for (; minute.isBefore(end); minute = minute.plusSeconds(60)) {
            cooking = random.nextInt(400) == 0 ? 600 + random.nextInt(2_400) : cooking * 0.93;
            double watts = 90 + 60 * Math.sin(minute.getEpochSecond() / 1_900.0) + cooking;
            if (isKnown(minute, random)) {
                rows.append(String.format(Locale.ROOT, "%s,%.1f%n", minute, watts));
            }
        }
        Files.writeString(file, rows);
    }

    private static boolean isKnown(Instant minute, Random random) {
        LocalDate day = LocalDate.ofInstant(minute, ZONE);
        int second = Math.floorMod(minute.getEpochSecond(), SECONDS_A_DAY);
        boolean hole = day.equals(DAY_WITH_HOLE) && second > 20_000 && second < 70_000;
        boolean hour = day.getDayOfMonth() == 22 && second >= 36_000 && second < 39_600;
        boolean lost = random.nextInt(500) == 0 && !day.equals(WHOLE_DAY);
        return !hole && !hour && !lost;
    }
}
