package org.smartmeter.wire;

import static org.smartmeter.wire.Vectors.hex;

import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.KeyAgreement;
import org.smartmeter.terms.HashChain;
import org.smartmeter.terms.JournalRecord;
import org.smartmeter.wire.v1.Downlink;
import org.smartmeter.wire.v1.Order;
import org.smartmeter.wire.v1.SignedOrder;
import org.smartmeter.wire.v1.Uplink;
import tools.jackson.databind.SerializationFeature;

/// Writes the published test vectors anew, after a deliberate change of the protocol: run `main`
/// from the folder `wire`. [VectorsTest] checks what is published.
final class VectorWriter {

    private VectorWriter() {}

    public static void main(String[] arguments) throws Exception {
        write("records", records());
        write("batch", batch());
        write("keys", keys());
        write("seals", seals());
        write("orders", orders());
        write("chain", chain());
        write("replay", replay());
    }

    private static void write(String name, Map<String, Object> document) throws IOException {
        String text =
                Vectors.JSON
                        .writer()
                        .with(SerializationFeature.INDENT_OUTPUT)
                        .writeValueAsString(document);
        Files.createDirectories(Vectors.DIRECTORY);
        Files.writeString(Vectors.DIRECTORY.resolve(name + ".json"), text + "\n");
    }

    private static Map<String, Object> map(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }

    private static Map<String, Object> records() {
        List<Object> definitions = List.of(definition(VectorWorld.PROFILE));
        List<Object> rows = new ArrayList<>();
        for (Row row :
                List.of(
                        new Row(1, VectorWorld.START, 0, new long[] {1_234_567, 0, 2_301}),
                        new Row(1, VectorWorld.START, 6, new long[] {0, -1, 63, 64, -64, -65}),
                        new Row(300, Instant.EPOCH, 1, new long[] {Long.MAX_VALUE, Long.MIN_VALUE}),
                        new Row(
                                65_535,
                                Instant.ofEpochMilli(RecordTime.MAXIMUM_MILLISECONDS),
                                Integer.MAX_VALUE,
                                new long[] {1}))) {
            rows.add(
                    map(
                            "definition", row.definition(),
                            "time", row.time().toEpochMilli(),
                            "status", row.status(),
                            "values", row.values(),
                            "payload", hex(RecordsCodec.encode(row))));
        }
        List<Object> events = new ArrayList<>();
        for (Event event :
                List.of(
                        new Event(EventCode.POWER_UP, VectorWorld.START, List.of(7L, -1L)),
                        new Event(EventCode.POWER_DOWN, VectorWorld.START, List.of()),
                        new Event(60_000, VectorWorld.START, List.of(5L)))) {
            events.add(
                    map(
                            "code", event.code(),
                            "time", event.time().toEpochMilli(),
                            "values", event.values(),
                            "payload", hex(RecordsCodec.encode(event))));
        }
        return map(
                "about",
                "Canonical payloads of journal records. Times in ms since 1970. A decoder must"
                        + " refuse every payload under 'refused'.",
                "definitions",
                definitions,
                "rows",
                rows,
                "events",
                events,
                "refused",
                refusedRecords());
    }

    private static Map<String, Object> definition(Definition definition) {
        List<Object> registers = new ArrayList<>();
        for (Register register : definition.registers()) {
            registers.add(
                    map(
                            "obis", register.obis().toString(),
                            "scaler", register.scaler(),
                            "unit", register.unit().code()));
        }
        return map(
                "number", definition.number(),
                "kind", definition.kind().code(),
                "periodSeconds", definition.periodSeconds(),
                "registers", registers,
                "payload", hex(RecordsCodec.encode(definition)));
    }

    private static List<Object> refusedRecords() {
        return List.of(
                map("tag", 2, "payload", "", "why", "ends too early"),
                map("tag", 2, "payload", "01000001", "why", "ends too early"),
                map("tag", 2, "payload", "0100000100ff", "why", "a byte too many"),
                map(
                        "tag",
                        2,
                        "payload",
                        "810000000100",
                        "why",
                        "number 1 not in its shortest form"),
                map("tag", 2, "payload", "0000000100", "why", "definition number 0"),
                map("tag", 2, "payload", "01000000", "why", "no values"),
                map("tag", 2, "payload", "0180808080808080808001000100", "why", "time after 9999"),
                map(
                        "tag",
                        2,
                        "payload",
                        "01ffffffffffffffffff02000100",
                        "why",
                        "more than 64 bits"),
                map("tag", 1, "payload", "010901010100010800ff001e", "why", "kind 9 unknown"),
                map("tag", 1, "payload", "010101010100010800ff00fd", "why", "unit 253 unknown"),
                map(
                        "tag",
                        1,
                        "payload",
                        "0101000101000108 00ff001e".replace(" ", ""),
                        "why",
                        "period 0"),
                map("tag", 3, "payload", "000000", "why", "event code 0"),
                map("tag", 4, "payload", "01" + "00".repeat(95), "why", "ends too early"));
    }

