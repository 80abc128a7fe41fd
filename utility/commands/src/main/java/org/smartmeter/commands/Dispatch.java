package org.smartmeter.commands;

import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.smartmeter.terms.MeterId;

/// Carries what is due from the outbox to the line.
public final class Dispatch {

    private static final Logger LOG = LoggerFactory.getLogger(Dispatch.class);

    private final Commands commands;
    private final Sender sender;

    public Dispatch(Commands commands, Sender sender) {
        this.commands = commands;
        this.sender = sender;
    }

    /// One round: expires what is over and sends what is due. One command that cannot be sent does
    /// not hold up the others; it comes again after its wait.
    ///
    /// @return how many orders were given to the line
    public int round(Instant now, int most) {
        commands.expire(now);
        int given = 0;
        for (HandedOut out : commands.next(now, most)) {
            try {
                if (send(out, now)) {
                    given++;
                }
            } catch (RuntimeException e) {
                LOG.warn(
                        "command {} for meter {} could not be sent and is tried again",
                        out.command().id(),
                        out.command().meter(),
                        e);
            }
        }
        return given;
    }

    private boolean send(HandedOut out, Instant now) {
        MeterId meter = out.command().meter();
        if (!sender.reaches(meter)) {
            LOG.debug("meter {} is away, command {} waits", meter, out.command().id());
            commands.putBack(out);
            return false;
        }
        SignedCommand signed = out.sentBefore().orElseGet(() -> sender.sign(out.command()));
        // kept before it leaves, or a crash in between would sign it anew and the meter act twice
        if (out.sentBefore().isEmpty() && !commands.sent(out, signed, now)) {
            return false;
        }
        sender.pass(meter, signed.bytes());
        return true;
    }
}
