package org.smartmeter.device;

import java.util.function.UnaryOperator;
import org.smartmeter.journal.StateFile;

/// The counters in force and their state file: a change is durable before anybody sees it.
final class KeptCounters {

    private final StateFile file;
    private Counters counters;

    private KeptCounters(StateFile file, Counters counters) {
        this.file = file;
        this.counters = counters;
    }

    /// Finds the counters again, or those of a first start.
    static KeptCounters open(StateFile file, Counters ifNone) {
        return new KeptCounters(file, file.read().flatMap(Counters::decode).orElse(ifNone));
    }

    Counters get() {
        return counters;
    }

    void change(UnaryOperator<Counters> change) {
        Counters changed = change.apply(counters);
        if (!changed.equals(counters)) {
            file.write(changed.encode());
            counters = changed;
        }
    }
}