    private static List<Object> journal() {
        List<Object> journal = new ArrayList<>();
        for (JournalRecord record : VectorWorld.journal()) {
            journal.add(
                    map(
                            "sequence", record.sequence(),
                            "tag", record.tag(),
                            "payload", hex(record.payload())));
        }
        return journal;
    }

    private static Map<String, Object> batch() {
        Message batch = RecordBatch.pack(VectorWorld.journal(), number -> null);
        return map(
                "about",
                "Journal records and the message Records that carries them. No definition is in"
                        + " force before; what is unpacked equals the records bit for bit.",
                "firstSequence",
                41,
                "count",
                8,
                "records",
                journal(),
                "text",
                text(batch),
                "body",
                hex(batch.toByteArray()));
    }

    private static Map<String, Object> keys() throws GeneralSecurityException {
        PublicKey meter = x25519Public(VectorWorld.METER_X25519);
        PublicKey utility = x25519Public(VectorWorld.UTILITY_X25519);
        KeyAgreement agreement = KeyAgreement.getInstance("X25519");
        agreement.init(RawKeys.x25519Private(VectorWorld.METER_X25519));
        agreement.doPhase(utility, true);
        SealKeys keys = meterKeys();
        List<Object> derived = new ArrayList<>();
        for (Channel channel : Channel.values()) {
            for (int boot : new int[] {7, 8}) {
                derived.add(
                        map(
                                "channel", channel.word(),
                                "generation", 1,
                                "boot", boot,
                                "info", hex(SealKeys.info(VectorWorld.METER, channel, 1, boot)),
                                "key", hex(keys.key(channel, 1, boot).getEncoded())));
            }
        }
        return map(
                "about",
                "X25519 agreement (RFC 7748), HKDF-SHA256 (RFC 5869): Extract, then Expand to 32"
                        + " bytes. The private keys are published here: never use them.",
                "meter",
                VectorWorld.METER.value(),
                "meterPrivate",
                hex(VectorWorld.METER_X25519),
                "meterPublic",
                hex(RawKeys.raw(meter)),
                "utilityPrivate",
                hex(VectorWorld.UTILITY_X25519),
                "utilityPublic",
                hex(RawKeys.raw(utility)),
                "sharedSecret",
                hex(agreement.generateSecret()),
                "salt",
                hex("smartmeter/1/seal".getBytes(StandardCharsets.US_ASCII)),
                "pseudorandomKey",
                hex(keys.pseudorandomKeyBytes()),
                "keys",
                derived);
    }

    static SealKeys meterKeys() {
        return SealKeys.agree(
                RawKeys.x25519Private(VectorWorld.METER_X25519),
                RawKeys.raw(x25519Public(VectorWorld.UTILITY_X25519)),
                VectorWorld.METER);
    }

