package org.smartmeter.readings.validation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Collects what the rules of one meter find; a rule that is not looked for finds nothing.
final class Findings {

    private final String meter;
    private final ValidationRules rules;
    private final List<Finding> found = new ArrayList<>();

    Findings(String meter, ValidationRules rules) {
        this.meter = meter;
        this.rules = rules;
    }

    void add(Rule rule, long from, long to, String detail) {
        if (rules.looksFor(rule)) {
            found.add(Finding.of(meter, from, to, rule, detail));
        }
    }

    /// In order of time, then of the rules.
    List<Finding> list() {
        return found.stream()
                .sorted(
                        Comparator.comparing(Finding::from)
                                .thenComparing(Finding::rule)
                                .thenComparing(Finding::to))
                .toList();
    }
}
