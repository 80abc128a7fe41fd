package org.smartmeter.commands;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/// Lets approved commands into the queue as far as the [VolumeGuard] has no objection. What passed
/// once counts whatever became of it.
final class Admission {

    private static final Duration HOUR = Duration.ofHours(1);

    private Admission() {}

    static void judge(Handle handle, VolumeLimits limits, List<Command> approved, Instant now) {
        if (approved.isEmpty()) {
            return;
        }
        // counting and admitting are one step, or two batches would each see room for themselves
        Locks.ADMISSION.take(handle);
        List<VolumeGuard.Effect> asked =
                approved.stream()
                        .map(c -> new VolumeGuard.Effect(effect(c, now), c.feeder()))
                        .toList();
        List<Optional<String>> objections =
                VolumeGuard.judge(limits, admittedNear(handle, asked), asked);
        List<Book.Change> changes = new ArrayList<>();
        List<Command> admitted = new ArrayList<>();
        for (int i = 0; i < approved.size(); i++) {
            Command command = approved.get(i);
            if (objections.get(i).isPresent()) {
                changes.add(
                        new Book.Change(
                                command, CommandEvent.QUARANTINED, objections.get(i).get()));
            } else {
                changes.add(new Book.Change(command, CommandEvent.ADMITTED, ""));
                admitted.add(command);
            }
        }
        Book.enter(handle, changes, now, Optional.empty());
        count(handle, admitted, now);
        Overruled.callBackReconnections(handle, admitted, now);
    }

    /// Has the guard count these from now on.
    static void count(Handle handle, List<Command> commands, Instant now) {
        if (commands.isEmpty()) {
            return;
        }
        PreparedBatch effects =
                handle.prepareBatch("update commands.commands set effect = :effect where id = :id");
        for (Command command : commands) {
            effects.bind("effect", CommandTable.time(effect(command, now)))
                    .bind("id", command.id())
                    .add();
        }
        effects.execute();
    }

    private static Instant effect(Command command, Instant now) {
        return command.body().effect(command.due().isAfter(now) ? command.due() : now);
    }

    private static List<VolumeGuard.Effect> admittedNear(
            Handle handle, List<VolumeGuard.Effect> asked) {
        List<Instant> times = asked.stream().map(VolumeGuard.Effect::at).toList();
        return handle.select(
                        "select effect, feeder from commands.commands"
                                + " where effect > ? and effect < ?",
                        CommandTable.time(Collections.min(times).minus(HOUR)),
                        CommandTable.time(Collections.max(times).plus(HOUR)))
                .map(
                        (row, _) ->
                                new VolumeGuard.Effect(
                                        CommandTable.instant(row, "effect"),
                                        Optional.ofNullable(row.getString("feeder"))))
                .list();
    }
}