    /// X25519 of the private key and the base point 9 (RFC 7748, section 6.1).
    static PublicKey x25519Public(byte[] privateKey) {
        byte[] base = new byte[RawKeys.LENGTH];
        base[0] = 9;
        try {
            KeyAgreement agreement = KeyAgreement.getInstance("X25519");
            agreement.init(RawKeys.x25519Private(privateKey));
            agreement.doPhase(RawKeys.x25519Public(base), true);
            return RawKeys.x25519Public(agreement.generateSecret());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, Object> seals() {
        SealKeys keys = meterKeys();
        Sealer up = new Sealer(keys, new Topic(VectorWorld.METER, Channel.UP), 1, 7);
        Sealer live = new Sealer(keys, new Topic(VectorWorld.METER, Channel.LIVE), 1, 7);
        Sealer down = new Sealer(keys, new Topic(VectorWorld.METER, Channel.DOWN), 1, 3);
        long epoch = VectorWorld.EPOCH.second();
        Message hello = Uplink.newBuilder().setHello(VectorWorld.hello()).build();
        Message records =
                Uplink.newBuilder()
                        .setRecords(RecordBatch.pack(VectorWorld.journal(), number -> null))
                        .build();
        Message order = Downlink.newBuilder().setOrder(signed(VectorWorld.scheduleOrder())).build();
        byte[] helloFrame = up.seal(epoch, hello.toByteArray());
        List<Object> seals = new ArrayList<>();
        seals.add(seal(Channel.UP, hello, helloFrame));
        seals.add(seal(Channel.UP, records, up.seal(epoch, 41, 8, records.toByteArray())));
        seals.add(
                seal(
                        Channel.LIVE,
                        VectorWorld.live(),
                        live.seal(epoch, VectorWorld.live().toByteArray())));
        seals.add(
                seal(
                        Channel.DOWN,
                        VectorWorld.receipt(),
                        down.seal(epoch, VectorWorld.receipt().toByteArray())));
        seals.add(seal(Channel.DOWN, order, down.seal(epoch, order.toByteArray())));
        return map(
                "about",
                "Sealed frames under the keys of keys.json. frame = header, ciphertext, tag;"
                        + " associatedData = header, topic. 'text' is the content in protobuf's"
                        + " text format.",
                "seals",
                seals,
                "refused",
                refusedFrames(helloFrame));
    }

    private static Map<String, Object> seal(Channel channel, Message content, byte[] frame) {
        SealHeader header;
        try {
            header = SealHeader.of(frame);
        } catch (SealBrokenException e) {
            throw new IllegalStateException(e);
        }
        String topic = new Topic(VectorWorld.METER, channel).toString();
        String headerHex = hex(frame).substring(0, 2 * SealHeader.LENGTH);
        return map(
                "topic", topic,
                "generation", header.generation(),
                "epoch", header.epoch(),
                "firstSequence", header.firstSequence(),
                "count", header.count(),
                "boot", header.boot(),
                "counter", header.counter(),
                "message", content.getDescriptorForType().getName(),
                "text", text(content),
                "content", hex(content.toByteArray()),
                "key", hex(meterKeys().key(channel, 1, header.boot()).getEncoded()),
                "header", headerHex,
                "nonce", headerHex.substring(2 * SealHeader.LENGTH - 24),
                "associatedData", headerHex + hex(topic.getBytes(StandardCharsets.US_ASCII)),
                "frame", hex(frame));
    }

    private static List<Object> refusedFrames(byte[] good) {
        String topic = "sem/1/SEM0000000004410/up";
        String frame = hex(good);
        return List.of(
                map("topic", topic, "frame", "0101", "reason", "TOO_SHORT"),
                map("topic", topic, "frame", "02" + frame.substring(2), "reason", "VERSION"),
                map("topic", "sem/1/SEM0000000004410/live", "frame", frame, "reason", "CHANNEL"),
                map(
                        "topic",
                        topic,
                        "frame",
                        frame.substring(0, 4) + "00000000" + frame.substring(12),
                        "reason",
                        "HEADER"),
                map(
                        "topic",
                        topic,
                        "frame",
                        frame.substring(0, 26) + "ff" + frame.substring(28),
                        "reason",
                        "NOT_AUTHENTIC"),
                map(
                        "topic",
                        topic,
                        "frame",
                        frame.substring(0, frame.length() - 2) + "00",
                        "reason",
                        "NOT_AUTHENTIC"));
    }

    static SignedOrder signed(Order order) {
        return Orders.sign(order, Ed25519.signer(RawKeys.ed25519Private(VectorWorld.COMMAND_SEED)));
    }

    private static Map<String, Object> orders() {
        List<Object> good = new ArrayList<>();
        for (Order order :
                List.of(
                        VectorWorld.scheduleOrder(),
                        VectorWorld.timeOrder(),
                        VectorWorld.liveOrder(),
                        VectorWorld.profileOrder(),
                        VectorWorld.calendarOrder(),
                        VectorWorld.demandOrder(),
                        VectorWorld.limiterOrder(),
                        VectorWorld.emergencyOrder(),
                        VectorWorld.reconnectOrder())) {
            good.add(order(order, signed(order)));
        }
        for (Order order : List.of(VectorWorld.disconnectOrder(), VectorWorld.lowLimitOrder())) {
            good.add(order(order, approved(order)));
        }
        return map(
                "about",
                "Ed25519 over label, 0x00, order. Checked at 'now' (ms) by the meter, which acted"
                        + " on 'lastCounter' before. The seeds are those of RFC 8032, section 7.1.",
                "meter",
                VectorWorld.METER.value(),
                "label",
                hex("smartmeter/1/order\0".getBytes(StandardCharsets.US_ASCII)),
                "commandPrivate",
                hex(VectorWorld.COMMAND_SEED),
                "commandPublic",
                "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
                "approvalPrivate",
                hex(VectorWorld.APPROVAL_SEED),
                "approvalPublic",
                "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
                "orders",
                good,
                "refused",
                refusedOrders());
    }

    private static Map<String, Object> order(Order order, SignedOrder signed) {
        return map(
                "text", text(order),
                "order", hex(order.toByteArray()),
                "signature", hex(signed.getCommandSignature().toByteArray()),
                "approvalSignature", hex(signed.getApprovalSignature().toByteArray()),
                "signedOrder", hex(signed.toByteArray()),
                "now", VectorWorld.START.toEpochMilli(),
                "lastCounter", order.getCounter() - 1);
    }

    private static SignedOrder approved(Order order) {
        return Orders.sign(
                order,
                Ed25519.signer(RawKeys.ed25519Private(VectorWorld.COMMAND_SEED)),
                Ed25519.signer(RawKeys.ed25519Private(VectorWorld.APPROVAL_SEED)));
    }

    private static List<Object> refusedOrders() {
        Order order = VectorWorld.scheduleOrder();
        SignedOrder signed = signed(order);
        long now = VectorWorld.START.toEpochMilli();
        SignedOrder byApproval =
                Orders.sign(
                        order, Ed25519.signer(RawKeys.ed25519Private(VectorWorld.APPROVAL_SEED)));
        SignedOrder foreign = signed(order.toBuilder().setMeter("SEM0000000004411").build());
        SignedOrder empty = signed(order.toBuilder().clearBody().build());
        SignedOrder notApproved =
                approved(VectorWorld.disconnectOrder()).toBuilder()
                        .clearApprovalSignature()
                        .build();
        SignedOrder lowNotApproved =
                approved(VectorWorld.lowLimitOrder()).toBuilder().clearApprovalSignature().build();
        return List.of(
                refused(byApproval, now, 6, "COMMAND_SIGNATURE"),
                refused(notApproved, now, 12, "APPROVAL_SIGNATURE"),
                refused(lowNotApproved, now, 13, "APPROVAL_SIGNATURE"),
                refused(empty, now, 6, "UNKNOWN_KIND"),
                refused(foreign, now, 6, "METER"),
                refused(signed, now - 60_001, 6, "NOT_YET_VALID"),
                refused(signed, now + 3_600_001, 6, "EXPIRED"),
                refused(signed, now, 7, "COUNTER"));
    }

    private static Object refused(SignedOrder signed, long now, long last, String reason) {
        return map(
                "signedOrder", hex(signed.toByteArray()),
                "now", now,
                "lastCounter", last,
                "reason", reason);
    }

    private static Map<String, Object> chain() {
        HashChain chain = HashChain.start(VectorWorld.METER, VectorWorld.EPOCH);
        String start = hex(chain.head());
        List<Object> heads = new ArrayList<>();
        for (JournalRecord record : VectorWorld.journal()) {
            JournalRecord fromOne =
                    new JournalRecord(record.sequence() - 40, record.tag(), record.payload());
            chain = chain.plus(fromOne);
            heads.add(
                    map(
                            "sequence", fromOne.sequence(),
                            "tag", fromOne.tag(),
                            "payload", hex(fromOne.payload()),
                            "head", hex(chain.head())));
        }
        byte[] head = chain.head();
        ChainSignature signature =
                ChainSignature.sign(
                        VectorWorld.METER,
                        VectorWorld.EPOCH,
                        heads.size(),
                        head,
                        Ed25519.signer(RawKeys.ed25519Private(VectorWorld.METER_SEED)));
        return map(
                "about",
                "SHA-256 over a journal, and the meter's Ed25519 signature on its head, which is"
                        + " the payload of record 9, tag 4.",
                "meter",
                VectorWorld.METER.value(),
                "epoch",
                VectorWorld.EPOCH.second(),
                "start",
                start,
                "records",
                heads,
                "meterPrivate",
                hex(VectorWorld.METER_SEED),
                "meterPublic",
                "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
                "upTo",
                heads.size(),
                "message",
                hex(
                        ChainSignature.message(
                                VectorWorld.METER, VectorWorld.EPOCH, heads.size(), head)),
                "signature",
                hex(signature.signature()),
                "payload",
                hex(RecordsCodec.encode(signature)));
    }

    private static Map<String, Object> replay() {
        long[][] messages = {
            {3, 5},
            {3, 6},
            {3, 7},
            {2, 99},
            {3, 7},
            {3, 10},
            {3, 9},
            {3, 9},
            {3, 1_040},
            {3, 8},
            {3, 16},
            {3, 17},
            {3, 17},
            {3, 1_040},
            {4, 2},
            {4, 1},
            {4, 1},
            {3, 1_041},
            {4, 4_294_967_296L},
            {4, 3},
            {5, 0},
            {5, 1}
        };
        ReplayWindow window = new ReplayWindow(new ReplayWindow.State(3, 6));
        List<Object> steps = new ArrayList<>();
        for (long[] message : messages) {
            steps.add(
                    map(
                            "boot", message[0],
                            "counter", message[1],
                            "accepted", window.accept((int) message[0], message[1])));
        }
        return map(
                "about",
                "Messages in the order they arrive, after a restart with the kept state.",
                "width",
                ReplayWindow.WIDTH,
                "kept",
                map("boot", 3, "highest", 6),
                "messages",
                steps);
    }

    private static String text(Message message) {
        return TextFormat.printer().emittingSingleLine(true).printToString(message);
    }
}
