package org.smartmeter.world;

import java.time.Duration;
import org.smartmeter.simulator.line.LineFaults;

/// Ends everything that goes wrong, so that what is still wrong later is the system's own fault.
final class Peace {

    /// After so long somebody goes and enrols a meter anew that came back without its memory and is
    /// refused: its numbers may have been used before.
    private static final Duration UNTIL_SOMEBODY_COMES = Duration.ofHours(2);

    private Peace() {}

    static void make(World world) {
        world.line().broker().faults(LineFaults.NONE);
        world.troubles().end();
        world.utility().setClock(Duration.ZERO);
        world.utility().end();
        for (ModelMeter meter : world.meters()) {
            world.line().broker().mute(meter.id(), false);
            world.line().broker().reachable(meter.id(), true);
            meter.end();
        }
        if (!world.plan().ownBroker() || world.utility().isRunning()) {
            world.line().up();
        }
        long since = world.now();
        world.agenda()
                .after(
                        UNTIL_SOMEBODY_COMES,
                        () -> world.meters().forEach(meter -> meter.enrolIfRefused(since)));
    }
}
