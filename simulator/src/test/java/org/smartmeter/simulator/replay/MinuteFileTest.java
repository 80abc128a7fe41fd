package org.smartmeter.simulator.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which minute files are read, how, and which are refused with their reason.
class MinuteFileTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @TempDir Path directory;

    @Test
    void readsHeadersInAnyCaseAndASpaceForTheT() throws IOException {
        MinuteFile file =
                read(
                        "\ufeffKettle,TIME,aggregate\n"
                                + "1,2014-07-01 00:00:00,224.75\n"
                                + "0,2014-07-01T00:01:00,-3\n"
                                + "0,2014-07-01T00:02,0\n",
                        ZoneOffset.UTC);
        assertThat(file.minutes()).isEqualTo(3);
        assertThat(file.begin()).isEqualTo("2014-07-01T00:00:00Z");
        assertThat(file.end()).isEqualTo("2014-07-01T00:03:00Z");
        assertThat(file.watts(0)).isEqualTo(224.75);
        assertThat(file.watts(1)).isEqualTo(-3);
    }

    @Test
    void readsGzipByItsFirstBytesWhateverTheName() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write("Time,Aggregate\n2014-07-01 00:00:00,7\n".getBytes(StandardCharsets.UTF_8));
        }
        Path file = Files.write(directory.resolve("packed.csv"), packed.toByteArray());
        assertThat(MinuteFile.read(file, ZoneOffset.UTC).watts(0)).isEqualTo(7);
    }

    @Test
    void aTimeWithoutOffsetIsInTheZoneAndOneWithOffsetIsNot() throws IOException {
        MinuteFile file =
                read(
                        "Time,Aggregate\n2014-07-01 02:00:00,1\n2014-07-01T00:01:00Z,2\n"
                                + "2014-07-01T02:02:00+02:00,3\n",
                        BERLIN);
        assertThat(file.start(0)).isEqualTo("2014-07-01T00:00:00Z");
        assertThat(file.start(1)).isEqualTo("2014-07-01T00:01:00Z");
        assertThat(file.start(2)).isEqualTo("2014-07-01T00:02:00Z");
    }

    @Test
    void theRepeatedAutumnHourIsFirstThenSecondInFileOrder() throws IOException {
        StringBuilder text = new StringBuilder("Time,Aggregate\n");
        for (int pass = 0; pass < 2; pass++) {
            for (int minute = 0; minute < 60; minute++) {
                text.append("2014-10-26 02:%02d:00,%d%n".formatted(minute, pass));
            }
        }
        MinuteFile file = read(text.append("2014-10-26 03:00:00,9\n").toString(), BERLIN);
        assertThat(file.start(0)).isEqualTo("2014-10-26T00:00:00Z");
        for (int minute = 1; minute < file.minutes(); minute++) {
            assertThat(file.start(minute)).isEqualTo(file.start(minute - 1).plusSeconds(60));
        }
        assertThat(file.end()).isEqualTo("2014-10-26T02:01:00Z");
    }

    @Test
    void findsTheMinuteOfAnInstantOrTheNextAfterAGap() throws IOException {
        MinuteFile file =
                read(
                        "Time,Aggregate\n2014-07-01 00:00:00,1\n2014-07-01 00:05:00,2\n",
                        ZoneOffset.UTC);
        assertThat(file.indexAt(Instant.parse("2014-07-01T00:00:59.9Z"))).isZero();
        assertThat(file.indexAt(Instant.parse("2014-07-01T00:01:00Z"))).isEqualTo(1);
        assertThat(file.indexAt(Instant.parse("2014-07-01T00:06:00Z"))).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2014-07-01 00:01:00,7 | there twice",
                "2014-07-01 00:00:00,7 | goes back in time",
                "2014-07-01 00:01:30,7 | less than a minute",
                "2014-07-01 00:02:00,much | 'much' is not a number",
                "2014-07-01 00:02:00,NaN | not a finite number",
                "2014-07-01 00:02:00, | '' is not a number",
                "2014-07-01 00:02:00 | the row ends before",
                "yesterday,7 | 'yesterday' is not a time",
                "2015-03-29 02:30:00,7 | does not exist in Europe/Berlin",
            })
    void refusesABrokenRowWithFileLineAndReason(String row, String reason) {
        String text = "Time,Aggregate\n2014-07-01 00:00:00,5\n2014-07-01 00:01:00,6\n" + row + "\n";
        assertThatThrownBy(() -> read(text, BERLIN))
                .isInstanceOf(MalformedMinuteFileException.class)
                .hasMessageContaining("minutes.csv:4: ")
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"Time,Power | no column 'aggregate'", "Time,Aggregate | no minute"})
    void refusesAFileWithoutWhatItNeeds(String header, String reason) {
        assertThatThrownBy(() -> read(header + "\n", BERLIN))
                .isInstanceOf(MalformedMinuteFileException.class)
                .hasMessageContaining("minutes.csv:1: ")
                .hasMessageContaining(reason);
    }

    private MinuteFile read(String text, ZoneId zone) throws IOException {
        return MinuteFile.read(Files.writeString(directory.resolve("minutes.csv"), text), zone);
    }
}
