package org.smartmeter.cli;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.BreakIterator;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/// What a meter's display says, as lines of text that fit 80 × 24 characters. Remembers the power
// of
/// the last minute to draw it.
final class TerminalScreen {

    static final int COLUMNS = 80;
    static final int LINES = 24;

    private static final int LABEL = 10;
    private static final String BARS = "▁▂▃▄▅▆▇█";
    private static final int TRACE = 60;
    private static final long STALE_MILLIS = 15_000;

    private final Deque<Double> trace = new ArrayDeque<>();

    /// The whole screen, line by line.
    ///
    /// @param state what the meter's page answers at `/api/now`
    List<String> lines(JsonNode state) {
        List<String> lines = new ArrayList<>();
        lines.add(heading(state));
        lines.add("─".repeat(COLUMNS));
        if (state.path("starting").asBoolean()) {
            lines.add("The meter is starting …");
            return lines;
        }
        now(state, lines);
        energy(state, lines);
        supply(state, lines);
        lines.add(labelled("Utility", link(state)));
        lines.add("");
        notices(state, lines);
        return lines.stream()
                .map(line -> line.length() > COLUMNS ? line.substring(0, COLUMNS) : line)
                .limit(LINES - 1)
                .toList();
    }

    /// The same in one line, for a log or a pipe.
    static String line(JsonNode state) {
        if (state.path("starting").asBoolean()) {
            return "starting";
        }
        JsonNode flow = state.path("now");
        return String.join(
                "  ",
                time(state, state.path("time").asLong(), "HH:mm:ss"),
                flow.isObject() ? kilowatts(flow.path("watts").asDouble()) : "no power known",
                "today " + kilowattHours(state.at("/energy/importedToday"), 2),
                "reading " + kilowattHours(state.at("/energy/imported"), 1),
                limited(state) ? "limited to " + limit(state) : "no limit",
                state.at("/link/state").asString("starting"),
                state.at("/utility/notices").size() + " notices");
    }

    private static String heading(JsonNode state) {
        String left = "Meter " + state.path("meter").asString();
        String supply =
                !state.path("supply").isObject()
                        ? ""
                        : switch (state.at("/supply/output").asString()) {
                            case "closed" -> "supply on";
                            case "open" -> "SUPPLY OFF";
                            default -> "SUPPLY DOUBTFUL";
                        };
        String clock =
                state.has("time")
                        ? time(state, state.path("time").asLong(), "EEE d MMM HH:mm:ss")
                        : "";
        String right = clock + (supply.isEmpty() ? "" : "  " + supply);
        return left + " ".repeat(Math.max(2, COLUMNS - left.length() - right.length())) + right;
    }

    private void now(JsonNode state, List<String> lines) {
        JsonNode flow = state.path("now");
        if (!flow.isObject()) {
            lines.add(labelled("Now", "nothing was measured yet"));
            return;
        }
        double watts = flow.path("watts").asDouble();
        trace.addLast(watts);
        if (trace.size() > TRACE) {
            trace.removeFirst();
        }
        boolean stale = flow.path("age").asLong() > STALE_MILLIS;
        String direction =
                stale
                        ? "measured " + flow.path("age").asLong() / 1_000 + " s ago"
                        : Math.abs(watts) < 0.5
                                ? "nothing flows"
                                : watts > 0 ? "flowing into your home" : "flowing out of your home";
        lines.add(labelled("Now", kilowatts(Math.abs(watts)) + "   " + direction));
        lines.add(labelled("", bars()));
        for (int i = 0; i < flow.path("phases").size(); i++) {
            JsonNode phase = flow.path("phases").get(i);
            String more =
                    i > 0
                            ? ""
                            : "   %s   power factor %.2f"
                                    .formatted(
                                            flow.path("hertz").isNumber()
                                                    ? "%.2f Hz"
                                                            .formatted(
                                                                    flow.path("hertz").asDouble())
                                                    : "– Hz",
                                            flow.path("powerFactor").asDouble());
            lines.add(
                    labelled(
                            flow.path("phases").size() > 1 ? "L" + (i + 1) : "",
                            String.format(
                                            Locale.ROOT,
                                            "%.1f V   %.2f A",
                                            phase.path("volts").asDouble(),
                                            phase.path("amperes").asDouble())
                                    + more));
        }
    }

    private String bars() {
        double most = trace.stream().mapToDouble(Math::abs).max().orElse(1);
        StringBuilder text = new StringBuilder();
        for (double watts : trace) {
            int height =
                    (int) Math.round(Math.abs(watts) / Math.max(most, 1) * (BARS.length() - 1));
            text.append(BARS.charAt(height));
        }
        return text.toString();
    }

    private static void energy(JsonNode state, List<String> lines) {
        JsonNode energy = state.path("energy");
        lines.add(
                labelled(
                        "Today",
                        kilowattHours(energy.path("importedToday"), 2)
                                + " since "
                                + time(state, energy.path("todaySince").asLong(), "HH:mm")));
        lines.add(labelled("Reading", kilowattHours(energy.path("imported"), 1)));
        if (!energy.path("exported").asString().equals("0.000")) {
            lines.add(
                    labelled(
                            "Fed in",
                            kilowattHours(energy.path("exported"), 1)
                                    + ", today "
                                    + kilowattHours(energy.path("exportedToday"), 2)));
        }
        if (state.path("tariff").isObject()) {
            lines.add(labelled("Tariff", "rate " + state.at("/tariff/rate").asString()));
        }
    }

    private static boolean limited(JsonNode state) {
        return state.at("/supply/limiter/limit").isNumber();
    }

