package org.smartmeter.server.line;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.smartmeter.headend.Headend;
import org.smartmeter.headend.HeadendSettings;
import org.smartmeter.headend.HeadendStatus;
import org.smartmeter.headend.KeptOrder;
import org.smartmeter.headend.MeterStatus;
import org.smartmeter.headend.Refusals;
import org.smartmeter.terms.MeterId;
import org.smartmeter.wire.Ed25519Signer;
import org.smartmeter.wire.v1.Notice;
import org.smartmeter.wire.v1.Order;
import org.smartmeter.wire.v1.Schedule;
import org.smartmeter.wire.v1.SignedOrder;

/// The line as the screens see it. Thread-safe.
public interface MeterLine {

    HeadendStatus status();

    /// Every enrolled meter, by id.
    List<MeterStatus> meters();

    Optional<MeterStatus> meter(MeterId meter);

    boolean connected(MeterId meter);

    /// Somebody looks at the meter's live values until then.
    ///
    /// @return whether the meter is connected
    boolean lease(MeterId meter, Instant until);

    /// The meter ought to keep this schedule.
    ///
    /// @throws IllegalArgumentException if the schedule is none, in words for who set it
    void schedule(MeterId meter, Schedule schedule);

    /// Sends a notice to the meter's display. It may be lost on the way; the same notice again
    /// changes nothing.
    ///
    /// @return whether the meter is connected
    /// @throws IllegalArgumentException if the meter is not enrolled
    boolean notice(MeterId meter, Notice notice);

    /// Takes a notice back from the meter's display; the same holds for it.
    boolean withdrawNotice(MeterId meter, long number);

    /// Signs an order whose counter is kept before it is [#pass]ed.
    ///
    /// @param body an order of which nothing but body and window is set
    /// @param approval the second signature, for a critical order
    KeptOrder sign(MeterId meter, Order body, Optional<Ed25519Signer> approval);

    /// Sends what was signed before; it may be lost on the way, and the meter acts once however
    /// often it comes.
    void pass(MeterId meter, SignedOrder order);

    Refusals refusals();

    /// The schedule the meter keeps as far as we know: what it last said, else what it ought to.
    default Schedule scheduleOf(MeterId meter) {
        return meter(meter).map(MeterLine::schedule).orElse(HeadendSettings.DEFAULT_SCHEDULE);
    }

    /// The schedule the meter keeps as far as we know.
    static Schedule schedule(MeterStatus status) {
        return status.report().map(report -> report.schedule()).orElse(status.desired());
    }

    /// The real line.
    static MeterLine of(Headend headend) {
        return new MeterLine() {
            @Override
            public HeadendStatus status() {
                return headend.status();
            }

            @Override
            public List<MeterStatus> meters() {
                return headend.meters();
            }

            @Override
            public Optional<MeterStatus> meter(MeterId meter) {
                return headend.meter(meter);
            }

            @Override
            public boolean connected(MeterId meter) {
                return headend.connected(meter);
            }

            @Override
            public boolean lease(MeterId meter, Instant until) {
                return headend.lease(meter, until);
            }

            @Override
            public void schedule(MeterId meter, Schedule schedule) {
                headend.schedule(meter, schedule);
            }

            @Override
            public boolean notice(MeterId meter, Notice notice) {
                return headend.notice(meter, notice);
            }

            @Override
            public boolean withdrawNotice(MeterId meter, long number) {
                return headend.withdrawNotice(meter, number);
            }

            @Override
            public KeptOrder sign(MeterId meter, Order body, Optional<Ed25519Signer> approval) {
                return headend.sign(meter, body, approval);
            }

            @Override
            public void pass(MeterId meter, SignedOrder order) {
                headend.pass(meter, order);
            }

            @Override
            public Refusals refusals() {
                return headend.refusals();
            }
        };
    }
}
