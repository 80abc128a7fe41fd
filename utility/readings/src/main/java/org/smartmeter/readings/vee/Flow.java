package org.smartmeter.readings.vee;

import org.smartmeter.readings.Interval;

/// Which way the energy flows.
public enum Flow {
    /// From the network into the home (1-0:1.8.0).
    IMPORT(1),
    /// From the home into the network (1-0:2.8.0).
    EXPORT(2);

    private final int code;

    Flow(int code) {
        this.code = code;
    }

    /// As it is stored.
    int code() {
        return code;
    }

    static Flow ofCode(int code) {
        return code == IMPORT.code ? IMPORT : EXPORT;
    }

    /// mWh
    long of(Interval interval) {
        return (this == IMPORT ? interval.imported() : interval.exported()).milliwattHours();
    }
}
