package org.smartmeter.readings.validation;

import java.util.Map;
import java.util.TreeSet;

/// Which thresholds hold for which meter.
///
/// @param classes by name; holds the usual one
/// @param classOfMeter of those meters that are not of the usual class
public record RuleBook(
        Map<String, ValidationRules> classes, String usual, Map<String, String> classOfMeter) {

    /// Every meter as a home.
    public static final RuleBook HOMES =
            new RuleBook(Map.of("home", ValidationRules.HOME), "home", Map.of());

    /// @throws IllegalArgumentException if a class is named that there is not
    public RuleBook {
        classes = Map.copyOf(classes);
        classOfMeter = Map.copyOf(classOfMeter);
        known(classes, usual, "the usual class");
        for (Map.Entry<String, String> meter : classOfMeter.entrySet()) {
            known(classes, meter.getValue(), "the class of meter " + meter.getKey());
        }
    }

    private static void known(Map<String, ValidationRules> classes, String name, String what) {
        if (!classes.containsKey(name)) {
            throw new IllegalArgumentException(
                    what
                            + " is '"
                            + name
                            + "'; there are "
                            + String.join(", ", new TreeSet<>(classes.keySet())));
        }
    }

    public ValidationRules of(String meter) {
        ValidationRules rules = classes.get(classOfMeter.getOrDefault(meter, usual));
        if (rules == null) {
            throw new IllegalStateException("a class left the book");
        }
        return rules;
    }
}
