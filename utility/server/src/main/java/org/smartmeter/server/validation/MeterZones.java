package org.smartmeter.server.validation;

import java.time.InstantSource;
import java.time.ZoneId;
import java.util.function.Function;
import org.smartmeter.network.Network;
import org.smartmeter.network.Place;
import org.smartmeter.terms.MeterId;

/// The zone whose days are a meter's: its place's, else the utility's.
public final class MeterZones implements Function<MeterId, ZoneId> {

    private final Network network;
    private final ZoneId utilityZone;
    private final InstantSource clock;

    public MeterZones(Network network, ZoneId utilityZone, InstantSource clock) {
        this.network = network;
        this.utilityZone = utilityZone;
        this.clock = clock;
    }

    @Override
    public ZoneId apply(MeterId meter) {
        return network.placeOf(meter, clock.instant()).map(Place::zone).orElse(utilityZone);
    }
}
