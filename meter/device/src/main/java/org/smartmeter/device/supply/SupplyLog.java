package org.smartmeter.device.supply;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.smartmeter.device.KeptEvent;
import org.smartmeter.device.Surroundings;
import org.smartmeter.wire.EventCode;

/// What the switch has to tell, in the order in which it happened: kept in one write with the state
/// that it tells of, then journalled, then no longer kept. Each event has a number, by which the
/// journal is asked after a power cut, so it is told once. That the supply was switched waits for
/// the relay's answer, and what happened later waits behind it.
final class SupplyLog {

    /// What waits while there is no journal. Beyond that the oldest go; the numbers show the hole.
    static final int MOST = 16;

    /// Where an event 160 has the output state.
    private static final int OUTPUT = 4;

    /// @param changes how often the control state changed in the meter's life
    /// @param events how many others happened
    /// @param untold those of both that the journal may not have
    record Kept(long changes, long events, List<KeptEvent> untold) {

        static final Kept NOTHING = new Kept(0, 0, List.of());

        Kept {
            untold = List.copyOf(untold);
        }

        /// The newest change of the control state, if it is among what is untold.
        Optional<KeptEvent> untoldChange() {
            return untold.stream().filter(event -> isChange(event, changes)).findFirst();
        }
    }

    private static boolean isChange(KeptEvent event, long number) {
        return event.code() == EventCode.SUPPLY_SWITCHED && event.values().getFirst() == number;
    }

    private final Surroundings meter;
    private final List<KeptEvent> untold;
    private long changes;
    private long events;

    /// How many of the first ones a power cut may have left in the journal.
    private int interrupted;

    private boolean unkept;

    SupplyLog(Kept kept, Surroundings meter) {
        this.meter = meter;
        changes = kept.changes();
        events = kept.events();
        untold = new ArrayList<>(kept.untold());
        interrupted = untold.size();
    }

    /// The control state has changed.
    ///
    /// @param watts power before it
    void switched(Instant board, DisconnectControl now, Transition by, long watts) {
        changes++;
        add(
                KeptEvent.of(
                        EventCode.SUPPLY_SWITCHED,
                        meter.time(board),
                        changes,
                        by.number(),
                        now.state().number(),
                        now.cause().number(),
                        RelayPosition.UNKNOWN.number(),
                        watts));
    }

    /// Something else has happened: its values, and its number behind them.
    void add(Instant board, EventCode code, long... values) {
        long[] numbered = Arrays.copyOf(values, values.length + 1);
        numbered[values.length] = ++events;
        add(KeptEvent.of(code, meter.time(board), numbered));
    }

    private void add(KeptEvent event) {
        if (untold.size() == MOST) {
            untold.removeFirst();
            interrupted = Math.max(0, interrupted - 1);
        }
        untold.add(event);
        unkept = true;
    }

    /// Whether something happened that was not asked for to be kept.
    boolean isUnkept() {
        return unkept;
    }

    /// What is to be kept, by the caller and now.
    Kept keep() {
        unkept = false;
        return new Kept(changes, events, untold);
    }

    /// Journals, durably, what can be told by now.
    ///
    /// @return whether there was something, so that what is kept has changed
    boolean tell(Instant board, RelayDrive drive) {
        if (untold.isEmpty() || !meter.hasJournal()) {
            return false;
        }
        int told = 0;
        while (told < untold.size() && isTellable(untold.get(told), board, drive)) {
            KeptEvent event = untold.get(told);
            if (told >= interrupted || !isJournalled(event)) {
                whole(event, drive.position()).tell(meter, board);
            }
            told++;
        }
        if (told == 0) {
            return false;
        }
        meter.force();
        untold.subList(0, told).clear();
        interrupted = Math.max(0, interrupted - told);
        return true;
    }

    private boolean isTellable(KeptEvent event, Instant board, RelayDrive drive) {
        return !isNewestChange(event) || drive.isSettled(board);
    }

    private boolean isNewestChange(KeptEvent event) {
        return isChange(event, changes);
    }

    /// What the relay did at a change that another one followed before it settled is not known.
    private KeptEvent whole(KeptEvent event, RelayPosition now) {
        return isNewestChange(event) ? with(event, now) : event;
    }

    private static KeptEvent with(KeptEvent event, RelayPosition output) {
        List<Long> values = new ArrayList<>(event.values());
        values.set(OUTPUT, (long) output.number());
        return new KeptEvent(event.code(), event.time(), values);
    }

    private boolean isJournalled(KeptEvent event) {
        if (event.code() != EventCode.SUPPLY_SWITCHED) {
            return event.isIn(meter);
        }
        return Arrays.stream(RelayPosition.values())
                .anyMatch(output -> with(event, output).isIn(meter));
    }
}
