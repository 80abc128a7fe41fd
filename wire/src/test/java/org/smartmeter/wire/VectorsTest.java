package org.smartmeter.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.smartmeter.wire.Vectors.bytes;

import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.smartmeter.terms.Epoch;
import org.smartmeter.terms.HashChain;
import org.smartmeter.terms.JournalRecord;
import org.smartmeter.terms.MeterId;
import org.smartmeter.terms.ObisCode;
import org.smartmeter.terms.SequenceRange;
import org.smartmeter.wire.v1.Downlink;
import org.smartmeter.wire.v1.Live;
import org.smartmeter.wire.v1.Order;
import org.smartmeter.wire.v1.Records;
import org.smartmeter.wire.v1.SignedOrder;
import org.smartmeter.wire.v1.Uplink;
import tools.jackson.databind.JsonNode;

/// What `wire/vectors` publishes is what this code does, byte by byte.
class VectorsTest {

    @Test
    void records() throws Exception {
        JsonNode file = Vectors.read("records");
        for (JsonNode v : file.get("definitions")) {
            List<Register> registers = new ArrayList<>();
            for (JsonNode r : v.get("registers")) {
                registers.add(
                        new Register(
                                ObisCode.parse(r.get("obis").stringValue()),
                                r.get("scaler").intValue(),
                                Unit.ofCode(r.get("unit").intValue()).orElseThrow()));
            }
            Definition definition = RecordsCodec.definition(bytes(v.get("payload")));

            assertThat(definition.number()).isEqualTo(v.get("number").intValue());
            assertThat(definition.kind().code()).isEqualTo(v.get("kind").intValue());
            assertThat(definition.periodSeconds()).isEqualTo(v.get("periodSeconds").intValue());
            assertThat(definition.registers()).isEqualTo(registers);
            assertThat(RecordsCodec.encode(definition)).isEqualTo(bytes(v.get("payload")));
        }
        for (JsonNode v : file.get("rows")) {
            Row row =
                    new Row(
                            v.get("definition").intValue(),
                            Instant.ofEpochMilli(v.get("time").longValue()),
                            v.get("status").intValue(),
                            longs(v.get("values")).stream().mapToLong(n -> n).toArray());

            assertThat(RecordsCodec.encode(row)).isEqualTo(bytes(v.get("payload")));
            assertThat(RecordsCodec.row(bytes(v.get("payload")))).isEqualTo(row);
        }
        for (JsonNode v : file.get("events")) {
            Event event =
                    new Event(
                            v.get("code").intValue(),
                            Instant.ofEpochMilli(v.get("time").longValue()),
                            longs(v.get("values")));

            assertThat(RecordsCodec.encode(event)).isEqualTo(bytes(v.get("payload")));
            assertThat(RecordsCodec.event(bytes(v.get("payload")))).isEqualTo(event);
        }
    }

    @Test
    void refusedRecords() {
        for (JsonNode v : Vectors.read("records").get("refused")) {
            byte[] payload = bytes(v.get("payload"));

            assertThatExceptionOfType(MalformedException.class)
                    .as(v.get("why").stringValue())
                    .isThrownBy(
                            () -> {
                                switch (v.get("tag").intValue()) {
                                    case RecordTag.DEFINITION -> RecordsCodec.definition(payload);
                                    case RecordTag.ROW -> RecordsCodec.row(payload);
                                    case RecordTag.EVENT -> RecordsCodec.event(payload);
                                    default -> RecordsCodec.signature(payload);
                                }
                            });
        }
    }

    @Test
    void batch() throws Exception {
        JsonNode file = Vectors.read("batch");
        long first = file.get("firstSequence").longValue();
        SequenceRange range = new SequenceRange(first, first + file.get("count").longValue() - 1);
        byte[] body = bytes(file.get("body"));
        List<JournalRecord> records = new ArrayList<>();
        for (JsonNode v : file.get("records")) {
            records.add(record(v));
        }

        assertThat(RecordBatch.unpack(body, range, number -> null)).isEqualTo(records);
        assertThat(RecordBatch.pack(records, number -> null).toByteArray()).isEqualTo(body);
        assertThat(parse(Records.newBuilder(), file)).isEqualTo(body);
    }

