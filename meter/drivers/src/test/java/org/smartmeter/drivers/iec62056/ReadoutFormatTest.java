package org.smartmeter.drivers.iec62056;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.smartmeter.drivers.telegram.Capture;
import org.smartmeter.drivers.telegram.Telegram;

class ReadoutFormatTest {

    private static final List<String> REGISTERS =
            List.of(
                    "1-0:97.97.0.255 00000000",
                    "1-0:0.0.0.255 40231199",
                    "1-0:0.9.1.255 141502",
                    "1-0:0.9.2.255 260309",
                    "1-0:1.8.0.255 12345.678 kWh",
                    "1-0:2.8.0.255 21.004 kWh",
                    "1-0:1.6.1.255 4.118 kW at 2026-03-07T17:45:00",
                    "1-0:1.8.1.2 11902.551 kWh",
                    "1-0:32.7.0.255 230.8 V",
                    "1-0:31.7.0.255 1.204 A");

    @Test
    void readsAReadoutOfModeC() {
        Telegram telegram = only(ReadoutSample.checked());
        assertThat(telegram.meter()).contains("40231199");
        assertThat(telegram.time().orElseThrow()).hasToString("2026-03-09T14:15:02");
        assertThat(shown(telegram)).isEqualTo(REGISTERS);
    }

    @Test
    void readsTheSameFromTheWholeConversation() {
        String conversation =
                "/?!\r\n"
                        + ReadoutSample.IDENTIFICATION
                        + "\u0006050\r\n"
                        + ReadoutSample.block(ReadoutSample.LINES);
        assertThat(shown(only(conversation))).isEqualTo(REGISTERS);
        assertThat(read(conversation).headBytes()).isZero();
    }

    @Test
    void readsWhatModeDPushes() {
        assertThat(shown(only(ReadoutSample.pushed()))).isEqualTo(REGISTERS);
    }

    @Test
    void readsABlockWhoseIdentificationWasCutOff() {
        String rest = ReadoutSample.checked().substring(7);
        Capture capture = read(rest);
        assertThat(capture.telegrams()).hasSize(1).allMatch(Telegram::isValid);
        assertThat(capture.headBytes()).isEqualTo(rest.indexOf(0x02));
    }

    @Test
    void takesBytesCapturedWithTheirParity() {
        byte[] sent = ReadoutSample.bytes();
        for (int k = 0; k < sent.length; k++) {
            if (Integer.bitCount(sent[k]) % 2 != 0) {
                sent[k] |= (byte) 0x80;
            }
        }
        Telegram telegram =
                new ReadoutFormat(Optional.empty()).read(sent, true).telegrams().getFirst();
        assertThat(shown(telegram)).isEqualTo(REGISTERS);
    }

    @Test
    void namesTheBlockCheckThatDoesNotFit() {
        String damaged = ReadoutSample.checked().replace("12345.678", "12345.679");
        var damage = only(damaged).damage().orElseThrow();
        assertThat(damage.offset()).isEqualTo(damaged.length() - 1);
        assertThat(damage.found())
                .contains(String.format("%02X", (int) damaged.charAt(damaged.length() - 1)));
        assertThat(damage.expected().orElseThrow()).isNotEqualTo(damage.found().orElseThrow());
    }

    @Test
    void namesTheLineThatIsNone() {
        var damage = only(ReadoutSample.pushed().replace("2.8.0(", "2.8.0")).damage().orElseThrow();
        assertThat(damage.line()).hasValue(8);
    }

    @Test
    void refusesAP1TelegramByName() {
        var damage = only(ReadoutSample.pushed().replace("!\r\n", "!1A2B\r\n")).damage();
        assertThat(damage.orElseThrow().reason()).contains("P1");
    }

    @Test
    void waitsForTheBlockCheck() {
        String checked = ReadoutSample.checked();
        Capture capture = read(checked + checked.substring(0, checked.length() - 1));
        assertThat(capture.telegrams()).hasSize(1);
        assertThat(capture.tailBytes()).isEqualTo(checked.length() - 1);
    }

    @Test
    void givesLocalTimesTheOffsetOfTheZone() {
        Capture capture =
                new ReadoutFormat(Optional.of(ZoneId.of("Asia/Karachi")))
                        .read(ReadoutSample.bytes(), true);
        assertThat(capture.telegrams().getFirst().time().orElseThrow())
                .hasToString("2026-03-09T14:15:02+05:00");
    }

    private static Capture read(String text) {
        return new ReadoutFormat(Optional.empty()).read(text.getBytes(ISO_8859_1), true);
    }

    private static Telegram only(String text) {
        List<Telegram> telegrams = read(text).telegrams();
        assertThat(telegrams).hasSize(1);
        return telegrams.getFirst();
    }

    private static List<String> shown(Telegram telegram) {
        assertThat(telegram.damage()).isEmpty();
        return telegram.registers().stream()
                .map(
                        it ->
                                it.name()
                                        + it.value().map(value -> " " + value).orElse("")
                                        + it.unit().map(unit -> " " + unit).orElse("")
                                        + it.time()
                                                .filter(
                                                        time ->
                                                                !time.equals(
                                                                        telegram.time()
                                                                                .orElse(null)))
                                                .map(time -> " at " + time)
                                                .orElse(""))
                .toList();
    }
}
