package org.smartmeter.readings.validation;

/// Rules on what was sent beside the registers: energies of intervals and voltages.
final class SentChecks {

    private final Samples samples;
    private final Series series;
    private final Calendar calendar;
    private final ValidationRules rules;
    private final Findings findings;

    SentChecks(
            Samples samples,
            Series series,
            Calendar calendar,
            ValidationRules rules,
            Findings findings) {
        this.samples = samples;
        this.series = series;
        this.calendar = calendar;
        this.rules = rules;
        this.findings = findings;
    }

    void check() {
        negative();
        voltages();
        sums();
    }

    private void negative() {
        for (int i = 0; i < samples.count(); i++) {
            long energy = samples.energies()[i];
            if (energy < 0 && energy != Samples.NONE) {
                findings.add(
                        Rule.NEGATIVE_USE,
                        samples.ends()[i] - series.period(),
                        samples.ends()[i],
                        Kilowatthours.text(energy) + " in one interval");
            }
        }
    }

    private void voltages() {
        int count = samples.count();
        for (int i = 0; i < count; i++) {
            int first = i;
            double farthest = Double.NaN;
            while (i < count && isOut(samples.volts()[i])) {
                farthest = farther(farthest, samples.volts()[i]);
                i++;
            }
            if (i > first) {
                findings.add(
                        Rule.VOLTAGE,
                        samples.ends()[first] - series.period(),
                        samples.ends()[i - 1],
                        Decimal.text(farthest)
                                + " V; from "
                                + Decimal.text(rules.lowestVoltage())
                                + " to "
                                + Decimal.text(rules.highestVoltage())
                                + " V is promised");
            }
        }
    }

    private boolean isOut(double volts) {
        return volts < rules.lowestVoltage() || volts > rules.highestVoltage();
    }

    private double farther(double one, double other) {
        double middle = (rules.lowestVoltage() + rules.highestVoltage()) / 2;
        return Math.abs(one - middle) > Math.abs(other - middle) ? one : other;
    }

    /// By local day, over the measured intervals of it whose energy was sent. Energies rounded one
    /// by one wander off by the root of their number.
    private void sums() {
        long tolerance = rules.timeTolerance().toMillis();
        int sample = 0;
        for (int day = 0; day < calendar.days(); day++) {
            int first = calendar.borders()[day];
            int last = calendar.borders()[day + 1] - 1;
            long sent = 0;
            long counted = 0;
            int intervals = 0;
            for (int i = first; i <= last; i++) {
                long end = series.endMillis(i);
                while (sample < samples.count() && samples.ends()[sample] < end - tolerance) {
                    sample++;
                }
                boolean has =
                        sample < samples.count()
                                && samples.ends()[sample] <= end + tolerance
                                && samples.energies()[sample] != Samples.NONE
                                && series.statuses()[i] == IntervalStatus.ACTUAL;
                if (has) {
                    sent += samples.energies()[sample];
                    counted += series.energies()[i];
                    intervals++;
                }
            }
            if (Math.abs(sent - counted) > rules.intervalTolerance() * Math.sqrt(intervals)) {
                findings.add(
                        Rule.SUM_CHECK,
                        series.startMillis(first),
                        series.endMillis(last),
                        Kilowatthours.count(intervals, "interval")
                                + " as sent add up to "
                                + Kilowatthours.text(sent)
                                + ", the register grew by "
                                + Kilowatthours.text(counted));
            }
        }
    }
}
