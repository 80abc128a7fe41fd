package org.smartmeter.server.operator;

import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.smartmeter.server.http.ApiException;

/// Which meters of the list are wanted, in which order, from where to where.
record MeterSelection(String search, Filter filter, Order order, int offset, int limit) {

    private static final int MOST = 500;

    enum Filter {
        ALL,
        GAPS,
        SILENT,
        REFUSED,
        QUARANTINED;

        boolean fits(MeterRow row, Instant now) {
            return switch (this) {
                case ALL -> true;
                case GAPS -> row.missing() > 0;
                case SILENT -> row.isSilentSince(now.minus(MeterRows.A_DAY));
                case REFUSED -> row.refused() > 0;
                case QUARANTINED -> row.quarantined() > 0;
            };
        }
    }

    enum Order {
        ID,
        /// Longest unheard of first.
        LAST,
        /// Most missing first.
        MISSING;

        Comparator<MeterRow> rows() {
            Comparator<MeterRow> byId = Comparator.comparing(MeterRow::id);
            return switch (this) {
                case ID -> byId;
                case LAST ->
                        Comparator.comparing(
                                        MeterRow::lastMeasured,
                                        Comparator.nullsFirst(Comparator.naturalOrder()))
                                .thenComparing(byId);
                case MISSING ->
                        Comparator.comparingLong(MeterRow::missing).reversed().thenComparing(byId);
            };
        }
    }

    /// @throws ApiException in words if a word is unknown or a number out of range
    static MeterSelection of(String search, String filter, String sort, int offset, int limit) {
        if (offset < 0 || limit < 1 || limit > MOST) {
            throw ApiException.badRequest("offset is 0 or more and limit from 1 to " + MOST);
        }
        return new MeterSelection(
                search.strip().toLowerCase(Locale.ROOT),
                word("filter", Filter.class, filter),
                word("sort", Order.class, sort),
                offset,
                limit);
    }

    private static <E extends Enum<E>> E word(String parameter, Class<E> words, String given) {
        for (E word : words.getEnumConstants()) {
            if (word.name().toLowerCase(Locale.ROOT).equals(given)) {
                return word;
            }
        }
        String known =
                Arrays.stream(words.getEnumConstants())
                        .map(word -> word.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(", "));
        throw ApiException.badRequest(
                "'" + given + "' does not fit '" + parameter + "'; it is one of " + known);
    }

    /// @param total how many there are without offset and limit
    record Page(int total, List<MeterRow> meters) {}

    Page of(List<MeterRow> rows, Instant now) {
        List<MeterRow> fitting =
                rows.stream()
                        .filter(row -> filter.fits(row, now) && matches(row))
                        .sorted(order.rows())
                        .toList();
        return new Page(fitting.size(), fitting.stream().skip(offset).limit(limit).toList());
    }

    private boolean matches(MeterRow row) {
        MeterRow.PlaceView place = row.place();
        return contains(row.id())
                || (place != null && (contains(place.name()) || contains(place.address())));
    }

    private boolean contains(String text) {
        return search.isEmpty() || text.toLowerCase(Locale.ROOT).contains(search);
    }
}
