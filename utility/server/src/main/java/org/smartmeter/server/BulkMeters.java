package org.smartmeter.server;

import java.time.Instant;
import java.util.Optional;
import org.smartmeter.headend.Headend;
import org.smartmeter.readings.Installations;
import org.smartmeter.readings.bulk.BulkIntake;
import org.smartmeter.terms.MeterId;

/// Whose registers may come in bulk: meters that are on record at a place and have no line of their
/// own, for theirs is the meter's journal and nobody else writes to it.
final class BulkMeters implements BulkIntake.Meters {

    private final Installations installations;
    private final Headend headend;

    BulkMeters(Installations installations, Headend headend) {
        this.installations = installations;
        this.headend = headend;
    }

    @Override
    public Optional<String> refusal(MeterId meter) {
        if (headend.signatureKey(meter).isPresent()) {
            return Optional.of("is enrolled and sends its registers itself");
        }
        return installedSince(meter).isEmpty()
                ? Optional.of("is on record at no place; import the network first")
                : Optional.empty();
    }

    @Override
    public Optional<Instant> installedSince(MeterId meter) {
        return installations.installedSince(meter);
    }
}
