package org.smartmeter.drivers.sml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.smartmeter.drivers.sml.SmlWriter.absent;
import static org.smartmeter.drivers.sml.SmlWriter.entry;
import static org.smartmeter.drivers.sml.SmlWriter.file;
import static org.smartmeter.drivers.sml.SmlWriter.joined;
import static org.smartmeter.drivers.sml.SmlWriter.list;
import static org.smartmeter.drivers.sml.SmlWriter.message;
import static org.smartmeter.drivers.sml.SmlWriter.octets;
import static org.smartmeter.drivers.sml.SmlWriter.response;
import static org.smartmeter.drivers.sml.SmlWriter.signed;
import static org.smartmeter.drivers.sml.SmlWriter.text;
import static org.smartmeter.drivers.sml.SmlWriter.transport;
import static org.smartmeter.drivers.sml.SmlWriter.unsigned;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.smartmeter.drivers.telegram.Capture;
import org.smartmeter.drivers.telegram.Crc16;
import org.smartmeter.drivers.telegram.Telegram;

class SmlFormatTest {

    private static final String SERVER = "0a01534d500000bc614e";

    @Test
    void readsWhatEachRegisterSays() {
        byte[] sent =
                file(
                        response(
                                SERVER,
                                list(unsigned(1, 1), unsigned(7_001, 3)),
                                entry("8181c78203ff", 0, 0, text("SMP")),
                                entry("0100010800ff", 30, -1, unsigned(123_456_789, 4)),
                                entry("0100020800ff", 30, 3, unsigned(42, 8)),
                                entry("0100100700ff", 27, -2, signed(-78_851, 3)),
                                entry("0100200700ff", 35, -1, unsigned(2_323, 2)),
                                entry("01000e0700ff", 44, -1, unsigned(500, 2)),
                                entry("010060320206", 0, 0, absent()),
                                entry(
                                        "8181c78205ff",
                                        0,
                                        0,
                                        octets("8b6a0e6e12f5d980f730b6bd5e194183"))));
        Telegram telegram = only(sent);
        assertThat(telegram.meter()).contains("1SMP0012345678");
        assertThat(telegram.secondIndex()).hasValue(7_001);
        assertThat(telegram.time()).isEmpty();
        assertThat(shown(telegram))
                .containsExactly(
                        "129-129:199.130.3.255 SMP",
                        "1-0:1.8.0.255 12345678.9 Wh",
                        "1-0:2.8.0.255 42000 Wh",
                        "1-0:16.7.0.255 -788.51 W",
                        "1-0:32.7.0.255 232.3 V",
                        "1-0:14.7.0.255 50.0 Hz",
                        "1-0:96.50.2.6",
                        "129-129:199.130.5.255 8B6A0E6E12F5D980F730B6BD5E194183");
    }

    /// A number of any length, signed by what it says it is.
    @ParameterizedTest
    @CsvSource({"1", "2", "3", "4", "5", "6", "7", "8"})
    void readsNumbersOfAnyLength(int bytes) {
        byte[] sent =
                file(
                        response(
                                SERVER,
                                absent(),
                                entry("0100100700ff", 27, 0, signed(-2, bytes)),
                                entry("0100010800ff", 30, 0, unsigned(254, bytes)),
                                entry("0100020800ff", 30, 0, unsigned(-1, bytes))));
        assertThat(shown(only(sent)))
                .containsExactly(
                        "1-0:16.7.0.255 -2 W",
                        "1-0:1.8.0.255 254 Wh",
                        "1-0:2.8.0.255 "
                                + java.math.BigInteger.ONE
                                        .shiftLeft(8 * bytes)
                                        .subtract(java.math.BigInteger.ONE)
                                + " Wh");
    }

    /// DZG's series DVS74 before its correction marks a positive power as signed in too few bytes.
    /// Other meters of the maker send true negatives of the same form.
    @ParameterizedTest
    @CsvSource({
        "0a01445a470002813f80, 42024832, 355.36",
        "0a01445a470002625a00, 40000000, -300.00",
        "0a01445a470003490100, 55116032, 355.36",
        "0a01445a4700039387 00, 60000000, -300.00",
        "0a0145 4d480002813f80, 42024832, -300.00",
    })
    void believesTheSignByWhoSendsIt(String server, long number, String power) {
        byte[] sent =
                file(response(server, absent(), entry("0100100700ff", 27, -2, signed(-30_000, 2))));
        Telegram telegram = only(sent);
        assertThat(telegram.meter().orElseThrow()).endsWith(String.valueOf(number));
        assertThat(shown(telegram)).containsExactly("1-0:16.7.0.255 " + power + " W");
        byte[] long4 =
                file(response(server, absent(), entry("0100100700ff", 27, -2, signed(-30_000, 4))));
        assertThat(shown(only(long4))).containsExactly("1-0:16.7.0.255 -300.00 W");
    }

