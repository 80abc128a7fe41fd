package org.smartmeter.wire;

import java.util.HashMap;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Definitions while a batch is packed or unpacked: those from before, then those met inside.
final class DefinitionsInForce {

    private final IntFunction<@Nullable Definition> before;
    private final Map<Integer, Definition> inside = new HashMap<>();

    DefinitionsInForce(IntFunction<@Nullable Definition> before) {
        this.before = before;
    }

    @Nullable Definition get(int number) {
        Definition met = inside.get(number);
        return met != null ? met : before.apply(number);
    }

    /// Takes note of a record; one that is no readable definition changes nothing, at both ends
    /// alike.
    void met(int tag, byte[] payload) {
        if (tag == RecordTag.DEFINITION) {
            try {
                Definition definition = RecordsCodec.definition(payload);
                inside.put(definition.number(), definition);
            } catch (MalformedException _) {
                // Carried unread; its rows find no such definition and say so.
                return;
            }
        }
    }
}
