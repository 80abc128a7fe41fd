package org.smartmeter.simulator.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.smartmeter.metrology.Measurement;
import org.smartmeter.simulator.load.FastMeter;
import org.smartmeter.simulator.load.LiveMeter;

/// A month of minutes comes through metrology with its energy.
class ReplayedHomeTest {

    private static final Instant BEGIN = Instant.parse("2014-10-01T00:00:00Z");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @TempDir Path directory;

    @Test
    void everyMinuteOfAMonthIsMeteredWithinAHundredthOfAPercent() throws IOException {
        MinuteFile file = month(31 * 1_440);
        FastMeter meter = new FastMeter(new ReplayedHome(file), file.begin());
        double imported = 0;
        double exported = 0;
        int minute = 0;
        while (meter.hasNext()) {
            Measurement measurement = meter.next();
            assertThat(meter.end()).isEqualTo(file.start(minute).plusSeconds(60));
            assertThat(measurement.seconds()).isEqualTo(60);
            double watts = file.watts(minute);
            assertThat(measurement.p()).isCloseTo(watts, within(1e-6 + 1e-6 * Math.abs(watts)));
            imported += measurement.importWh();
            exported += measurement.exportWh();
            minute++;
        }
        ReplayEnergy energy = ReplayEnergy.of(file);
        assertThat(minute).isEqualTo(file.minutes());
        assertThat(imported).isCloseTo(energy.importWh(), within(1e-7 * energy.importWh()));
        assertThat(exported).isCloseTo(energy.exportWh(), within(1e-7 * energy.exportWh()));
        assertThat(energy.exportWh()).isPositive();
    }

    @Test
    void daysAreLocalAndAddUpToTheWhole() throws IOException {
        MinuteFile file = month(31 * 1_440);
        var days = ReplayEnergy.days(file, BERLIN);
        assertThat(days).hasSize(32);
        assertThat(days.values().stream().mapToDouble(ReplayEnergy::importWh).sum())
                .isCloseTo(ReplayEnergy.of(file).importWh(), within(1e-6));
        days.forEach(
                (day, energy) ->
                        assertThat(energy.importWh())
                                .isCloseTo(
                                        ReplayEnergy.of(file, day.start(), day.end()).importWh(),
                                        within(1e-9)));
    }

    @Test
    void missingMinutesAreGapsWithoutMeasurement() throws IOException {
        Path path =
                Files.writeString(
                        directory.resolve("gap.csv"),
                        "Time,Aggregate\n2014-10-01 00:00:00,600\n2014-10-01 00:10:00,1200\n");
        MinuteFile file = MinuteFile.read(path, ZoneOffset.UTC);
        FastMeter meter = new FastMeter(new ReplayedHome(file), file.begin());
        assertThat(meter.next().importWh()).isCloseTo(10, within(1e-6));
        assertThat(meter.end()).isEqualTo("2014-10-01T00:01:00Z");
        Measurement second = meter.next();
        assertThat(second.importWh()).isCloseTo(20, within(1e-6));
        assertThat(second.seconds()).isEqualTo(60);
        assertThat(meter.end()).isEqualTo("2014-10-01T00:11:00Z");
        assertThat(meter.hasNext()).isFalse();
    }

    @Test
    void everySampleLiveGivesTheSameEnergy() throws IOException {
        MinuteFile file = month(5);
        LiveMeter meter = new LiveMeter(new ReplayedHome(file), file.begin());
        double energy = 0;
        while (meter.hasNext()) {
            energy += meter.next().energyWh();
        }
        ReplayEnergy expected = ReplayEnergy.of(file);
        double net = expected.importWh() - expected.exportWh();
        assertThat(energy).isCloseTo(net, within(1e-4 * Math.abs(net)));
        assertThat(meter.end())
                .isCloseTo(file.end(), within(10, java.time.temporal.ChronoUnit.MILLIS));
    }

    /// Base load, bursts of heaters, an hour of export now and then.
    private MinuteFile month(int minutes) throws IOException {
        Random random = new Random(4);
        DateTimeFormatter format =
                DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);
        StringBuilder text = new StringBuilder("Time,Aggregate,Kettle\n");
        for (int minute = 0; minute < minutes; minute++) {
            double watts = 80 + 100 * random.nextDouble();
            watts += random.nextInt(30) == 0 ? 2_000 + 800 * random.nextDouble() : 0;
            watts -= minute / 60 % 24 == 12 ? 900 : 0;
            text.append(format.format(BEGIN.plusSeconds(60L * minute)))
                    .append(',')
                    .append(watts)
                    .append(",0\n");
        }
        Path path = Files.writeString(directory.resolve("month.csv"), text);
        return MinuteFile.read(path, ZoneOffset.UTC);
    }
}
