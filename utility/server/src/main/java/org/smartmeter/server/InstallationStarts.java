package org.smartmeter.server;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.smartmeter.network.Installation;
import org.smartmeter.network.Network;
import org.smartmeter.readings.Installations;
import org.smartmeter.terms.MeterId;

/// Since when each meter has been installed, from memory: the first installation of a meter does
/// not move once it is on record. A meter not on record yet is looked up again each time.
final class InstallationStarts implements Installations {

    private final Network network;
    private final Map<MeterId, Instant> known = new ConcurrentHashMap<>();

    InstallationStarts(Network network) {
        this.network = network;
        network.installations().forEach(open -> installedSince(open.meter()));
    }

    @Override
    public Optional<Instant> installedSince(MeterId meter) {
        Instant remembered = known.get(meter);
        if (remembered != null) {
            return Optional.of(remembered);
        }
        Optional<Instant> first =
                network.historyOf(meter).stream().map(Installation::from).findFirst();
        first.ifPresent(from -> known.put(meter, from));
        return first;
    }
}
