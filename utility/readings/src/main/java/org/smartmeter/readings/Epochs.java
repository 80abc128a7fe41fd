package org.smartmeter.readings;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.smartmeter.terms.MeterId;

/// The journals of some meters, each meter's from old to new.
record Epochs(Map<MeterId, List<JournalId>> byMeter) {

    /// Days of shelves that one statement reads, about: it holds a few kilobytes of each.
    private static final int MOST_SHELF_DAYS = 4_096;

    boolean isEmpty() {
        return byMeter.isEmpty();
    }

    Collection<MeterId> meters() {
        return byMeter.keySet();
    }

    List<JournalId> journals() {
        List<JournalId> journals = new ArrayList<>(byMeter.size());
        byMeter.values().forEach(journals::addAll);
        return journals;
    }

    /// Parts that are not too much for one statement, in the order of their shelves.
    ///
    /// @param days that are read of each shelf
    List<Epochs> portions(int days) {
        Set<Integer> all = new HashSet<>();
        byMeter.values().forEach(epochs -> epochs.forEach(journal -> all.add(journal.shelf())));
        if (all.isEmpty()) {
            return List.of();
        }
        return (long) all.size() * days <= MOST_SHELF_DAYS ? List.of(this) : cut(days);
    }

    private List<Epochs> cut(int days) {
        List<Map.Entry<MeterId, List<JournalId>>> inOrder = new ArrayList<>(byMeter.entrySet());
        inOrder.sort(Comparator.comparingInt(meter -> meter.getValue().getFirst().id()));
        List<Epochs> portions = new ArrayList<>();
        Map<MeterId, List<JournalId>> portion = new LinkedHashMap<>();
        Set<Integer> shelves = new HashSet<>();
        for (Map.Entry<MeterId, List<JournalId>> meter : inOrder) {
            portion.put(meter.getKey(), meter.getValue());
            meter.getValue().forEach(journal -> shelves.add(journal.shelf()));
            if ((long) shelves.size() * days >= MOST_SHELF_DAYS) {
                portions.add(new Epochs(portion));
                portion = new LinkedHashMap<>();
                shelves.clear();
            }
        }
        if (!portion.isEmpty()) {
            portions.add(new Epochs(portion));
        }
        return portions;
    }

    /// Hands over the lines of those meters of which each line is known.
    ///
    /// @param lines empty if it is not known
    /// @param fit whether a meter's lines will do
    /// @return the meters that are left
    Epochs handOver(
            Function<JournalId, Optional<RegisterLine>> lines,
            Predicate<List<RegisterLine>> fit,
            BiConsumer<MeterId, List<RegisterLine>> consumer) {
        Map<MeterId, List<JournalId>> left = new HashMap<>();
        byMeter.forEach(
                (meter, journals) -> {
                    List<RegisterLine> known = new ArrayList<>(journals.size());
                    for (JournalId journal : journals) {
                        lines.apply(journal).ifPresent(known::add);
                    }
                    if (known.size() == journals.size() && fit.test(known)) {
                        consumer.accept(meter, known);
                    } else {
                        left.put(meter, journals);
                    }
                });
        return new Epochs(left);
    }
}
