package org.smartmeter.readings.vee;

import java.util.HashMap;
import java.util.Map;
import org.smartmeter.terms.MeterId;

/// Which meters have something new since they were validated, and from when on. Safe for many
/// threads.
final class Changes {

    /// @param from earliest measured time that came, ms
    /// @param since when the first of it came, ms
    record Change(long from, long since) {

        private Change with(Change other) {
            return new Change(Math.min(from, other.from), Math.min(since, other.since));
        }
    }

    private final Map<MeterId, Change> changes = new HashMap<>();

    synchronized void changed(MeterId meter, Change change) {
        changes.merge(meter, change, Change::with);
    }

    /// Takes out up to so many that changed before an instant.
    synchronized Map<MeterId, Change> take(int most, long before) {
        Map<MeterId, Change> taken = new HashMap<>();
        var all = changes.entrySet().iterator();
        while (all.hasNext() && taken.size() < most) {
            Map.Entry<MeterId, Change> one = all.next();
            if (one.getValue().since() <= before) {
                taken.put(one.getKey(), one.getValue());
                all.remove();
            }
        }
        return taken;
    }

    synchronized int size() {
        return changes.size();
    }
}
