package org.smartmeter.drivers.p1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.smartmeter.drivers.telegram.Capture;
import org.smartmeter.drivers.telegram.Telegram;
import org.smartmeter.drivers.telegram.TelegramRegister;

class P1FormatTest {

    @Test
    void readsWhatEachRegisterSays() {
        Telegram telegram = only(P1Sample.summed(P1Sample.LINES));
        assertThat(telegram.meter()).contains("SMP0000000742");
        assertThat(telegram.time()).hasToString("Optional[2026-10-25T02:30:00+02:00]");
        assertThat(shown(telegram))
                .contains(
                        "1-0:1.8.1.255 711.204 kWh 2026-10-25T02:30:00+02:00",
                        "1-0:2.8.2.255 0.002 kWh 2026-10-25T02:30:00+02:00",
                        "1-0:1.7.0.255 1.404 kW 2026-10-25T02:30:00+02:00",
                        "1-0:32.7.0.255 231.4 V 2026-10-25T02:30:00+02:00",
                        "0-1:24.2.1.255 417.118 m3 2026-10-25T02:00:03+02:00");
    }

    /// The hour that comes twice is told apart by the letter alone.
    @ParameterizedTest
    @CsvSource({
        "261025023000S, Europe/Amsterdam, 2026-10-25T02:30:00+02:00",
        "261025023000W, Europe/Amsterdam, 2026-10-25T02:30:00+01:00",
        "260701120000S, Europe/Dublin, 2026-07-01T12:00:00+01:00",
        "260101120000W, Europe/Vilnius, 2026-01-01T12:00:00+02:00",
        "990101120000W, Europe/Amsterdam, 1999-01-01T12:00:00+01:00",
    })
    void knowsSummerFromWinter(String said, String zone, String time) {
        String lines = "1-3:0.2.8(50)\n0-0:1.0.0(" + said + ")\n";
        Capture capture =
                new P1Format(ZoneId.of(zone))
                        .read(P1Sample.summed(lines).getBytes(ISO_8859_1), true);
        assertThat(capture.telegrams().getFirst().time().orElseThrow()).hasToString(time);
    }

    @Test
    void comparesTheChecksumAsANumber() {
        int number = 0;
        String padded;
        do {
            padded = P1Sample.summed("1-3:0.2.8(50)\n0-0:96.7.21(" + number++ + ")\n");
        } while (!padded.contains("!0"));
        assertThat(only(padded.replaceFirst("!0+", "!")).isValid()).isTrue();
        assertThat(only(padded.replaceFirst("!0+(.*)", "!$1").strip()).isValid()).isTrue();
        assertThat(only(padded.toLowerCase(java.util.Locale.ROOT).replace("kwh", "kWh")).isValid())
                .isFalse();
    }

    @Test
    void takesLineEndsThatAnEditorChanged() {
        assertThat(only(P1Sample.summed(P1Sample.LINES).replace("\r\n", "\n")).isValid()).isTrue();
        assertThat(only(P1Sample.summed(P1Sample.LINES).replace("\r\n", "\r")).isValid()).isTrue();
    }

    @Test
    void namesByteLineAndBothChecksumsOfADamagedOne() {
        String good = P1Sample.summed(P1Sample.LINES);
        Capture capture = read(good + good.replace("711.204", "711.205") + good);
        assertThat(capture.telegrams())
                .extracting(Telegram::isValid)
                .containsExactly(true, false, true);
        Telegram damaged = capture.telegrams().get(1);
        assertThat(damaged.registers()).isEmpty();
        var damage = damaged.damage().orElseThrow();
        String sum = good.substring(good.indexOf('!') + 1).strip();
        assertThat(damage.offset()).isEqualTo(good.length() + good.indexOf('!') + 1);
        assertThat(damage.line()).hasValue(26);
        assertThat(damage.found()).contains(sum);
        assertThat(damage.expected()).isPresent().isNotEqualTo(Optional.of(sum));
    }

