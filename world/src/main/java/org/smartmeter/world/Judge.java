package org.smartmeter.world;

import java.util.BitSet;
import java.util.Optional;
import org.smartmeter.device.DeviceStatus;
import org.smartmeter.headend.Exchange;
import org.smartmeter.headend.MeterReport;
import org.smartmeter.headend.MeterStatus;
import org.smartmeter.wire.v1.Schedule;

/// Holds what was promised against what is found: whether everything has come right in peace, and
// in
/// the end whether every record is where it belongs.
final class Judge {

    private final World world;

    /// Meters that have been found right once in peace: what they write later, because their clock
    /// has drifted, is still under way at some time or other.
    private final BitSet right = new BitSet();

    Judge(World world) {
        this.world = world;
    }

    /// Whether everything that was sent is stored, told and done.
    boolean isAllRight() {
        return wrong().isEmpty();
    }

    Violation whatIsNotRight() {
        Wrong wrong = wrong().orElseThrow();
        return world.violation(Invariant.CONVERGES, wrong.meter(), wrong.what());
    }

    private record Wrong(int meter, String what) {}

    private Optional<Wrong> wrong() {
        Optional<Exchange> exchange = world.utility().exchange();
        if (exchange.isEmpty()) {
            return Optional.of(new Wrong(Trace.EVERYBODY, "the utility does not run"));
        }
        Optional<Wrong> first = Optional.empty();
        for (ModelMeter meter : world.meters()) {
            Optional<String> wrong =
                    right.get(meter.number()) && meter.isRunning()
                            ? Optional.empty()
                            : wrong(meter, exchange.get());
            right.set(meter.number(), wrong.isEmpty());
            first = first.or(() -> wrong.map(what -> new Wrong(meter.number(), what)));
        }
        if (first.isPresent()) {
            return first;
        }
        return exchange.get().inFlightBytes() == 0
                ? Optional.empty()
                : Optional.of(
                        new Wrong(
                                Trace.EVERYBODY,
                                exchange.get().inFlightBytes() + " bytes are in flight for ever"));
    }

    private Optional<String> wrong(ModelMeter meter, Exchange exchange) {
        Optional<DeviceStatus> status = meter.status();
        if (status.isEmpty()) {
            return Optional.of("it does not run");
        }
        DeviceStatus found = status.get();
        if (!found.allStored()) {
            return Optional.of(
                    "of "
                            + found.lastSequence()
                            + " records of epoch "
                            + found.epoch()
                            + " it takes "
                            + found.acknowledged()
                            + " as stored; the link is "
                            + found.link()
                            + ", refused were "
                            + found.refused());
        }
        if (!found.clockSet()) {
            return Optional.of("its clock is not set");
        }
        return wrongSchedule(found, exchange.meter(meter.id()).orElseThrow());
    }

    private static Optional<String> wrongSchedule(DeviceStatus meter, MeterStatus utility) {
        Schedule desired = utility.desired();
        boolean kept =
                meter.schedule().samplePeriod() == desired.getSamplePeriod()
                        && meter.schedule().pushPeriod() == desired.getPushPeriod();
        Optional<Schedule> reported = utility.report().map(MeterReport::schedule);
        return kept && reported.equals(Optional.of(desired))
                ? Optional.empty()
                : Optional.of(
                        "it ought to keep "
                                + words(desired)
                                + ", keeps "
                                + meter.schedule()
                                + ", reported "
                                + reported.map(Judge::words));
    }

    private static String words(Schedule schedule) {
        return schedule.getSamplePeriod() + "/" + schedule.getPushPeriod() + " s";
    }

    /// Looks into every journal and every segment.
    void judge() {
        for (ModelMeter meter : world.meters()) {
            judgeRegisters(meter);
            meter.told().remember(meter.finish());
            for (long epoch : meter.told().epochs()) {
                new JournalJudge(world, meter, epoch).judge();
            }
            new OrderJudge(world, meter).judge();
        }
    }

    private void judgeRegisters(ModelMeter meter) {
        long shown = Load.shown(meter.status().orElseThrow());
        if (!Load.isShown(meter.load().total(), shown)) {
            throw world.violation(
                    Invariant.ENERGY_IS_EXACT,
                    meter.number(),
                    "the register shows " + shown + " mWh, measured were " + meter.load().total());
        }
    }
}