    @Test
    void keys() throws Exception {
        JsonNode file = Vectors.read("keys");
        MeterId meter = new MeterId(file.get("meter").stringValue());
        byte[] meterPrivate = bytes(file.get("meterPrivate"));
        byte[] utilityPrivate = bytes(file.get("utilityPrivate"));
        byte[] meterPublic = bytes(file.get("meterPublic"));
        byte[] utilityPublic = bytes(file.get("utilityPublic"));
        KeyAgreement agreement = KeyAgreement.getInstance("X25519");
        agreement.init(RawKeys.x25519Private(utilityPrivate));
        agreement.doPhase(RawKeys.x25519Public(meterPublic), true);
        SealKeys atMeter =
                SealKeys.agree(RawKeys.x25519Private(meterPrivate), utilityPublic, meter);
        SealKeys atUtility =
                SealKeys.agree(RawKeys.x25519Private(utilityPrivate), meterPublic, meter);

        assertThat(agreement.generateSecret()).isEqualTo(bytes(file.get("sharedSecret")));
        assertThat(atMeter.pseudorandomKeyBytes()).isEqualTo(bytes(file.get("pseudorandomKey")));
        for (JsonNode v : file.get("keys")) {
            Channel channel = Channel.ofWord(v.get("channel").stringValue()).orElseThrow();
            int generation = v.get("generation").intValue();
            int boot = v.get("boot").intValue();

            assertThat(SealKeys.info(meter, channel, generation, boot))
                    .isEqualTo(bytes(v.get("info")));
            assertThat(atMeter.key(channel, generation, boot).getEncoded())
                    .isEqualTo(bytes(v.get("key")));
            assertThat(atUtility.key(channel, generation, boot).getEncoded())
                    .isEqualTo(bytes(v.get("key")));
        }
    }

    @Test
    void seals() throws Exception {
        Map<String, Sealer> sealers = new HashMap<>();
        for (JsonNode v : Vectors.read("seals").get("seals")) {
            Topic topic = Topic.parse(v.get("topic").stringValue());
            byte[] frame = bytes(v.get("frame"));
            byte[] content = bytes(v.get("content"));
            Sealer sealer =
                    sealers.computeIfAbsent(
                            topic.toString(),
                            _ ->
                                    new Sealer(
                                            sealKeys(),
                                            topic,
                                            v.get("generation").intValue(),
                                            v.get("boot").intValue()));

            Opened opened = new Opener(sealKeys(), topic).open(frame);

            assertThat(opened.content()).isEqualTo(content);
            assertThat(opened.header())
                    .isEqualTo(
                            new SealHeader(
                                    topic.channel(),
                                    v.get("generation").intValue(),
                                    v.get("epoch").longValue(),
                                    v.get("firstSequence").longValue(),
                                    v.get("count").intValue(),
                                    v.get("boot").intValue(),
                                    v.get("counter").longValue()));
            assertThat(opened.header().toBytes()).isEqualTo(bytes(v.get("header")));
            assertThat(
                            sealer.seal(
                                    v.get("epoch").longValue(),
                                    v.get("firstSequence").longValue(),
                                    v.get("count").intValue(),
                                    content))
                    .isEqualTo(frame);
            assertThat(parse(message(v.get("message").stringValue()), v)).isEqualTo(content);
            assertThat(frame).isEqualTo(sealedByTheBook(v));
        }
    }