    @Test
    void knowsTheTimesOfAMeterWithAClock() {
        byte[] utc = list(unsigned(2, 1), unsigned(1_700_000_000, 4));
        byte[] local =
                list(unsigned(3, 1), list(unsigned(1_700_000_000, 4), signed(60, 2), signed(0, 2)));
        assertThat(only(file(response(SERVER, utc))).time().orElseThrow())
                .hasToString("2023-11-14T22:13:20Z");
        assertThat(only(file(response(SERVER, local))).time().orElseThrow())
                .hasToString("2023-11-14T23:13:20+01:00");
    }

    @Test
    void takesSecondsOfOperationThatDoNotSaySo() {
        assertThat(only(file(response(SERVER, unsigned(1_347_075, 4)))).secondIndex())
                .hasValue(1_347_075);
    }

    @Test
    void takesTheOtherChecksumOfHolley() {
        byte[] response = message(0x0701, response(SERVER, absent()), Crc16.KERMIT);
        assertThat(only(transport(response, Crc16.X25)).isValid()).isTrue();
        assertThat(only(transport(response, Crc16.KERMIT)).isValid()).isTrue();
        assertThat(only(transport(response, Crc16.MODBUS)).isValid()).isFalse();
    }

    /// Four escape bytes in the content are doubled, and an end mark in it is content.
    @Test
    void undoesTheEscapes() {
        for (int shift = 0; shift < 4; shift++) {
            String content = "00".repeat(shift) + "1b1b1b1b1b1b1b1b1a00cafe";
            byte[] sent =
                    file(response(SERVER, absent(), entry("8181c78205ff", 0, 0, octets(content))));
            assertThat(shown(only(sent)))
                    .containsExactly(
                            "129-129:199.130.5.255 " + content.toUpperCase(java.util.Locale.ROOT));
        }
    }

    @Test
    void readsSeveralFilesAndTellsWhatWasCut() {
        byte[] file = SmlWriter.samples().getFirst();
        byte[] head = Arrays.copyOfRange(file, 50, file.length);
        byte[] tail = Arrays.copyOf(file, 70);
        Capture capture = read(joined(head, file, file, tail));
        assertThat(capture.telegrams()).hasSize(2).allMatch(Telegram::isValid);
        assertThat(capture.headBytes()).isEqualTo(head.length);
        assertThat(capture.tailBytes()).isEqualTo(70);
        Capture mark = read(joined(file, Arrays.copyOf(file, 5)));
        assertThat(mark.tailBytes()).isEqualTo(5);
        assertThat(mark.strayBytes()).isZero();
    }

    @Test
    void namesTheChecksumThatDoesNotFit() {
        byte[] file = SmlWriter.samples().getFirst();
        byte[] lost = joined(Arrays.copyOf(file, 60), Arrays.copyOfRange(file, 63, file.length));
        Capture capture = read(joined(file, lost, file));
        assertThat(capture.telegrams())
                .extracting(Telegram::isValid)
                .containsExactly(true, false, true);
        var damage = capture.telegrams().get(1).damage().orElseThrow();
        assertThat(damage.offset()).isEqualTo(file.length + lost.length - 2);
        assertThat(damage.found())
                .contains(String.format("%02X%02X", file[file.length - 1], file[file.length - 2]));
    }

    @Test
    void namesAFileThatLostItsBeginOrItsEnd() {
        byte[] file = SmlWriter.samples().getFirst();
        Capture beheaded = read(joined(file, Arrays.copyOfRange(file, 3, file.length), file));
        assertThat(beheaded.telegrams())
                .extracting(Telegram::isValid)
                .containsExactly(true, false, true);
        Capture endless = read(joined(Arrays.copyOf(file, 80), file));
        assertThat(endless.telegrams()).extracting(Telegram::isValid).containsExactly(false, true);
    }

    @Test
    void namesTheByteWhereAMessageIsNone() {
        byte[] entry = list(octets("0100010800ff"), absent());
        byte[] sent = file(response(SERVER, absent(), entry));
        var damage = only(sent).damage().orElseThrow();
        assertThat(damage.reason()).isEqualTo("a list entry of another form");
        assertThat(sent[damage.offset()]).isEqualTo((byte) 0x72);
        assertThat(sent[damage.offset() + 1]).isEqualTo((byte) 0x07);
    }

    @Test
    void refusesListsNestedWithoutEnd() {
        byte[] deep = new byte[400];
        Arrays.fill(deep, (byte) 0x71);
        assertThat(only(transport(deep, Crc16.X25)).damage().orElseThrow().reason())
                .contains("nested");
    }

    private static Capture read(byte[] bytes) {
        return new SmlFormat().read(bytes, true);
    }

    private static Telegram only(byte[] bytes) {
        List<Telegram> telegrams = read(bytes).telegrams();
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
                                        + it.unit().map(unit -> " " + unit).orElse(""))
                .toList();
    }
}
