package org.smartmeter.commands;

import org.jdbi.v3.core.Handle;

/// What only one transaction at a time may do, of all processes on the database.
enum Locks {
    /// Count critical commands and let more of them pass.
    ADMISSION(1),
    /// Count what is under way and hand out more.
    HAND_OUT(2);

    /// Sets this room's locks apart from any other's in the database.
    private static final int ROOM = 0x636d_6473;

    private final int number;

    Locks(int number) {
        this.number = number;
    }

    /// Waits for it; it is given back when the transaction ends.
    void take(Handle handle) {
        handle.execute("select pg_advisory_xact_lock(?, ?)", ROOM, number);
    }
}
