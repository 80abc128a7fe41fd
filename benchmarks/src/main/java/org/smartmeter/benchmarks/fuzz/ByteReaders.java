package org.smartmeter.benchmarks.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.smartmeter.device.BadConfigurationException;
import org.smartmeter.device.Configuration;
import org.smartmeter.drivers.adc.AdcFrame;
import org.smartmeter.drivers.adc.DamagedFrameException;
import org.smartmeter.drivers.iec62056.ReadoutFormat;
import org.smartmeter.drivers.p1.P1Format;
import org.smartmeter.drivers.pzem.ModbusFrame;
import org.smartmeter.drivers.sml.SmlFormat;
import org.smartmeter.drivers.telegram.Crc16;
import org.smartmeter.drivers.telegram.TelegramFormat;
import org.smartmeter.journal.Files;
import org.smartmeter.journal.Journal;
import org.smartmeter.journal.JournalRefusedException;
import org.smartmeter.journal.JournalSettings;
import org.smartmeter.journal.OpenFile;
import org.smartmeter.journal.StateDamagedException;
import org.smartmeter.journal.StateFile;
import org.smartmeter.simulator.files.PowerCutFiles;
import org.smartmeter.terms.Epoch;
import org.smartmeter.terms.MeterId;
import org.smartmeter.terms.ObisCode;
import org.smartmeter.terms.SequenceRange;
import org.smartmeter.wire.Definition;
import org.smartmeter.wire.MalformedException;
import org.smartmeter.wire.RecordBatch;
import org.smartmeter.wire.RecordsCodec;
import org.smartmeter.wire.Register;
import org.smartmeter.wire.SealBrokenException;
import org.smartmeter.wire.SealHeader;
import org.smartmeter.wire.Unit;
import org.smartmeter.wire.v1.Downlink;
import org.smartmeter.wire.v1.Live;
import org.smartmeter.wire.v1.Order;
import org.smartmeter.wire.v1.SignedOrder;
import org.smartmeter.wire.v1.Uplink;

/// All readers, each with what it may refuse.
final class ByteReaders {

    private static final MeterId METER = new MeterId("FUZ0000000000001");
    private static final Epoch EPOCH = new Epoch(1_790_000_000);
    private static final String SEGMENT = "001790000000-0000000000000001.journal";
    private static final JournalSettings SMALL = new JournalSettings(64 << 10, 8 << 10);
    private static final int STATE_BYTES = 256;

    private ByteReaders() {}

    static List<ByteReader> all() {
        return List.of(
                telegrams(new P1Format(P1Format.DUTCH), p1Seed()),
                telegrams(new SmlFormat(), smlSeed()),
                telegrams(new ReadoutFormat(Optional.empty()), readoutSeed()),
                new ByteReader(
                        "modbus",
                        bytes -> ModbusFrame.find(bytes, 1, 0xf8, 10),
                        List.of(
                                HexFormat.of()
                                        .parseHex(
                                                "0104140900000000000000000000000001f4000000006464"))),
                new ByteReader("adc", ByteReaders::adc, List.of(new byte[18])),
                new ByteReader("seal", ByteReaders::seal, List.of(new byte[64])),
                new ByteReader("batch", ByteReaders::batch, List.of(batchSeed())),
                new ByteReader("record", ByteReaders::record, List.of(definitionSeed())),
                new ByteReader(
                        "message", ByteReaders::message, List.of(new byte[] {8, 1, 18, 2, 8, 1})),
                new ByteReader("journal", ByteReaders::journal, List.of(journalSeed())),
                new ByteReader("state", ByteReaders::state, List.of(stateSeed())),
                new ByteReader(
                        "configuration",
                        ByteReaders::configuration,
                        List.of(
                                "# a meter\nsource = p1 /dev/ttyUSB0\nzone = UTC\n"
                                        .getBytes(US_ASCII))));
    }

