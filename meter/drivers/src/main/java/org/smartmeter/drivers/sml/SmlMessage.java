package org.smartmeter.drivers.sml;

import java.util.ArrayList;
import java.util.List;
import org.smartmeter.drivers.telegram.Crc16;

/// A message of an SML file: what its body is and the elements of the body.
///
/// @param tag kind of the body, 0x0701 is a GetList response
/// @param body its elements; not every kind is a list of the same length in the field
record SmlMessage(int tag, List<SmlElement> body) {

    static final int GET_LIST_RESPONSE = 0x0701;

    private static final int ELEMENTS = 6;

    /// Every message of a file, padding behind the last one passed over.
    ///
    /// @throws SmlDamagedException if one is no message or its checksum does not fit
    static List<SmlMessage> readAll(byte[] content) throws SmlDamagedException {
        SmlReader reader = new SmlReader(content);
        List<SmlMessage> messages = new ArrayList<>();
        while (reader.hasMore()) {
            int begin = reader.position();
            SmlElement element = reader.next();
            if (element instanceof SmlElement.EndOfMessage) {
                continue;
            }
            if (!(element instanceof SmlElement.Items message)
                    || message.elements().size() != ELEMENTS) {
                throw new SmlDamagedException(begin, "what begins here is no SML message");
            }
            messages.add(read(content, begin, message.elements()));
        }
        return messages;
    }

    private static SmlMessage read(byte[] content, int begin, List<SmlElement> message)
            throws SmlDamagedException {
        SmlElement sum = message.get(4);
        if (!(sum instanceof SmlElement.Whole said)) {
            throw new SmlDamagedException(sum.at(), "a message without checksum");
        }
        if (!(message.get(5) instanceof SmlElement.EndOfMessage)) {
            throw new SmlDamagedException(message.get(5).at(), "a message without end");
        }
        check(content, begin, said);
        if (!(message.get(3) instanceof SmlElement.Items choice)
                || choice.elements().size() != 2
                || !(choice.elements().getFirst() instanceof SmlElement.Whole tag)) {
            throw new SmlDamagedException(message.get(3).at(), "a message without body");
        }
        SmlElement body = choice.elements().get(1);
        return new SmlMessage(
                tag.value().intValue(),
                body instanceof SmlElement.Items items ? items.elements() : List.of(body));
    }

    /// A message's checksum covers it up to the checksum and is sent low byte first.
    private static void check(byte[] content, int begin, SmlElement.Whole said)
            throws SmlDamagedException {
        int value = said.value().intValue() & 0xffff;
        int swapped = (value & 0xff) << 8 | value >> 8;
        int crc = Crc16.X25.of(content, begin, said.at());
        if (swapped != crc && swapped != Crc16.KERMIT.of(content, begin, said.at())) {
            throw new SmlDamagedException(
                    said.at(),
                    "the checksum of a message does not fit; expected "
                            + Crc16.hex(crc)
                            + ", found "
                            + Crc16.hex(swapped));
        }
    }
}
