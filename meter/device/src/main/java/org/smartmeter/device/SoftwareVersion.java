package org.smartmeter.device;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Major, minor and patch of a software's version, each 0…65,535.
public record SoftwareVersion(int major, int minor, int patch)
        implements Comparable<SoftwareVersion> {

    private static final Pattern FORM =
            Pattern.compile("(\\d{1,4})\\.(\\d{1,4})(?:\\.(\\d{1,4}))?");
    private static final int BITS = 16;
    private static final long MASK = (1L << BITS) - 1;

    /// Finds the version in a name like `smart-meter 0.1.0`; 0.0.0 where there is none.
    public static SoftwareVersion in(String software) {
        Matcher found = FORM.matcher(software);
        if (!found.find()) {
            return new SoftwareVersion(0, 0, 0);
        }
        String patch = found.group(3);
        return new SoftwareVersion(
                Integer.parseInt(found.group(1)),
                Integer.parseInt(found.group(2)),
                patch == null ? 0 : Integer.parseInt(patch));
    }

    @Override
    public int compareTo(SoftwareVersion other) {
        return Long.compare(packed(), other.packed());
    }

    /// One number for the counters; 1 is added so that 0 means none.
    long packed() {
        return (((long) major << BITS | minor & MASK) << BITS | patch & MASK) + 1;
    }

    /// Major, minor and patch, as events carry them.
    public List<Long> values() {
        return List.of((long) major, (long) minor, (long) patch);
    }
}
