package org.smartmeter.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.smartmeter.terms.JournalRecord;

class RecordsCodecTest {

    private interface Decoder {
        Object decode(byte[] payload) throws MalformedException;
    }

    @Property
    void aDefinitionComesBack(@ForAll("definitions") Definition definition) throws Exception {
        byte[] payload = RecordsCodec.encode(definition);

        assertThat(RecordsCodec.definition(payload)).isEqualTo(definition);
        assertThat(payload).hasSizeLessThanOrEqualTo(JournalRecord.MAXIMUM_PAYLOAD);
    }

    @Property
    void aRowComesBack(@ForAll("rows") Row row) throws Exception {
        byte[] payload = RecordsCodec.encode(row);

        assertThat(RecordsCodec.row(payload)).isEqualTo(row);
        assertThat(payload).hasSizeLessThanOrEqualTo(JournalRecord.MAXIMUM_PAYLOAD);
    }

    @Property
    void anEventComesBackWhetherItsCodeIsKnownOrNot(@ForAll("events") Event event)
            throws Exception {
        byte[] payload = RecordsCodec.encode(event);

        assertThat(RecordsCodec.event(payload)).isEqualTo(event);
        assertThat(payload).hasSizeLessThanOrEqualTo(JournalRecord.MAXIMUM_PAYLOAD);
    }

    @Property
    void aSignatureComesBack(@ForAll("signatures") ChainSignature signature) throws Exception {
        assertThat(RecordsCodec.signature(RecordsCodec.encode(signature))).isEqualTo(signature);
    }

    /// The heart of "canonical": whatever a decoder accepts has no other form.
    @Property(tries = 5_000)
    void whatADecoderAcceptsIsTheOnlyFormOfIt(@ForAll("payloads") byte[] payload) {
        acceptsOnlyCanonical(payload, p -> RecordsCodec.encode(RecordsCodec.definition(p)));
        acceptsOnlyCanonical(payload, p -> RecordsCodec.encode(RecordsCodec.row(p)));
        acceptsOnlyCanonical(payload, p -> RecordsCodec.encode(RecordsCodec.event(p)));
        acceptsOnlyCanonical(payload, p -> RecordsCodec.encode(RecordsCodec.signature(p)));
    }

    private static void acceptsOnlyCanonical(byte[] payload, Decoder again) {
        try {
            assertThat((byte[]) again.decode(payload)).isEqualTo(payload);
        } catch (MalformedException e) {
            assertThat(e).message().contains(": ");
        }
    }

    @Test
    void aRowHasExactlyTheseBytes() {
        Row row = new Row(1, Instant.parse("2026-11-22T10:15:00Z"), 0, new long[] {0, -1, 300});

        assertThat(HexFormat.of().formatHex(RecordsCodec.encode(row)))
                .isEqualTo("01" + "a0818296a034" + "00" + "03" + "00" + "01" + "d804");
    }

    @ParameterizedTest
    @CsvSource({
        "'', ends too early",
        "0100000100, ends too early even though",
        "01000001, ends too early",
        "0100000100ff, 1 bytes too many",
        "8100000001 00, not in its shortest form",
        "00000001 00, definition number 0 is outside",
        "8080040000 0100, definition number 65536 is greater than 65535",
        "01000000, 0 values",
        "0100004100, value count 65 is greater than 64",
        "01808080808080808080 01 000100, outside 1970…9999",
        "01ffffffffffffffffff 02 000100, longer than 64 bits",
        "01ffffffffffffffffffffff 000100, longer than 64 bits",
        "0100 8080808008 0100, status 2147483648 is greater than"
    })
    void refusesARowThatIsNotCanonical(String hex, String reason) {
        byte[] payload = HexFormat.of().parseHex(hex.replace(" ", ""));
        if (reason.contains("even though")) {
            payload = Arrays.copyOf(payload, 4);
            reason = "ends too early";
        }
        byte[] refused = payload;

        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> RecordsCodec.row(refused))
                .withMessageContaining(reason)
                .withMessageStartingWith("row");
    }

    @Test
    void refusesAUnitAndAKindThatNobodyKnows() {
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(
                        () ->
                                RecordsCodec.definition(
                                        HexFormat.of()
                                                .parseHex(
                                                        "0101010101000108 00ff00fd"
                                                                .replace(" ", ""))))
                .withMessageContaining("unit 253 of 1-0:1.8.0.255 is not known");
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(
                        () ->
                                RecordsCodec.definition(
                                        HexFormat.of().parseHex("010901010100010800ff001e")))
                .withMessageContaining("kind 9 is not known");
    }

    @Test
    void anUnknownEventSurvives() throws Exception {
        Event event = new Event(60_000, Instant.EPOCH, List.of(7L));

        assertThat(RecordsCodec.event(RecordsCodec.encode(event)).known()).isEmpty();
        assertThat(new Event(EventCode.CLOCK_STEP, Instant.EPOCH, List.of()).known())
                .contains(EventCode.CLOCK_STEP);
    }

    @Test
    void numbersOfEventsAndUnitsAreGivenOnce() {
        assertThat(Arrays.stream(EventCode.values()).map(EventCode::number))
                .doesNotHaveDuplicates();
        assertThat(Arrays.stream(Unit.values()).map(Unit::code)).doesNotHaveDuplicates();
        assertThat(Arrays.stream(RowStatus.values()).map(RowStatus::bit)).doesNotHaveDuplicates();
    }

    @Test
    void statusBitsAreASet() {
        int status = RowStatus.CLOCK_NOT_SET.bit() | RowStatus.THINNED.bit() | 1 << 20;

        assertThat(RowStatus.of(status))
                .containsExactly(RowStatus.CLOCK_NOT_SET, RowStatus.THINNED);
        assertThat(RowStatus.bits(RowStatus.of(status))).isEqualTo(9);
    }

    @Test
    void timesBeyondTheYear9999AreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Event(1, Instant.parse("+10000-01-01T00:00:00Z"), List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new Row(1, Instant.parse("1969-12-31T23:59:59Z"), 0, new long[1]));
    }

    @Provide
    Arbitrary<Definition> definitions() {
        return WireArbitraries.definitions();
    }

    @Provide
    Arbitrary<Row> rows() {
        return WireArbitraries.rows();
    }

    @Provide
    Arbitrary<Event> events() {
        return WireArbitraries.events();
    }

    @Provide
    Arbitrary<ChainSignature> signatures() {
        return WireArbitraries.signatures();
    }

    /// Noise, and valid payloads with one byte changed, so that decoders get deep.
    @Provide
    Arbitrary<byte[]> payloads() {
        Arbitrary<byte[]> noise = Arbitraries.bytes().array(byte[].class).ofMaxSize(120);
        Arbitrary<byte[]> valid =
                Arbitraries.oneOf(
                        definitions().map(RecordsCodec::encode),
                        rows().map(RecordsCodec::encode),
                        events().map(RecordsCodec::encode),
                        signatures().map(RecordsCodec::encode));
        Arbitrary<byte[]> damaged =
                valid.flatMap(
                        payload ->
                                Arbitraries.integers()
                                        .between(0, payload.length - 1)
                                        .flatMap(
                                                at ->
                                                        Arbitraries.bytes()
                                                                .map(b -> with(payload, at, b))));
        return Arbitraries.oneOf(noise, valid, damaged);
    }

    private static byte[] with(byte[] payload, int at, byte value) {
        byte[] copy = payload.clone();
        copy[at] = value;
        return copy;
    }
}
