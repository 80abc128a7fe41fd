package org.smartmeter.drivers.telegram;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A data set of IEC 62056-21, clause 6.6: an address and what stands in parentheses behind it.
///
/// @param address as sent, `1-0:1.8.0` or `1.8.0` or `F.F`
/// @param groups the contents of the parentheses, in order; at least one
public record DataSet(String address, List<String> groups) {

    public DataSet {
        groups = List.copyOf(groups);
    }

    /// The data sets of a data line, `address(value)address(value)(value)`. The first has no
    // address
    /// where the line goes on with the set of the line before.
    ///
    /// @return empty if the line is not of this form
    public static Optional<List<DataSet>> ofLine(String line) {
        List<DataSet> sets = new ArrayList<>();
        int at = 0;
        while (at < line.length()) {
            int open = line.indexOf('(', at);
            if (open < 0 || line.substring(at, open).indexOf(')') >= 0) {
                return Optional.empty();
            }
            String address = line.substring(at, open).strip();
            List<String> groups = new ArrayList<>();
            at = open;
            while (at < line.length() && line.charAt(at) == '(') {
                int close = line.indexOf(')', at);
                if (close < 0 || line.substring(at + 1, close).indexOf('(') >= 0) {
                    return Optional.empty();
                }
                groups.add(line.substring(at + 1, close));
                at = close + 1;
            }
            if (address.isEmpty() && !sets.isEmpty()) {
                return Optional.empty();
            }
            sets.add(new DataSet(address, groups));
        }
        return sets.isEmpty() ? Optional.empty() : Optional.of(sets);
    }

    /// This set with the groups of the next line.
    DataSet with(List<String> more) {
        List<String> all = new ArrayList<>(groups);
        all.addAll(more);
        return new DataSet(address, all);
    }

    /// All its groups as sent.
    String raw() {
        return groups.size() == 1 ? groups.getFirst() : "(" + String.join(")(", groups) + ")";
    }
}
