package org.smartmeter.readings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A shelf's rows of one day on their way into sections: runs of the same key are joined, and what
/// is too much for one section goes into several.
final class ShelfDay {

    /// Numbers in a section: what is rewritten at most when more of its day comes.
    private static final int MOST_VALUES = 1 << 16;

    private final int day;
    private final Map<Run.Key, List<Run>> runs = new LinkedHashMap<>();

    ShelfDay(int day) {
        this.day = day;
    }

    void add(Run run) {
        runs.computeIfAbsent(run.key(), _ -> new ArrayList<>(2)).add(run);
    }

    List<Section> sections() {
        List<Section> sections = new ArrayList<>();
        List<Run> gathered = new ArrayList<>();
        int values = 0;
        for (List<Run> parts : runs.values()) {
            Run run = joined(parts);
            int rows = run.rows().rows();
            int most = Math.max(1, MOST_VALUES / Math.max(1, run.rows().columns().length));
            for (int start = 0; start < rows; start += most) {
                int end = Math.min(rows, start + most);
                Run part = end - start == rows ? run : run.with(run.rows().part(start, end));
                if (values + part.rows().values() > MOST_VALUES && !gathered.isEmpty()) {
                    sections.add(Section.pack(day, gathered));
                    gathered.clear();
                    values = 0;
                }
                gathered.add(part);
                values += part.rows().values();
            }
        }
        if (!gathered.isEmpty()) {
            sections.add(Section.pack(day, gathered));
        }
        return sections;
    }

    private static Run joined(List<Run> parts) {
        return parts.size() == 1
                ? parts.getFirst()
                : parts.getFirst().with(RowBlock.joined(parts.stream().map(Run::rows).toList()));
    }
}
