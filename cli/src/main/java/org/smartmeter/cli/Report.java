package org.smartmeter.cli;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// One JSON document on standard output, keys in the order given. A number that does not exist
/// (NaN) is null, a list of such numbers is empty: JSON knows no other.
final class Report {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Map<String, @Nullable Object> entries = new LinkedHashMap<>();

    Report with(String key, @Nullable Object value) {
        entries.put(key, plain(value));
        return this;
    }

    void print(PrintWriter out) {
        out.println(JSON.writeValueAsString(entries));
        out.flush();
    }

    private static @Nullable Object plain(@Nullable Object value) {
        return switch (value) {
            case Double number when !Double.isFinite(number) -> null;
            case double[] numbers ->
                    Arrays.stream(numbers).allMatch(Double::isFinite)
                            ? numbers.clone()
                            : new double[0];
            case Report report -> report.entries;
            case List<?> list -> list.stream().map(Report::plain).collect(Collectors.toList());
            case null, default -> value;
        };
    }
}
