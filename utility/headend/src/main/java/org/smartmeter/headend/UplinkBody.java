package org.smartmeter.headend;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.smartmeter.wire.MalformedException;
import org.smartmeter.wire.v1.Hello;
import org.smartmeter.wire.v1.Uplink;

/// What an uplink message holds. Records are cut out as they stand and not parsed: the head-end
/// carries them, the store reads them, once.
sealed interface UplinkBody {

    record Greeting(Hello hello) implements UplinkBody {}

    /// @param body a serialised `Records`
    @SuppressWarnings("ArrayRecordComponent") // passed on, never compared
    record Run(byte[] body) implements UplinkBody {}

    static UplinkBody read(byte[] content) throws MalformedException {
        try {
            CodedInputStream in = CodedInputStream.newInstance(content);
            UplinkBody found = null;
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                UplinkBody next = field(in, tag);
                found = next == null ? found : next;
            }
            if (found == null) {
                throw new MalformedException("uplink", "neither a hello nor records");
            }
            return found;
        } catch (IOException e) {
            throw new MalformedException("uplink", "not an Uplink message", e);
        }
    }

    private static @Nullable UplinkBody field(CodedInputStream in, int tag) throws IOException {
        if (WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case Uplink.HELLO_FIELD_NUMBER -> {
                    return new Greeting(Hello.parseFrom(in.readByteArray()));
                }
                case Uplink.RECORDS_FIELD_NUMBER -> {
                    return new Run(in.readByteArray());
                }
                default -> {}
            }
        }
        in.skipField(tag);
        return null;
    }
}
