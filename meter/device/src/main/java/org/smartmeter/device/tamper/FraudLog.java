package org.smartmeter.device.tamper;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.smartmeter.device.KeptEvent;
import org.smartmeter.device.Surroundings;
import org.smartmeter.journal.StateFile;
import org.smartmeter.wire.EventCode;

/// Tells what the watches found, each change once whatever the power does: what is to be told is
/// kept with a number of its own, then journalled, then no longer kept. After a power cut the
/// journal is asked for that number. What a watch may not tell now is counted, and told as it then
/// stands when it may again.
final class FraudLog {

    private final Surroundings meter;
    private final StateFile file;
    private final List<Watch> watches = new ArrayList<>();
    private final boolean isFirstStart;
    private final long configuration;
    private long events;
    private long fingerprint;
    private List<KeptEvent> pending;

    /// @param configuration fingerprint of the one in force; 0 if it is not known. One that
    /// another software computed by another rule is nothing to compare it with, and no fraud
    FraudLog(Surroundings meter, long configuration, Instant board) {
        this.meter = meter;
        this.configuration = configuration;
        file = meter.state("tamper", TamperMemory.MAXIMUM_BYTES);
        Optional<TamperMemory> kept = file.read().flatMap(TamperMemory::decode);
        isFirstStart = kept.isEmpty();
        events = kept.map(TamperMemory::events).orElse(0L);
        fingerprint =
                kept.map(TamperMemory::fingerprint)
                        .filter(known -> known != 0 && configuration != 0)
                        .filter(known -> TamperSettings.areComparable(known, configuration))
                        .orElse(configuration);
        pending = kept.map(TamperMemory::pending).orElse(List.of());
        for (FraudKind kind : FraudKind.values()) {
            for (int place = 0; place < kind.places(); place++) {
                TamperMemory.Watched before =
                        kept.map(it -> it.watched(watches.size()))
                                .orElse(TamperMemory.Watched.NOTHING);
                watches.add(
                        new Watch(
                                kind,
                                kind.places() == 1 ? 0 : place + 1,
                                before.ongoing(),
                                before.untold(),
                                board));
            }
        }
        if (kept.map(TamperMemory::fingerprint).filter(it -> it == fingerprint).isEmpty()) {
            save();
        }
    }

    /// Whether there is no before: nothing can have happened while the meter was off.
    boolean isFirstStart() {
        return isFirstStart;
    }

    List<Watch> watches() {
        return watches;
    }

    /// Tells whether another configuration is in force than was at the last start.
    ///
    /// @param watts power now
    void tellConfiguration(Instant board, long watts) {
        if (fingerprint == configuration || !meter.hasJournal()) {
            return;
        }
        long before = fingerprint;
        fingerprint = configuration;
        tell(
                board,
                List.of(
                        KeptEvent.of(
                                EventCode.CONFIGURATION_CHANGED,
                                meter.time(board),
                                before,
                                fingerprint,
                                ++events,
                                watts)));
    }

    private KeptEvent event(EventCode code, Instant board, long... values) {
        long[] numbered = Arrays.copyOf(values, values.length + 1);
        numbered[values.length] = ++events;
        return KeptEvent.of(code, meter.time(board), numbered);
    }

    /// A watch has changed its mind: told if it may be.
    void changed(Watch watch, Instant board) {
        if (!tell(watch, board) && Integer.bitCount(watch.untold()) == 1) {
            save(); // at 1, 2, 4 …: a flood must not wear the memory either
        }
    }

    /// Tells what could not be told before.
    void catchUp(Instant board) {
        if (!pending.isEmpty() && meter.hasJournal()) {
            write(board);
        }
        for (Watch watch : watches) {
            if (watch.untold() > 0) {
                tell(watch, board);
            }
        }
    }

    private boolean tell(Watch watch, Instant board) {
        if (!meter.hasJournal() || !watch.take(board)) {
            return false;
        }
        List<KeptEvent> due = new ArrayList<>();
        if (watch.leftOut() > 0) {
            due.add(
                    event(
                            EventCode.FRAUD_REPEATED,
                            board,
                            watch.kind().code(watch.isTold()).number(),
                            watch.leftOut()));
        }
        watch.toTell().ifPresent(change -> due.add(event(watch, change)));
        watch.toldNow();
        tell(board, due);
        return true;
    }

    private KeptEvent event(Watch watch, Watch.Change change) {
        return event(
                watch.kind().code(change.ongoing()),
                change.at(),
                change.watts(),
                change.measured(),
                watch.place(),
                change.whileOff() ? 1 : 0);
    }

    /// While there is a journal.
    private void tell(Instant board, List<KeptEvent> due) {
        if (!pending.isEmpty()) {
            write(board);
        }
        pending = List.copyOf(due);
        save();
        pending.forEach(each -> each.tell(meter, board));
        forget();
    }

    /// What a power cut interrupted.
    private void write(Instant board) {
        pending.stream().filter(each -> !each.isIn(meter)).forEach(each -> each.tell(meter, board));
        forget();
    }

    /// Forgotten at once, though it is a write more for each event: what is pending at a start
    // costs
    /// it a reading of the whole journal.
    private void forget() {
        meter.force();
        pending = List.of();
        save();
        meter.sendSoon();
    }

    /// Whether something waits to be told.
    boolean isBehind() {
        return !pending.isEmpty()
                || fingerprint != configuration
                || watches.stream().anyMatch(watch -> watch.untold() > 0);
    }

    void save() {
        List<TamperMemory.Watched> watched =
                watches.stream()
                        .map(each -> new TamperMemory.Watched(each.isTold(), each.untold()))
                        .toList();
        file.write(new TamperMemory(events, fingerprint, watched, pending).encode());
    }
}