    @Test
    void tellsWhatWasCutOffAtTheEdges() {
        String good = P1Sample.summed(P1Sample.LINES);
        String head = good.substring(100);
        String tail = good.substring(0, 120);
        Capture capture = read(head + good + tail);
        assertThat(capture.telegrams()).hasSize(1).allMatch(Telegram::isValid);
        assertThat(capture.headBytes()).isEqualTo(head.length());
        assertThat(capture.tailBytes()).isEqualTo(tail.length());
        assertThat(capture.strayBytes()).isZero();
    }

    @Test
    void waitsForTheEndOfTheLineWhileMoreMayCome() {
        byte[] upTo = P1Sample.summed(P1Sample.LINES).strip().getBytes(ISO_8859_1);
        P1Format format = new P1Format(P1Format.DUTCH);
        assertThat(format.read(upTo, false).telegrams()).isEmpty();
        assertThat(format.read(upTo, false).tailBytes()).isEqualTo(upTo.length);
        assertThat(format.read(upTo, true).telegrams()).hasSize(1);
    }

    @Test
    void holdsATelegramThatNamesItsVersionToItsChecksum() {
        Telegram telegram = only(P1Sample.body(P1Sample.LINES) + "\r\n");
        assertThat(telegram.damage().orElseThrow().reason()).contains("no checksum");
    }

    @Test
    void readsVersionThreeWithItsGasProfileAndWithoutChecksum() {
        String lines =
                """
                0-0:96.1.1(534D5030303030303030373432)
                1-0:1.8.1(00711.204*kWh)
                0-1:24.3.0(110602130000)(00)(60)(1)(0-1:24.2.1)(m3)
                (00417.118)
                """;
        Telegram telegram = only(P1Sample.body(lines) + "\r\n");
        assertThat(shown(telegram))
                .contains(
                        "1-0:1.8.1.255 711.204 kWh -",
                        "0-1:24.3.0.255 417.118 m3 2011-06-02T13:00:00+02:00");
        String torn = P1Sample.body(lines.replace("(00711.204", "00711.204")) + "\r\n";
        assertThat(only(torn).damage().orElseThrow().line()).hasValue(4);
    }

    @Test
    void readsBuffersEntryByEntry() {
        String lines =
                """
                1-3:0.2.8(50)
                1-0:99.97.0(2)(0-0:96.7.19)(260101030000W)(0000000301*s)(260702040000S)(0000000017*s)
                0-0:98.1.0(1)(1-0:1.6.0)(1-0:1.6.0)(260901000000S)(260817181500S)(03.715*kW)
                1-0:99.98.0(0)(0-0:96.7.19)
                """;
        assertThat(shown(only(P1Sample.summed(lines))))
                .contains(
                        "1-0:99.97.0.255 301 s 2026-01-01T03:00:00+01:00",
                        "1-0:99.97.0.255 17 s 2026-07-02T04:00:00+02:00",
                        "0-0:98.1.0.255 3.715 kW 2026-08-17T18:15:00+02:00",
                        "1-0:99.98.0.255 (0)(0-0:96.7.19) - -");
    }

    @Test
    void carriesLinesItDoesNotKnowAsTheyAre() {
        String lines = "1-3:0.2.8(50)\n0-0:94.31.255(7)(x)(y)\nC0FFEE no data line\n";
        assertThat(shown(only(P1Sample.summed(lines))))
                .contains("0-0:94.31.255.255 (7)(x)(y) - -", " C0FFEE no data line - -");
    }

    private static Capture read(String text) {
        return new P1Format(P1Format.DUTCH).read(text.getBytes(ISO_8859_1), true);
    }

    private static Telegram only(String text) {
        List<Telegram> telegrams = read(text).telegrams();
        assertThat(telegrams).hasSize(1);
        return telegrams.getFirst();
    }

    private static List<String> shown(Telegram telegram) {
        assertThat(telegram.damage()).isEmpty();
        return telegram.registers().stream().map(P1FormatTest::shown).toList();
    }

    private static String shown(TelegramRegister it) {
        return it.name()
                + " "
                + it.value().orElse("-")
                + " "
                + it.unit().orElse("-")
                + " "
                + it.time().map(Object::toString).orElse("-");
    }
}
