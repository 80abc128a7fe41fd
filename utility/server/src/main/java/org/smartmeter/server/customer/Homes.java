package org.smartmeter.server.customer;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.smartmeter.network.Installation;
import org.smartmeter.network.Network;
import org.smartmeter.network.Occupancy;
import org.smartmeter.network.Place;
import org.smartmeter.server.curve.Scope;
import org.smartmeter.server.curve.Scope.Span;
import org.smartmeter.terms.MeterId;

/// Finds a customer's home and what of its measurements is theirs: the time that the account has
/// been in their name without a break, through every exchange of the meter.
final class Homes {

    private final Network network;

    Homes(Network network) {
        this.network = network;
    }

    /// @param meter the one that hangs there now
    /// @param installedSince since when it does, for the customer: not before they moved in
    record CustomerHome(Place place, MeterId meter, Instant installedSince, Scope scope) {}

    /// Empty if the customer has no place now or no meter hangs there.
    Optional<CustomerHome> of(UUID customer, Instant now) {
        return network.homeOf(customer, now).flatMap(place -> home(place, customer, now));
    }

    private Optional<CustomerHome> home(Place place, UUID customer, Instant now) {
        Instant movedIn =
                network.occupanciesOf(place.id()).stream()
                        .filter(occupancy -> occupancy.customer().equals(customer))
                        .filter(occupancy -> occupancy.period().contains(now))
                        .map(Occupancy::period)
                        .findFirst()
                        .orElseThrow()
                        .from();
        List<Installation> line = oneAfterTheOther(network.installationsAt(place.id()), now);
        if (line.isEmpty()) {
            return Optional.empty();
        }
        Installation current = line.getLast();
        Scope scope =
                new Scope(
                        place.zone(),
                        line.stream().flatMap(meter -> theirs(meter, movedIn).stream()).toList());
        return Optional.of(
                new CustomerHome(place, current.meter(), later(current.from(), movedIn), scope));
    }

    /// The meter that hangs there now and those it replaced; a second meter beside it is left out.
    private static List<Installation> oneAfterTheOther(List<Installation> all, Instant now) {
        List<Installation> line = new ArrayList<>();
        for (Installation candidate : all.reversed()) {
            boolean fits =
                    line.isEmpty()
                            ? candidate.period().contains(now)
                            : candidate
                                    .period()
                                    .to()
                                    .filter(end -> !end.isAfter(line.getFirst().from()))
                                    .isPresent();
            if (fits) {
                line.addFirst(candidate);
            }
        }
        return line;
    }

    private static Optional<Span> theirs(Installation installation, Instant movedIn) {
        boolean endedBefore =
                installation.period().to().filter(end -> !end.isAfter(movedIn)).isPresent();
        return endedBefore
                ? Optional.empty()
                : Optional.of(
                        new Span(
                                installation.meter(),
                                later(installation.from(), movedIn),
                                installation.period().to()));
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
