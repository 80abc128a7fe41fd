package org.smartmeter.readings.validation;

/// Ends of intervals near which no sample stands at all, believed or not.
final class GapCheck {

    private final Samples samples;
    private final Grid grid;
    private final Series series;
    private final Findings findings;

    GapCheck(Samples samples, Grid grid, Series series, Findings findings) {
        this.samples = samples;
        this.grid = grid;
        this.series = series;
        this.findings = findings;
    }

    void check() {
        for (int i = 1; i < samples.count(); i++) {
            long last = grid.nearest(samples.ends()[i - 1]);
            long next = grid.nearest(samples.ends()[i]);
            if (next - last > 1) {
                tell(last, next);
            }
        }
    }

    private void tell(long last, long next) {
        long count = next - last - 1;
        long first = Math.floorDiv(grid.time(last) - series.start(), series.period());
        long energy = 0;
        boolean known = first >= 0 && first + count <= series.count();
        for (long i = Math.max(0, first); i < Math.min(first + count, series.count()); i++) {
            known &= series.statuses()[(int) i] != IntervalStatus.MISSING;
            energy += series.energies()[(int) i];
        }
        findings.add(
                Rule.GAP,
                grid.time(last),
                grid.time(next - 1),
                "no sample at "
                        + Kilowatthours.count(count, "end")
                        + " of an interval; "
                        + (known
                                ? "estimated as "
                                        + Kilowatthours.text(energy)
                                        + " by the registers on both sides"
                                : "what was used is unknown"));
    }
}
