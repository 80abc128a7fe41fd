package org.smartmeter.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.smartmeter.commands.Commands;
import org.smartmeter.server.audit.AccessRecord;
import org.smartmeter.server.audit.Action;

/// The first start on a restored copy. What the copy still wants to order was perhaps carried out
/// since, or called back: a cut that somebody paid to avoid must not come out of a backup. So all
/// open commands end; people ask again for what they still want.
final class Restoration {

    private static final Logger LOG = LoggerFactory.getLogger(Restoration.class);
    private static final String ACTOR = "restoration";
    private static final String WHY = "restored from a copy; ask again for what is still wanted";

    private Restoration() {}

    /// An empty file in the data directory says that its database was restored.
    static Path mark(Path dataDirectory) {
        return dataDirectory.resolve("restored");
    }

    /// A start that is killed in between ends what is left at the next one.
    static void endCommands(
            Path dataDirectory, Commands commands, AccessRecord record, InstantSource clock) {
        Path mark = mark(dataDirectory);
        if (!Files.exists(mark)) {
            return;
        }
        int ended = commands.endAll(WHY, clock.instant());
        record.append(ACTOR, Action.COMMAND_WITHDRAWN, "", ended + " commands: " + WHY);
        LOG.warn("{} open commands ended: {}", ended, WHY);
        try {
            Files.delete(mark);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + mark, e);
        }
    }
}
