package org.smartmeter.readings.validation;

import java.util.ArrayList;
import java.util.List;

/// What to do where a register falls although no new epoch was declared. Never a new base because
/// of one low number: either few samples are wrong, those before the fall or those after it, and
/// they are not believed; or the register has begun anew, and energy is counted on from there with
/// what lies between unknown.
final class Falls {

    /// So many samples in a row may be wrong without the register having jumped.
    private static final int FEW = 4;

    /// Farther than this nobody looks for the register to come back.
    private static final int FARTHEST = 4_096;

    private static final long MILLIWATT_HOURS_PER_KILOWATT_HOUR = 1_000_000;

    /// Samples on one side of a fall.
    ///
    /// @param leap the register left them, or came to them, by more than the connection carries
    private record Run(int samples, boolean leap) {

        boolean isPossible() {
            return leap || samples <= FEW;
        }

        /// A leap is proof; without one, or with two, it is the fewer.
        boolean isLikelierThan(Run other) {
            if (leap != other.leap) {
                return leap;
            }
            return isPossible() && samples <= other.samples;
        }
    }

    private final String meter;
    private final ValidationRules rules;
    private final Findings findings;

    Falls(String meter, ValidationRules rules, Findings findings) {
        this.meter = meter;
        this.rules = rules;
        this.findings = findings;
    }

    /// @param supports in order of time; their stretches are the epochs
    /// @return the believed ones; their stretches are numbered anew
    List<Support> sieve(List<Support> supports) {
        List<Support> believed = new ArrayList<>(supports.size());
        int stretch = 0;
        int begin = 0;
        long offset = 0;
        for (int i = 0; i < supports.size(); i++) {
            Support next = supports.get(i);
            if (i > 0 && next.stretch() != supports.get(i - 1).stretch()) {
                stretch++;
                begin = believed.size();
                offset = 0;
            }
            next = next.raisedBy(offset);
            if (believed.size() > begin && next.register() < believed.getLast().register()) {
                long rolled = rolledOver(believed.getLast(), next);
                if (rolled > 0) {
                    offset += rolled;
                    next = next.raisedBy(rolled);
                } else {
                    Run low = lowRun(supports, i, offset, believed.getLast());
                    Run high = highRun(believed, begin, next);
                    if (low.isLikelierThan(high)) {
                        tellLow(believed.getLast(), supports.get(i + low.samples - 1), next, low);
                        i += low.samples - 1;
                        continue;
                    }
                    if (high.isPossible()) {
                        tellHigh(believed, high.samples, next);
                        believed.subList(believed.size() - high.samples, believed.size()).clear();
                    } else {
                        tellAnew(believed.getLast(), next);
                        stretch++;
                        begin = believed.size();
                    }
                }
            }
            believed.add(next.inStretch(stretch));
        }
        return believed;
    }

    /// By how much to raise the register because it has rolled over; 0 if it has not.
    private long rolledOver(Support last, Support next) {
        if (rules.registerDigits().isEmpty()) {
            return 0;
        }
        long modulus = MILLIWATT_HOURS_PER_KILOWATT_HOUR;
        for (int digit = 0; digit < rules.registerDigits().get(); digit++) {
            modulus *= 10;
        }
        long rise = next.register() + modulus - last.register();
        return rise >= 0 && rise <= rules.mostEnergy(next.time() - last.time()) ? modulus : 0;
    }

    /// The samples from the fall on that are wrong if it is they.
    private Run lowRun(List<Support> supports, int fall, long offset, Support last) {
        int end = fall;
        while (end < supports.size()
                && end - fall < FARTHEST
                && supports.get(end).stretch() == supports.get(fall).stretch()
                && supports.get(end).register() + offset < last.register()) {
            end++;
        }
        boolean comesBack =
                end < supports.size()
                        && supports.get(end).stretch() == supports.get(fall).stretch()
                        && leaps(supports.get(end - 1), supports.get(end));
        return new Run(end - fall, comesBack);
    }

    /// The believed samples that are wrong if it is they.
    private Run highRun(List<Support> believed, int begin, Support next) {
        int first = believed.size();
        while (first > begin
                && believed.size() - first < FARTHEST
                && believed.get(first - 1).register() > next.register()) {
            first--;
        }
        boolean leapt = first > begin && leaps(believed.get(first - 1), believed.get(first));
        return new Run(believed.size() - first, leapt);
    }

    private boolean leaps(Support from, Support to) {
        return to.register() - from.register() > rules.mostEnergy(to.time() - from.time());
    }

    private void tellLow(Support last, Support end, Support first, Run run) {
        tell(
                last.time(),
                end.time(),
                last,
                first,
                Kilowatthours.count(run.samples, "sample") + " from the fall on not believed");
    }

    private void tellHigh(List<Support> believed, int run, Support next) {
        int first = believed.size() - run;
        tell(
                believed.get(Math.max(0, first - 1)).time(),
                next.time(),
                believed.getLast(),
                next,
                Kilowatthours.count(run, "sample") + " before the fall not believed");
    }

    private void tellAnew(Support last, Support next) {
        tell(
                last.time(),
                next.time(),
                last,
                next,
                "counted anew from here, the energy between is unknown");
    }

    private void tell(long from, long to, Support last, Support next, String consequence) {
        findings.add(
                Rule.REGISTER_DECREASE,
                from,
                to,
                "the register of "
                        + meter
                        + " fell from "
                        + Kilowatthours.text(last.register())
                        + " to "
                        + Kilowatthours.text(next.register())
                        + " without a new epoch; "
                        + consequence);
    }
}
