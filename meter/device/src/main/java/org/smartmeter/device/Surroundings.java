package org.smartmeter.device;

import java.time.Instant;
import java.util.Optional;
import org.smartmeter.journal.StateFile;
import org.smartmeter.wire.EventCode;

/// What a [Part] finds around it in its meter. Only [#wake] may be called from any thread.
public interface Surroundings {

    /// The meter's time at an instant of the board's.
    Instant time(Instant board);

    /// Whether the meter's clock was set and is not in doubt.
    boolean isClockSet();

    /// Writes an event with the meter's time into the journal; durable after [#force], and at the
    /// latest when the device's present turn ends. Lost while the meter has no journal.
    void event(Instant board, EventCode code, long... values);

    /// Whether there is a journal that events can go into.
    boolean hasJournal();

    /// Whether an event of this code and these values stands in the journal. Reads all of it: only
    /// for what a power cut may have interrupted.
    boolean isJournalled(EventCode code, long... values);

    /// Has the link send what is durable now, without waiting for its time: a person waits.
    void sendSoon();

    /// Has the link say hello again, since what it says has changed or an answer is wanted.
    void helloAgain();

    /// Board time at which a genuine message of the utility last came; empty if none did since the
    /// start.
    Optional<Instant> utilityHeard();

    /// Makes every record so far durable.
    void force();

    /// Opens a state file of the part's own; the device closes it. If both copies are damaged that
    /// is logged and the file starts empty.
    ///
    /// @param name letters, digits and `-`; another for every part
    /// @param maxBytes the longest value, at most [StateFile#LONGEST_VALUE]
    StateFile state(String name, int maxBytes);

    /// What the registers have counted and no power cut takes back.
    long durableCount(EnergyRegister register);

    /// Has the device enter its parts soon, because something came from outside.
    void wake();
}
