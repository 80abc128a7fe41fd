package org.smartmeter.network.importing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.smartmeter.network.Period;

/// All links of one kind, by what is linked.
final class Links<K, V> {

    /// A link that begins.
    record Begun<K, V>(K key, V value, Period period) {}

    /// A link on record that gets another period.
    record Altered<K>(K key, Period recorded, Period period) {

        boolean ends() {
            return !recorded.to().equals(period.to());
        }

        boolean movesBack() {
            return !recorded.from().equals(period.from());
        }
    }

    private final boolean mayBeginEarlier;
    private final Map<K, Timeline<V>> timelines = new HashMap<>();

    /// @param recorded of each thing, oldest first
    /// @param mayBeginEarlier see [Timeline]
    Links(Map<K, List<Timeline.Span<V>>> recorded, boolean mayBeginEarlier) {
        this.mayBeginEarlier = mayBeginEarlier;
        recorded.forEach(
                (key, spans) -> timelines.put(key, new Timeline<>(spans, mayBeginEarlier)));
    }

    Timeline<V> of(K key) {
        return timelines.computeIfAbsent(key, _ -> new Timeline<>(List.of(), mayBeginEarlier));
    }

    Map<K, Timeline<V>> all() {
        return timelines;
    }

    List<Altered<K>> altered() {
        List<Altered<K>> altered = new ArrayList<>();
        timelines.forEach(
                (key, timeline) -> {
                    for (int i = 0; i < timeline.recorded().size(); i++) {
                        Period before = timeline.recorded().get(i).period();
                        Period now = timeline.spans().get(i).period();
                        if (!before.equals(now)) {
                            altered.add(new Altered<>(key, before, now));
                        }
                    }
                });
        return altered;
    }

    List<Begun<K, V>> begun() {
        List<Begun<K, V>> begun = new ArrayList<>();
        timelines.forEach(
                (key, timeline) -> {
                    var spans = timeline.spans();
                    for (var span : spans.subList(timeline.recorded().size(), spans.size())) {
                        begun.add(new Begun<>(key, span.value(), span.period()));
                    }
                });
        return begun;
    }

    /// What the thing was linked to last, and since or until when, in words.
    String last(K key, Function<V, String> words) {
        Timeline.Span<V> last = of(key).spans().getLast();
        return words.apply(last.value())
                + last.period()
                        .to()
                        .map(to -> " until " + to)
                        .orElse(" since " + last.period().from());
    }
}