    private static String limit(JsonNode state) {
        JsonNode limiter = state.at("/supply/limiter");
        double limit = limiter.path("limit").asDouble() / 1_000;
        String unit = limiter.path("unit").asString();
        return String.format(Locale.ROOT, unit.equals("mA") ? "%.1f A" : "%.2f k" + unit, limit);
    }

    private static void supply(JsonNode state, List<String> lines) {
        JsonNode supply = state.path("supply");
        if (!supply.isObject()) {
            return;
        }
        if (limited(state)) {
            JsonNode limiter = supply.path("limiter");
            String until =
                    limiter.has("until")
                            ? " until " + time(state, limiter.path("until").asLong(), "HH:mm")
                            : "";
            String why =
                    limiter.path("reason").asString().equals("emergency")
                            ? ": too little electricity for everybody"
                            : " by your contract";
            String over = limiter.path("over").asBoolean() ? " – YOU ARE ABOVE IT" : "";
            lines.add(labelled("Limit", limit(state) + until + why + over));
        }
        String said =
                switch (supply.path("state").asString()) {
                    case "disconnected" -> "cut off by your utility; it alone can allow it again";
                    case "ready_for_reconnection" -> "off; you can switch it on";
                    default ->
                            switch (supply.path("output").asString()) {
                                case "closed" -> "on";
                                case "open" -> "off";
                                default -> "switched on; whether it is cannot be seen";
                            };
                };
        lines.add(labelled("Supply", said));
        if (supply.has("cutAt")) {
            lines.add(
                    labelled(
                            "",
                            "WILL BE CUT OFF "
                                    + time(
                                            state,
                                            supply.path("cutAt").asLong(),
                                            "EEEE d MMMM HH:mm")));
        }
        if (supply.path("relayFault").asBoolean()) {
            lines.add(labelled("", "the switch does not do what it was told"));
        }
    }

    private static String link(JsonNode state) {
        JsonNode link = state.path("link");
        String connection =
                switch (link.path("state").asString("")) {
                    case "streaming" -> "connected";
                    case "waiting" -> "no connection; the meter keeps everything";
                    default -> "connecting";
                };
        long waiting = link.path("waiting").asLong();
        return connection + (waiting > 0 ? ", " + waiting + " records to send" : "");
    }

    private static void notices(JsonNode state, List<String> lines) {
        JsonNode notices = state.at("/utility/notices");
        if (notices.isEmpty()) {
            lines.add("No messages from your utility.");
        }
        for (JsonNode notice : notices) {
            JsonNode text = english(notice.path("texts"));
            lines.add(
                    printable(
                            "[%s] %s%s"
                                    .formatted(
                                            notice.path("kind").asString(),
                                            text.path("title").asString(),
                                            due(notice))));
            for (String line : wrapped(text.path("text").asString(), COLUMNS - 2)) {
                lines.add("  " + line);
            }
            if (notice.path("waits").asBoolean()) {
                lines.add("  » waits for your answer on the meter's page");
            }
        }
    }

    private static JsonNode english(JsonNode texts) {
        for (JsonNode text : texts) {
            if (text.path("language").asString().startsWith("en")) {
                return text;
            }
        }
        return texts.path(0);
    }

    private static String due(JsonNode notice) {
        JsonNode amount = notice.path("amount");
        if (!amount.isObject()) {
            return "";
        }
        BigDecimal value =
                BigDecimal.valueOf(
                        amount.path("minorUnits").asLong(), amount.path("decimals").asInt());
        String by =
                notice.has("due")
                        ? ", to be paid by "
                                + LocalDate.parse(notice.path("due").asString())
                                        .format(
                                                DateTimeFormatter.ofPattern(
                                                        "d MMM", Locale.ENGLISH))
                        : "";
        return ": " + amount.path("currency").asString() + " " + value.toPlainString() + by;
    }

    private static List<String> wrapped(String text, int width) {
        List<String> lines = new ArrayList<>();
        for (String paragraph : text.split("\n")) {
            BreakIterator breaks = BreakIterator.getLineInstance(Locale.ENGLISH);
            breaks.setText(paragraph);
            int start = 0;
            int last = 0;
            for (int next = breaks.first(); next != BreakIterator.DONE; next = breaks.next()) {
                if (next - start > width && last > start) {
                    lines.add(printable(paragraph.substring(start, last).stripTrailing()));
                    start = last;
                }
                last = next;
            }
            lines.add(printable(paragraph.substring(start)));
        }
        return lines.stream().filter(line -> !line.isEmpty()).toList();
    }

    /// A terminal obeys control characters, wherever they come from.
    private static String printable(String text) {
        return text.codePoints()
                .map(point -> Character.isISOControl(point) ? '·' : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static String labelled(String label, String text) {
        return label + " ".repeat(LABEL - label.length()) + text;
    }

    private static String kilowatts(double watts) {
        return String.format(Locale.ROOT, "%.2f kW", watts / 1_000);
    }

    private static String kilowattHours(JsonNode wattHours, int digits) {
        return new BigDecimal(wattHours.asString("0"))
                        .movePointLeft(3)
                        .setScale(digits, RoundingMode.HALF_UP)
                        .toPlainString()
                + " kWh";
    }

    private static String time(JsonNode state, long millis, String pattern) {
        String zone = state.path("zone").asString("");
        return Instant.ofEpochMilli(millis)
                .atZone(zone.isEmpty() ? ZoneOffset.UTC : ZoneId.of(zone))
                .format(DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH));
    }
}
