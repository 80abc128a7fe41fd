package org.smartmeter.drivers.sml;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.smartmeter.drivers.telegram.TelegramRegister;
import org.smartmeter.terms.ObisCode;

/// SML_GetList.Res: which meter, when, and a list of values (TR-03109-1 annex IV).
record GetListResponse(Optional<String> meter, SmlTime time, List<TelegramRegister> registers) {

    private static final int ELEMENTS = 7;
    private static final int ENTRY_ELEMENTS = 7;
    private static final int OBIS_BYTES = 6;
    private static final int MOST_SCALER = 30;
    private static final ObisCode POWER = ObisCode.parse("1-0:16.7.0.255");

    /// A too short number has at most three bytes; a true negative one has four.
    private static final int LONGEST_TOO_SHORT = 3;

    static GetListResponse of(List<SmlElement> body) throws SmlDamagedException {
        if (body.size() != ELEMENTS) {
            throw new SmlDamagedException(
                    body.isEmpty() ? 0 : body.getFirst().at(),
                    "a list response of " + body.size() + " elements; it has " + ELEMENTS);
        }
        Optional<ServerId> server = ServerId.of(body.get(1));
        SmlTime time = SmlTime.of(body.get(3));
        if (!(body.get(4) instanceof SmlElement.Items values)) {
            throw new SmlDamagedException(body.get(4).at(), "a list response without list");
        }
        List<TelegramRegister> registers = new ArrayList<>();
        for (SmlElement value : values.elements()) {
            registers.add(register(value, server, time));
        }
        return new GetListResponse(server.map(ServerId::text), time, registers);
    }

    private static TelegramRegister register(
            SmlElement element, Optional<ServerId> server, SmlTime time)
            throws SmlDamagedException {
        if (!(element instanceof SmlElement.Items entry)
                || entry.elements().size() != ENTRY_ELEMENTS) {
            throw new SmlDamagedException(element.at(), "a list entry of another form");
        }
        SmlElement name = entry.elements().getFirst();
        if (!(name instanceof SmlElement.Octets code) || code.bytes().length != OBIS_BYTES) {
            throw new SmlDamagedException(name.at(), "a list entry without OBIS code");
        }
        ObisCode obis = ObisCode.fromBytes(code.bytes());
        SmlTime measured = SmlTime.of(entry.elements().get(2));
        return new TelegramRegister(
                obis.toString(),
                value(entry.elements(), obis, server),
                DlmsUnit.of(number(entry.elements().get(3))),
                measured.calendar().or(time::calendar));
    }

    private static Optional<String> value(
            List<SmlElement> entry, ObisCode obis, Optional<ServerId> server)
            throws SmlDamagedException {
        SmlElement value = entry.get(5);
        return switch (value) {
            case SmlElement.Absent _ -> Optional.empty();
            case SmlElement.Octets octets -> Optional.of(octets.text());
            case SmlElement.Truth truth -> Optional.of(String.valueOf(truth.value()));
            case SmlElement.Whole whole ->
                    Optional.of(
                            scaled(
                                    corrected(whole, obis, server),
                                    number(entry.get(4)),
                                    entry.get(4).at()));
            case SmlElement.Items _, SmlElement.EndOfMessage _ ->
                    throw new SmlDamagedException(value.at(), "a list entry with no simple value");
        };
    }

    private static BigInteger corrected(
            SmlElement.Whole whole, ObisCode obis, Optional<ServerId> server) {
        boolean tooShort =
                whole.signed()
                        && whole.length() <= LONGEST_TOO_SHORT
                        && whole.value().signum() < 0
                        && obis.equals(POWER)
                        && server.filter(ServerId::sendsPositivePowerTooShort).isPresent();
        return tooShort
                ? whole.value().add(BigInteger.ONE.shiftLeft(8 * whole.length()))
                : whole.value();
    }

    private static String scaled(BigInteger value, int scaler, int at) throws SmlDamagedException {
        if (Math.abs(scaler) > MOST_SCALER) {
            throw new SmlDamagedException(at, "a scaler of " + scaler);
        }
        BigDecimal scaled = new BigDecimal(value, -scaler);
        return (scaler > 0 ? scaled.setScale(0) : scaled).toPlainString();
    }

    /// 0 where the element is absent.
    private static int number(SmlElement element) throws SmlDamagedException {
        return switch (element) {
            case SmlElement.Absent _ -> 0;
            case SmlElement.Whole whole -> whole.value().intValue();
            default ->
                    throw new SmlDamagedException(
                            element.at(), "a unit or scaler that is no number");
        };
    }
}
