package org.smartmeter.wire;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.smartmeter.terms.ObisCode;

/// The canonical payloads of journal records (`wire/README.md`, "Records"). One object has exactly
/// one byte string, so that the hash chain is the same at both ends; a decoder refuses any other
/// with its reason.
public final class RecordsCodec {

    private RecordsCodec() {}

    public static byte[] encode(Definition definition) {
        CanonicalWriter writer = new CanonicalWriter();
        writer.unsigned(definition.number())
                .unsigned(definition.kind().code())
                .unsigned(definition.periodSeconds())
                .unsigned(definition.registers().size());
        for (Register register : definition.registers()) {
            writer.raw(register.obis().toBytes())
                    .signed(register.scaler())
                    .raw((byte) register.unit().code());
        }
        return writer.take();
    }

    public static byte[] encode(Row row) {
        CanonicalWriter writer = new CanonicalWriter();
        writer.unsigned(row.definition())
                .unsigned(row.time().toEpochMilli())
                .unsigned(row.status())
                .unsigned(row.values().length);
        for (long value : row.values()) {
            writer.signed(value);
        }
        return writer.take();
    }

    public static byte[] encode(Event event) {
        CanonicalWriter writer = new CanonicalWriter();
        writer.unsigned(event.code())
                .unsigned(event.time().toEpochMilli())
                .unsigned(event.values().size());
        for (long value : event.values()) {
            writer.signed(value);
        }
        return writer.take();
    }

    public static byte[] encode(ChainSignature signature) {
        return new CanonicalWriter()
                .unsigned(signature.upTo())
                .raw(signature.head())
                .raw(signature.signature())
                .take();
    }

    public static Definition definition(byte[] payload) throws MalformedException {
        CanonicalReader reader = new CanonicalReader("definition", payload);
        int number = reader.bounded("number", Definition.MAXIMUM_NUMBER);
        int kindCode = reader.bounded("kind", 255);
        Definition.Kind kind =
                Definition.Kind.ofCode(kindCode)
                        .orElseThrow(() -> reader.malformed("kind " + kindCode + " is not known"));
        int period = reader.bounded("period", Definition.MAXIMUM_PERIOD_SECONDS);
        int count = reader.bounded("register count", Definition.MAXIMUM_REGISTERS);
        List<Register> registers = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            registers.add(register(reader));
        }
        reader.end();
        try {
            return new Definition(number, kind, period, registers);
        } catch (IllegalArgumentException e) {
            throw refused("definition", e);
        }
    }

    private static Register register(CanonicalReader reader) throws MalformedException {
        ObisCode obis = ObisCode.fromBytes(reader.raw(6));
        long scaler = reader.signed();
        if (scaler < Byte.MIN_VALUE || scaler > Byte.MAX_VALUE) {
            throw reader.malformed("scaler " + scaler + " of " + obis + " is outside −128…127");
        }
        int code = reader.next() & 0xff;
        Unit unit =
                Unit.ofCode(code)
                        .orElseThrow(
                                () ->
                                        reader.malformed(
                                                "unit " + code + " of " + obis + " is not known"));
        return new Register(obis, (int) scaler, unit);
    }

    public static Row row(byte[] payload) throws MalformedException {
        CanonicalReader reader = new CanonicalReader("row", payload);
        int definition = reader.bounded("definition number", Definition.MAXIMUM_NUMBER);
        long time = reader.time();
        int status = reader.bounded("status", Integer.MAX_VALUE);
        int count = reader.bounded("value count", Definition.MAXIMUM_REGISTERS);
        long[] values = new long[count];
        for (int i = 0; i < count; i++) {
            values[i] = reader.signed();
        }
        reader.end();
        try {
            return new Row(definition, Instant.ofEpochMilli(time), status, values);
        } catch (IllegalArgumentException e) {
            throw refused("row", e);
        }
    }

    public static Event event(byte[] payload) throws MalformedException {
        CanonicalReader reader = new CanonicalReader("event", payload);
        int code = reader.bounded("code", Event.MAXIMUM_CODE);
        long time = reader.time();
        int count = reader.bounded("value count", Event.MAXIMUM_VALUES);
        List<Long> values = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            values.add(reader.signed());
        }
        reader.end();
        try {
            return new Event(code, Instant.ofEpochMilli(time), values);
        } catch (IllegalArgumentException e) {
            throw refused("event", e);
        }
    }

    public static ChainSignature signature(byte[] payload) throws MalformedException {
        CanonicalReader reader = new CanonicalReader("signature", payload);
        long upTo = reader.unsigned();
        byte[] head = reader.raw(ChainSignature.HEAD_LENGTH);
        byte[] signature = reader.raw(ChainSignature.SIGNATURE_LENGTH);
        reader.end();
        try {
            return new ChainSignature(upTo, head, signature);
        } catch (IllegalArgumentException e) {
            throw refused("signature", e);
        }
    }

    private static MalformedException refused(String what, IllegalArgumentException cause) {
        return new MalformedException(what, String.valueOf(cause.getMessage()), cause);
    }
}