    /// The frame made from the vector's own key, nonce and associated data, without our code.
    private static byte[] sealedByTheBook(JsonNode v) throws Exception {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                Cipher.ENCRYPT_MODE,
                new SecretKeySpec(bytes(v.get("key")), "AES"),
                new GCMParameterSpec(128, bytes(v.get("nonce"))));
        cipher.updateAAD(bytes(v.get("associatedData")));
        byte[] sealed = cipher.doFinal(bytes(v.get("content")));
        byte[] header = bytes(v.get("header"));
        return ByteBuffer.allocate(header.length + sealed.length).put(header).put(sealed).array();
    }

    @Test
    void refusedFrames() {
        for (JsonNode v : Vectors.read("seals").get("refused")) {
            Opener opener = new Opener(sealKeys(), Topic.parse(v.get("topic").stringValue()));

            assertThatExceptionOfType(SealBrokenException.class)
                    .isThrownBy(() -> opener.open(bytes(v.get("frame"))))
                    .satisfies(
                            e -> assertThat(e.reason()).hasToString(v.get("reason").stringValue()));
        }
    }

    @Test
    void orders() throws Exception {
        JsonNode file = Vectors.read("orders");
        MeterId meter = new MeterId(file.get("meter").stringValue());
        Ed25519Signer command =
                Ed25519.signer(RawKeys.ed25519Private(bytes(file.get("commandPrivate"))));
        Ed25519Signer approval =
                Ed25519.signer(RawKeys.ed25519Private(bytes(file.get("approvalPrivate"))));
        for (JsonNode v : file.get("orders")) {
            SignedOrder signed = SignedOrder.parseFrom(bytes(v.get("signedOrder")));
            byte[] order = bytes(v.get("order"));

            Order verified =
                    Orders.verify(
                            signed,
                            orderKeys(file),
                            meter,
                            Instant.ofEpochMilli(v.get("now").longValue()),
                            v.get("lastCounter").longValue());

            assertThat(verified.toByteArray()).isEqualTo(order);
            assertThat(parse(Order.newBuilder(), v)).isEqualTo(order);
            assertThat(signed.getCommandSignature().toByteArray())
                    .isEqualTo(bytes(v.get("signature")));
            assertThat(command.sign(joined(bytes(file.get("label")), order)))
                    .isEqualTo(bytes(v.get("signature")));
            byte[] approved = bytes(v.get("approvalSignature"));
            assertThat(signed.getApprovalSignature().toByteArray()).isEqualTo(approved);
            assertThat(
                            approved.length > 0
                                    ? Orders.sign(verified, command, approval)
                                    : Orders.sign(verified, command))
                    .isEqualTo(signed);
        }
        for (JsonNode v : file.get("refused")) {
            SignedOrder signed = SignedOrder.parseFrom(bytes(v.get("signedOrder")));

            assertThatExceptionOfType(OrderRefusedException.class)
                    .isThrownBy(
                            () ->
                                    Orders.verify(
                                            signed,
                                            orderKeys(file),
                                            meter,
                                            Instant.ofEpochMilli(v.get("now").longValue()),
                                            v.get("lastCounter").longValue()))
                    .satisfies(
                            e -> assertThat(e.reason()).hasToString(v.get("reason").stringValue()));
        }
    }

    @Test
    void chain() throws Exception {
        JsonNode file = Vectors.read("chain");
        MeterId meter = new MeterId(file.get("meter").stringValue());
        Epoch epoch = new Epoch(file.get("epoch").longValue());
        HashChain chain = HashChain.start(meter, epoch);
        assertThat(chain.head()).isEqualTo(bytes(file.get("start")));
        for (JsonNode v : file.get("records")) {
            chain = chain.plus(record(v));
            assertThat(chain.head()).isEqualTo(bytes(v.get("head")));
        }
        long upTo = file.get("upTo").longValue();
        ChainSignature signature = RecordsCodec.signature(bytes(file.get("payload")));

        assertThat(ChainSignature.message(meter, epoch, upTo, chain.head()))
                .isEqualTo(bytes(file.get("message")));
        assertThat(signature)
                .isEqualTo(new ChainSignature(upTo, chain.head(), bytes(file.get("signature"))));
        assertThat(
                        signature.proves(
                                meter,
                                epoch,
                                chain.head(),
                                Ed25519.verifier(bytes(file.get("meterPublic")))))
                .isTrue();
        assertThat(
                        ChainSignature.sign(
                                meter,
                                epoch,
                                upTo,
                                chain.head(),
                                Ed25519.signer(
                                        RawKeys.ed25519Private(bytes(file.get("meterPrivate"))))))
                .isEqualTo(signature);
    }

    @Test
    void replay() {
        JsonNode file = Vectors.read("replay");
        JsonNode kept = file.get("kept");
        ReplayWindow window =
                new ReplayWindow(
                        new ReplayWindow.State(
                                kept.get("boot").intValue(), kept.get("highest").longValue()));

        assertThat(ReplayWindow.WIDTH).isEqualTo(file.get("width").intValue());
        for (JsonNode v : file.get("messages")) {
            assertThat(window.accept(v.get("boot").intValue(), v.get("counter").longValue()))
                    .as(v.toString())
                    .isEqualTo(v.get("accepted").booleanValue());
        }
    }

    private static SealKeys sealKeys() {
        JsonNode keys = Vectors.read("keys");
        return SealKeys.agree(
                RawKeys.x25519Private(bytes(keys.get("utilityPrivate"))),
                bytes(keys.get("meterPublic")),
                new MeterId(keys.get("meter").stringValue()));
    }

    private static OrderKeys orderKeys(JsonNode file) {
        return new OrderKeys(
                Ed25519.verifier(bytes(file.get("commandPublic"))),
                Ed25519.verifier(bytes(file.get("approvalPublic"))));
    }

    private static JournalRecord record(JsonNode v) {
        return new JournalRecord(
                v.get("sequence").longValue(), v.get("tag").intValue(), bytes(v.get("payload")));
    }

    private static Message.Builder message(String name) {
        return switch (name) {
            case "Uplink" -> Uplink.newBuilder();
            case "Downlink" -> Downlink.newBuilder();
            case "Live" -> Live.newBuilder();
            default -> throw new IllegalArgumentException("no message " + name);
        };
    }

    private static byte[] parse(Message.Builder builder, JsonNode v) throws Exception {
        TextFormat.merge(v.get("text").stringValue(), builder);
        return builder.build().toByteArray();
    }

    private static List<Long> longs(JsonNode array) {
        List<Long> values = new ArrayList<>();
        for (JsonNode value : array) {
            values.add(value.longValue());
        }
        return values;
    }

    private static byte[] joined(byte[] first, byte[] second) {
        return ByteBuffer.allocate(first.length + second.length).put(first).put(second).array();
    }
}