    static ByteReader named(String name) {
        return all().stream()
                .filter(reader -> reader.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no reader " + name));
    }

    /// Read as a capture and as it arrives.
    private static ByteReader telegrams(TelegramFormat format, byte[] seed) {
        return new ByteReader(
                format.name(),
                bytes -> {
                    format.read(bytes, true);
                    format.read(bytes, false);
                },
                List.of(seed));
    }

    private static byte[] p1Seed() {
        String body =
                "/SMP5\\FUZZ\r\n\r\n1-3:0.2.8(50)\r\n0-0:1.0.0(260115101500W)\r\n"
                        + "1-0:1.8.1(000711.204*kWh)\r\n0-1:24.2.1(260115100000W)(00417.118*m3)\r\n"
                        + "1-0:99.97.0(1)(0-0:96.7.19)(260101030000W)(0000000301*s)\r\n!";
        byte[] bytes = body.getBytes(ISO_8859_1);
        return (body + Crc16.hex(Crc16.ARC.of(bytes)) + "\r\n").getBytes(ISO_8859_1);
    }

    private static byte[] smlSeed() {
        byte[] message = HexFormat.of().parseHex("7602016200620072630201710163000000");
        int crc = Crc16.X25.of(message, 0, message.length - 4);
        message[message.length - 3] = (byte) crc;
        message[message.length - 2] = (byte) (crc >> 8);
        int padding = (4 - message.length % 4) % 4;
        ByteBuffer file = ByteBuffer.allocate(16 + message.length + padding);
        file.put(HexFormat.of().parseHex("1b1b1b1b01010101")).put(message);
        file.position(file.position() + padding);
        file.put(HexFormat.of().parseHex("1b1b1b1b1a")).put((byte) padding);
        int sum = Crc16.X25.of(file.array(), 0, file.position());
        file.put((byte) sum).put((byte) (sum >> 8));
        return file.array();
    }

    private static byte[] readoutSeed() {
        String block = "0.0.0(40231199)\r\n1.8.0(0012345.678*kWh)(2601151015)\r\n!\r\n\u0003";
        int sum = block.chars().reduce(0, (a, b) -> a ^ b);
        return ("/SMP5FUZZ\r\n\u0002" + block + (char) sum).getBytes(ISO_8859_1);
    }

    private static void adc(byte[] bytes) {
        try {
            AdcFrame.decode(bytes);
        } catch (DamagedFrameException e) {
            return; // as it should
        }
    }

    private static void seal(byte[] bytes) {
        try {
            SealHeader.of(bytes);
        } catch (SealBrokenException e) {
            return; // as it should
        }
    }

    private static byte[] definitionSeed() {
        byte[] payload =
                RecordsCodec.encode(
                        new Definition(1, Definition.Kind.PROFILE, 900, List.of(register())));
        return ByteBuffer.allocate(1 + payload.length).put((byte) 0).put(payload).array();
    }

    private static Register register() {
        return new Register(ObisCode.ACTIVE_ENERGY_IMPORT, 0, Unit.WATT_HOUR);
    }

    private static byte[] batchSeed() {
        return RecordBatch.packLost(3).toByteArray();
    }

    private static void batch(byte[] bytes) {
        Definition known = new Definition(1, Definition.Kind.PROFILE, 900, List.of(register()));
        for (int count : new int[] {1, 3, RecordBatch.MAXIMUM_RECORDS}) {
            try {
                RecordBatch.unpack(
                        bytes, new SequenceRange(1, count), number -> number == 1 ? known : null);
            } catch (MalformedException e) {
                continue; // as it should
            }
        }
    }

    /// The first byte chooses the kind.
    private static void record(byte[] bytes) {
        if (bytes.length == 0) {
            return;
        }
        byte[] payload = Arrays.copyOfRange(bytes, 1, bytes.length);
        try {
            switch (bytes[0] & 3) {
                case 0 -> RecordsCodec.definition(payload);
                case 1 -> RecordsCodec.row(payload);
                case 2 -> RecordsCodec.event(payload);
                default -> RecordsCodec.signature(payload);
            }
        } catch (MalformedException e) {
            return; // as it should
        }
    }

    private static void message(byte[] bytes) {
        try {
            Uplink.parseFrom(bytes);
            Downlink.parseFrom(bytes);
            Live.parseFrom(bytes);
            Order.parseFrom(SignedOrder.parseFrom(bytes).getOrder());
        } catch (InvalidProtocolBufferException e) {
            return; // as it should
        }
    }

    private static byte[] journalSeed() {
        try (PowerCutFiles files = new PowerCutFiles(1)) {
            try (Journal journal = Journal.open(files, SMALL, METER, () -> EPOCH)) {
                for (int k = 0; k < 5; k++) {
                    journal.append(200, new byte[] {1, 2, (byte) k});
                }
                journal.force();
            }
            return content(files, SEGMENT);
        }
    }

    private static void journal(byte[] bytes) {
        try (PowerCutFiles files = new PowerCutFiles(1)) {
            put(files, SEGMENT, bytes);
            Journal.verify(files);
            Journal.open(files, SMALL, METER, () -> EPOCH).close();
        } catch (JournalRefusedException e) {
            return; // as it should
        }
    }

    private static byte[] stateSeed() {
        try (PowerCutFiles files = new PowerCutFiles(1)) {
            try (StateFile state = StateFile.open(files, "state", STATE_BYTES)) {
                state.write(new byte[] {1, 2, 3});
            }
            return content(files, "state");
        }
    }

    private static void state(byte[] bytes) {
        try (PowerCutFiles files = new PowerCutFiles(1)) {
            put(files, "state", bytes);
            try (StateFile state = StateFile.open(files, "state", STATE_BYTES)) {
                state.read();
            }
        } catch (StateDamagedException e) {
            return; // as it should
        }
    }

    private static void put(Files files, String name, byte[] bytes) {
        try (OpenFile file = files.open(name)) {
            file.write(0, ByteBuffer.wrap(bytes));
            file.force();
        }
        files.syncDirectory();
    }

    private static byte[] content(Files files, String name) {
        try (OpenFile file = files.open(name)) {
            ByteBuffer into = ByteBuffer.allocate((int) file.size());
            file.read(0, into);
            return into.array();
        }
    }

    private static void configuration(byte[] bytes) {
        try {
            Configuration read =
                    Configuration.of(
                            Path.of("meter.conf"), new String(bytes, ISO_8859_1).lines().toList());
            read.take("source").ifPresent(it -> it.words());
            read.take("zone").ifPresent(it -> it.zone());
            read.take("source.baud").ifPresent(it -> it.integer(300, 115_200));
            read.refuseRest();
        } catch (BadConfigurationException e) {
            return; // as it should
        }
    }
}
