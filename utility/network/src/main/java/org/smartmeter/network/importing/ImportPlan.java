package org.smartmeter.network.importing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.smartmeter.network.Phase;
import org.smartmeter.terms.MeterId;

/// What has to change so that the record says what the table says. Statements are taken in the
/// order of their instants; what an instant's statement leaves as it was is no change.
final class ImportPlan {

    private final OnRecord record;
    private final Descriptions descriptions;
    private final Set<Column> columns;
    private final Set<String> newFeeders = new TreeSet<>();
    private final Set<String> newTransformers = new TreeSet<>();
    private final Map<UUID, Set<MeterId>> metersEverAt = new HashMap<>();
    private final List<BadRow> bad = new ArrayList<>();

    private ImportPlan(OnRecord record, Descriptions descriptions, Set<Column> columns) {
        this.record = record;
        this.descriptions = descriptions;
        this.columns = columns;
        record.installations()
                .all()
                .forEach(
                        (meter, timeline) ->
                                timeline.spans().forEach(span -> everAt(span.value()).add(meter)));
    }

    /// @param record gets the table's links added
    /// @param descriptions of all that the statements name
    static ImportPlan of(
            OnRecord record,
            Descriptions descriptions,
            Set<Column> columns,
            Collection<Statement> statements) {
        ImportPlan plan = new ImportPlan(record, descriptions, columns);
        List<Statement> sorted = new ArrayList<>(statements);
        sorted.sort(
                Comparator.comparing(Statement::from)
                        .thenComparing(Statement::place)
                        .thenComparingLong(Statement::line));
        for (int begin = 0, end = 0; begin < sorted.size(); begin = end) {
            while (end < sorted.size() && sorted.get(end).belongsTo(sorted.get(begin))) {
                end++;
            }
            plan.add(sorted.subList(begin, end));
        }
        return plan;
    }

    /// What all rows say of one place from one instant on.
    private void add(List<Statement> group) {
        Statement first = group.getFirst();
        for (Statement other : group) {
            if (!other.agreesWith(first)) {
                bad.add(
                        new BadRow(
                                other.line(),
                                "says otherwise than line "
                                        + first.line()
                                        + " how place '"
                                        + first.place()
                                        + "' is supplied or who holds its account from "
                                        + first.from()
                                        + " on"));
            }
        }
        UUID place = descriptions.place(first.place());
        if (columns.contains(Column.TRANSFORMER)) {
            supply(first, place);
        }
        if (columns.contains(Column.CUSTOMER)) {
            say(
                    first,
                    record.accounts(),
                    place,
                    first.customer().map(descriptions::customer),
                    "the account of place '" + first.place() + "' is held by ",
                    this::name);
        }
        if (columns.contains(Column.METER)) {
            meters(group, place);
        }
    }

    private void supply(Statement statement, UUID place) {
        statement.transformer().ifPresent(transformer -> feeder(statement, transformer));
        Optional<Supply> before = record.supplies().of(place).at(statement.from());
        say(
                statement,
                record.supplies(),
                place,
                statement
                        .transformer()
                        .map(transformer -> new Supply(transformer, phase(statement, before))),
                "place '" + statement.place() + "' is connected to ",
                Supply::toString);
    }

    private void feeder(Statement statement, String transformer) {
        if (!record.transformers().contains(transformer)) {
            newTransformers.add(transformer);
        }
        if (!columns.contains(Column.FEEDER)) {
            return;
        }
        statement
                .feeder()
                .filter(feeder -> !record.feeders().contains(feeder))
                .ifPresent(newFeeders::add);
        say(
                statement,
                record.feedings(),
                transformer,
                statement.feeder(),
                "transformer '" + transformer + "' hangs on ",
                feeder -> "feeder '" + feeder + "'");
    }

    /// A table without phases leaves the phase of who stays at a transformer.
    private Optional<Phase> phase(Statement statement, Optional<Supply> before) {
        return columns.contains(Column.PHASE)
                ? statement.phase()
                : before.filter(
                                supply ->
                                        statement
                                                .transformer()
                                                .equals(Optional.of(supply.transformer())))
                        .flatMap(Supply::phase);
    }

    /// The meters of a place's rows are all that hang there from then on.
    private void meters(List<Statement> group, UUID place) {
        Statement first = group.getFirst();
        Set<MeterId> named =
                group.stream()
                        .flatMap(statement -> statement.meter().stream())
                        .collect(Collectors.toSet());
        for (MeterId other : everAt(place)) {
            boolean hangsThere =
                    record.installations().of(other).at(first.from()).equals(Optional.of(place));
            if (hangsThere && !named.contains(other)) {
                hang(first, other, Optional.empty());
            }
        }
        for (Statement statement : group) {
            statement
                    .meter()
                    .ifPresent(
                            meter -> {
                                hang(statement, meter, Optional.of(place));
                                everAt(place).add(meter);
                            });
        }
    }

    private void hang(Statement statement, MeterId meter, Optional<UUID> place) {
        say(
                statement,
                record.installations(),
                meter,
                place,
                "meter " + meter + " hangs at ",
                id -> "place '" + name(id) + "'");
    }

    private <K, V> void say(
            Statement statement,
            Links<K, V> links,
            K key,
            Optional<V> value,
            String thing,
            Function<V, String> words) {
        if (!links.of(key).say(statement.from(), value)) {
            bad.add(
                    new BadRow(
                            statement.line(),
                            thing
                                    + links.last(key, words)
                                    + ", so nothing else can hold from "
                                    + statement.from()
                                    + " on"));
        }
    }

    private String name(UUID id) {
        return record.names().getOrDefault(id, id.toString());
    }

    private Set<MeterId> everAt(UUID place) {
        return metersEverAt.computeIfAbsent(place, _ -> new TreeSet<>());
    }

    Descriptions descriptions() {
        return descriptions;
    }

    OnRecord links() {
        return record;
    }

    Set<String> newFeeders() {
        return newFeeders;
    }

    Set<String> newTransformers() {
        return newTransformers;
    }

    /// What contradicts the record or another row.
    List<BadRow> bad() {
        return bad;
    }

    ImportResult result(List<BadRow> allBad) {
        List<Links<?, ?>> kinds =
                List.of(
                        record.feedings(),
                        record.supplies(),
                        record.accounts(),
                        record.installations());
        List<? extends Links.Altered<?>> altered =
                kinds.stream().flatMap(kind -> kind.altered().stream()).toList();
        return new ImportResult(
                List.copyOf(allBad),
                newFeeders.size(),
                newTransformers.size(),
                descriptions.newPlaces().size(),
                descriptions.newCustomers().size(),
                descriptions.correctedPlaces().size() + descriptions.correctedCustomers().size(),
                kinds.stream().mapToInt(kind -> kind.begun().size()).sum(),
                (int) altered.stream().filter(Links.Altered::ends).count(),
                (int) altered.stream().filter(Links.Altered::movesBack).count());
    }
}
