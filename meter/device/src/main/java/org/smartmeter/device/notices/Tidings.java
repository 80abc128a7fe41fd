package org.smartmeter.device.notices;

import java.util.Arrays;
import java.util.List;
import org.smartmeter.wire.EventCode;

/// An event that has to reach the journal, kept with the state that it tells of until it has.
record Tidings(EventCode code, List<Long> values) {

    static Tidings of(EventCode code, long... values) {
        return new Tidings(code, Arrays.stream(values).boxed().toList());
    }

    long[] array() {
        return values.stream().mapToLong(Long::longValue).toArray();
    }
}
