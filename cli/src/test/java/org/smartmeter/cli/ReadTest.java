package org.smartmeter.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.smartmeter.drivers.telegram.Crc16;
import tools.jackson.databind.JsonNode;

/// `smartmeter read`: shapes, messages and exit codes.
class ReadTest {

    private static final String TELEGRAM =
            summed(
                    """
                    /SMP5MADE-UP

                    1-3:0.2.8(50)
                    0-0:1.0.0(260115101500W)
                    0-0:96.1.1(534D5030303030303030373432)
                    1-0:1.8.1(000711.204*kWh)
                    0-0:96.14.0(0002)
                    !""");

    @TempDir private Path directory;

    private static String summed(String body) {
        String sent = body.replace("\n", "\r\n");
        return sent + Crc16.hex(Crc16.ARC.of(sent.getBytes(ISO_8859_1))) + "\r\n";
    }

    private Path capture(String text) throws IOException {
        return Files.write(directory.resolve("capture.txt"), text.getBytes(ISO_8859_1));
    }

    @Test
    void printsEveryRegisterOfEveryTelegram() throws IOException {
        CommandRun run =
                CommandRun.of(
                        "read",
                        capture(TELEGRAM.substring(40) + TELEGRAM + TELEGRAM.substring(0, 30)),
                        "--format",
                        "p1",
                        "--json");
        assertThat(run.exit()).isZero();
        assertThat(run.err()).isEmpty();
        JsonNode json = run.json();
        assertThat(json.get("format").asString()).isEqualTo("p1");
        assertThat(json.get("cut").get("headBytes").asInt()).isEqualTo(TELEGRAM.length() - 40);
        assertThat(json.get("cut").get("tailBytes").asInt()).isEqualTo(30);
        JsonNode telegram = json.get("telegrams").get(0);
        assertThat(json.get("telegrams").size()).isEqualTo(1);
        assertThat(telegram.get("meter").asString()).isEqualTo("SMP0000000742");
        assertThat(telegram.get("time").asString()).isEqualTo("2026-01-15T10:15:00+01:00");
        assertThat(telegram.get("valid").asBoolean()).isTrue();
        assertThat(telegram.has("why")).isFalse();
        JsonNode register = telegram.get("registers").get(3);
        assertThat(register.get("obis").asString()).isEqualTo("1-0:1.8.1.255");
        assertThat(register.get("value").asString()).isEqualTo("711.204");
        assertThat(register.get("unit").asString()).isEqualTo("kWh");
        assertThat(register.get("time").asString()).isEqualTo("2026-01-15T10:15:00+01:00");
        assertThat(telegram.get("registers").get(4).get("unit").isNull()).isTrue();
    }

    @Test
    void refusesADamagedTelegramAndReadsTheOthers() throws IOException {
        Path file = capture(TELEGRAM + TELEGRAM.replace("711", "712") + TELEGRAM);
        CommandRun run = CommandRun.of("read", file, "--format", "p1", "--json");
        assertThat(run.exit()).isEqualTo(Smartmeter.BAD_INPUT);
        JsonNode telegrams = run.json().get("telegrams");
        assertThat(telegrams.size()).isEqualTo(3);
        assertThat(telegrams.get(2).get("valid").asBoolean()).isTrue();
        JsonNode damaged = telegrams.get(1);
        assertThat(damaged.get("valid").asBoolean()).isFalse();
        assertThat(damaged.get("registers").size()).isZero();
        JsonNode why = damaged.get("why");
        String sum = TELEGRAM.substring(TELEGRAM.length() - 6, TELEGRAM.length() - 2);
        assertThat(why.get("found").asString()).isEqualTo(sum);
        assertThat(why.get("expected").asString()).isNotEqualTo(sum);
        assertThat(why.get("line").asInt()).isEqualTo(16);
        assertThat(why.get("byte").asInt()).isEqualTo(2 * TELEGRAM.length() - 6);
        assertThat(run.err()).contains(file.toString(), "line 16", sum);
    }

    @Test
    void printsNothingWhereThereIsNoWholeTelegram() throws IOException {
        CommandRun run =
                CommandRun.of(
                        "read", capture(TELEGRAM.substring(0, 50)), "--format", "p1", "--json");
        assertThat(run.exit()).isEqualTo(Smartmeter.BAD_INPUT);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("no whole telegram", "50 bytes before its end");
    }

    @Test
    void namesWrongUse() throws IOException {
        Path file = capture(TELEGRAM);
        assertThat(CommandRun.of("read", file, "--format", "dlms").err()).contains("p1, sml and");
        assertThat(CommandRun.of("read", file, "--format", "p1", "--zone", "Mars").err())
                .contains("no time zone");
        assertThat(CommandRun.of("read", directory, "--format", "p1").err()).contains("directory");
        CommandRun missing = CommandRun.of("read", directory.resolve("none"), "--format", "sml");
        assertThat(missing.exit()).isEqualTo(Smartmeter.BAD_INPUT);
        assertThat(missing.err()).contains("no such file");
    }

    @Test
    void printsForPeopleAndReadsPackedFiles() throws IOException {
        Path packed = directory.resolve("capture.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            out.write(TELEGRAM.getBytes(ISO_8859_1));
        }
        CommandRun run = CommandRun.of("read", packed, "--format", "p1");
        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("SMP0000000742, 2026-01-15T10:15:00+01:00", "711.204 kWh");
    }
}
