package org.smartmeter.device.supply;

import java.time.Duration;
import java.time.Instant;
import org.smartmeter.device.EventBudget;
import org.smartmeter.device.Surroundings;
import org.smartmeter.wire.EventCode;

/// Has the relay looked at, and says what changed about its obedience, so seldom that a relay that
/// flutters fills neither journal nor line.
final class RelayWatch {

    /// A load that comes and goes behind a dead feedback changes what is known of the relay.
    private static final Duration POSITION_SAID_EVERY = Duration.ofMinutes(1);

    private static final int EVENTS = 8;
    private static final Duration EVENTS_REFILL = Duration.ofHours(1);

    private final RelayDrive drive;
    private final SupplyLog log;
    private final Surroundings meter;
    private final EventBudget events;
    private RelayPosition positionSaid;
    private Instant sayAgain;

    RelayWatch(RelayDrive drive, SupplyLog log, Surroundings meter, Instant board) {
        this.drive = drive;
        this.log = log;
        this.meter = meter;
        events = new EventBudget(EVENTS, EVENTS_REFILL, board);
        positionSaid = drive.position();
        sayAgain = board;
    }

    /// @param watts power now
    void look(long watts, Instant board) {
        RelayPosition said = drive.feedback();
        RelayDrive.Change change = drive.run(board);
        if (change != RelayDrive.Change.NONE) {
            boolean disagrees = change == RelayDrive.Change.DISAGREES;
            if (events.take(board)) {
                log.add(
                        board,
                        disagrees ? EventCode.RELAY_DISAGREES : EventCode.RELAY_FOLLOWS,
                        drive.wantsClosed() ? 1 : 0,
                        disagrees ? watts : drive.operations(),
                        said.number());
            }
            meter.helloAgain();
        }
        if (drive.position() != positionSaid && !board.isBefore(sayAgain)) {
            positionSaid = drive.position();
            sayAgain = board.plus(POSITION_SAID_EVERY);
            meter.helloAgain();
        }
    }
}
