package org.smartmeter.server.commands;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.smartmeter.network.Feeder;
import org.smartmeter.network.Network;
import org.smartmeter.network.SupplyPath;
import org.smartmeter.network.Transformer;
import org.smartmeter.server.line.MeterLine;
import org.smartmeter.terms.MeterId;

/// Whom commands are for: meters one by one, or all behind a feeder or a transformer as the network
/// stands now.
public final class Recipients {

    private final Network network;
    private final MeterLine line;
    private final InstantSource clock;

    public Recipients(Network network, MeterLine line, InstantSource clock) {
        this.network = network;
        this.line = line;
        this.clock = clock;
    }

    /// As asked for: one of the three.
    public record Asked(
            @Nullable List<String> meters, @Nullable String feeder, @Nullable String transformer) {}

    /// A meter and the group within which pace and volume are bounded.
    public record Recipient(MeterId meter, Optional<String> feeder) {}

    /// @param enrolled those that can take orders, in the order of the list or by id
    /// @param notEnrolled those that cannot
    public record Group(List<Recipient> enrolled, List<MeterId> notEnrolled) {

        /// How many by feeder; those of none under the empty name.
        Map<String, Long> byFeeder() {
            return enrolled.stream()
                    .collect(
                            Collectors.groupingBy(
                                    recipient -> recipient.feeder().orElse(""),
                                    TreeMap::new,
                                    Collectors.counting()));
        }
    }

    /// @throws IllegalArgumentException in words for who asked
    Group of(Asked asked) {
        List<String> meters = asked.meters() == null ? List.of() : asked.meters();
        String feeder = said(asked.feeder());
        String transformer = said(asked.transformer());
        if (Stream.of(!meters.isEmpty(), !feeder.isEmpty(), !transformer.isEmpty())
                        .filter(given -> given)
                        .count()
                != 1) {
            throw new IllegalArgumentException(
                    "say for whom: a list of meters, or a feeder, or a transformer");
        }
        Instant now = clock.instant();
        if (!meters.isEmpty()) {
            return split(listed(meters, now));
        }
        List<SupplyPath> paths =
                feeder.isEmpty()
                        ? network.pathsFrom(new Transformer(transformer), now)
                        : network.pathsFrom(new Feeder(feeder), now);
        return split(paths.stream().map(Recipients::recipient).distinct().toList());
    }

    private static String said(@Nullable String text) {
        return text == null ? "" : text.strip();
    }

    private List<Recipient> listed(List<String> ids, Instant now) {
        Set<MeterId> meters = new LinkedHashSet<>();
        for (String id : ids) {
            if (!meters.add(new MeterId(id.strip()))) {
                throw new IllegalArgumentException("meter " + id.strip() + " stands twice");
            }
        }
        return meters.stream()
                .map(
                        meter ->
                                network.pathOf(meter, now)
                                        .map(Recipients::recipient)
                                        .orElseGet(() -> new Recipient(meter, Optional.empty())))
                .toList();
    }

    private static Recipient recipient(SupplyPath path) {
        return new Recipient(path.meter(), path.feeder().map(Feeder::code));
    }

    private Group split(List<Recipient> all) {
        List<Recipient> enrolled = new ArrayList<>();
        List<MeterId> others = new ArrayList<>();
        for (Recipient recipient : all) {
            if (line.meter(recipient.meter()).isPresent()) {
                enrolled.add(recipient);
            } else {
                others.add(recipient.meter());
            }
        }
        return new Group(enrolled, others);
    }

    /// The codes of the groups there are.
    public record Codes(List<String> feeders, List<String> transformers) {}

    Codes codes() {
        return new Codes(
                network.feeders().stream().map(Feeder::code).toList(),
                network.transformers().stream().map(Transformer::code).toList());
    }
}
