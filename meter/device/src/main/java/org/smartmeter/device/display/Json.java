package org.smartmeter.device.display;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/// Writes one JSON text (RFC 8259): as much as the meter's own messages need.
public final class Json {

    private static final int MILLI_DIGITS = 3;

    private final StringBuilder text = new StringBuilder();
    private boolean first = true;

    private Json() {}

    /// An object with what the content puts into it.
    public static String object(Consumer<Json> content) {
        Json json = new Json();
        json.enclosed('{', '}', content);
        return json.text.toString();
    }

    public Json put(String key, String value) {
        key(key).string(value);
        return this;
    }

    public Json put(String key, long value) {
        key(key).text.append(value);
        return this;
    }

    public Json put(String key, boolean value) {
        key(key).text.append(value);
        return this;
    }

    /// Rounded to so many decimals; `null` where it is not finite.
    public Json put(String key, double value, int decimals) {
        key(key).number(value, decimals);
        return this;
    }

    public Json putNull(String key) {
        key(key).text.append("null");
        return this;
    }

    /// Thousandths of a unit as an exact decimal string in whole units: milliwatt-hours become Wh.
    public Json putMilli(String key, long thousandths) {
        return put(key, BigDecimal.valueOf(thousandths, MILLI_DIGITS).toPlainString());
    }

    /// An object, or `null` if there is nothing to say.
    public <T> Json put(String key, Optional<T> value, Writer<T> content) {
        if (value.isEmpty()) {
            return putNull(key);
        }
        return object(key, json -> content.write(json, value.get()));
    }

    public Json object(String key, Consumer<Json> content) {
        key(key).enclosed('{', '}', content);
        return this;
    }

    /// An array of objects.
    public <T> Json array(String key, Iterable<T> values, Writer<T> content) {
        key(key).enclosed(
                        '[',
                        ']',
                        json -> {
                            for (T value : values) {
                                json.comma();
                                json.enclosed('{', '}', inner -> content.write(inner, value));
                            }
                        });
        return this;
    }

    /// An array of strings.
    public Json strings(String key, Iterable<String> values) {
        key(key).enclosed(
                        '[',
                        ']',
                        json -> {
                            for (String value : values) {
                                json.comma();
                                json.string(value);
                            }
                        });
        return this;
    }

    /// An array of numbers, rounded to whole ones.
    public Json numbers(String key, int count, java.util.function.IntToDoubleFunction value) {
        key(key).enclosed(
                        '[',
                        ']',
                        json -> {
                            for (int i = 0; i < count; i++) {
                                json.comma();
                                json.number(value.applyAsDouble(i), 0);
                            }
                        });
        return this;
    }

    /// Writes a value's members.
    @FunctionalInterface
    public interface Writer<T> {
        void write(Json json, T value);
    }

    private void enclosed(char begin, char end, Consumer<Json> content) {
        text.append(begin);
        first = true;
        content.accept(this);
        first = false;
        text.append(end);
    }

    private Json key(String key) {
        comma();
        string(key);
        text.append(':');
        return this;
    }

    private void comma() {
        if (!first) {
            text.append(',');
        }
        first = false;
    }

    private void number(double value, int decimals) {
        text.append(
                Double.isFinite(value)
                        ? String.format(Locale.ROOT, "%." + decimals + "f", value)
                        : "null");
    }

    private void string(String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                default -> {
                    // The last two end a line in JavaScript, '<' could end a script.
                    if (c < ' ' || c == '<' || c == '\u2028' || c == '\u2029') {
                        text.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
                    } else {
                        text.append(c);
                    }
                }
            }
        }
        text.append('"');
    }
}
