package org.smartmeter.server;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.smartmeter.headend.HeadendSettings;
import org.smartmeter.headend.HeadendStatus;
import org.smartmeter.headend.KeptOrder;
import org.smartmeter.headend.MeterReport;
import org.smartmeter.headend.MeterStatus;
import org.smartmeter.headend.Refusal;
import org.smartmeter.headend.RefusalReason;
import org.smartmeter.headend.Refusals;
import org.smartmeter.server.line.MeterLine;
import org.smartmeter.terms.MeterId;
import org.smartmeter.wire.Ed25519;
import org.smartmeter.wire.Ed25519Signer;
import org.smartmeter.wire.Orders;
import org.smartmeter.wire.RawKeys;
import org.smartmeter.wire.v1.Notice;
import org.smartmeter.wire.v1.Order;
import org.smartmeter.wire.v1.Schedule;
import org.smartmeter.wire.v1.SignedOrder;
import org.smartmeter.wire.v1.SupplyReport;

/// A line whose meters are told by the test when to be there.
final class ModelLine implements MeterLine {

    record Lease(MeterId meter, Instant until) {}

    record Sent(MeterId meter, Notice notice) {}

    final Set<MeterId> connected = ConcurrentHashMap.newKeySet();
    final List<Lease> leases = new CopyOnWriteArrayList<>();
    final List<Refusal> refused = new CopyOnWriteArrayList<>();
    final List<Sent> notices = new CopyOnWriteArrayList<>();
    final List<Long> withdrawn = new CopyOnWriteArrayList<>();
    final List<SignedOrder> orders = new CopyOnWriteArrayList<>();
    final Map<MeterId, SupplyReport> supplies = new ConcurrentHashMap<>();
    private final AtomicLong counter = new AtomicLong(100);
    private final Ed25519Signer command = Ed25519.signer(RawKeys.newEd25519().getPrivate());
    private final Map<MeterId, Schedule> desired = new ConcurrentHashMap<>();

    void enrol(MeterId meter) {
        desired.put(meter, HeadendSettings.DEFAULT_SCHEDULE);
    }

    List<Lease> leasesOf(MeterId meter) {
        return leases.stream().filter(lease -> lease.meter().equals(meter)).toList();
    }

    @Override
    public HeadendStatus status() {
        return new HeadendStatus(desired.size(), connected.size(), 0, 0, refused.size(), 0);
    }

    @Override
    public List<MeterStatus> meters() {
        return desired.keySet().stream().sorted().flatMap(id -> meter(id).stream()).toList();
    }

    @Override
    public Optional<MeterStatus> meter(MeterId meter) {
        return Optional.ofNullable(desired.get(meter))
                .map(
                        schedule ->
                                new MeterStatus(
                                        meter,
                                        connected.contains(meter),
                                        Instant.EPOCH,
                                        Optional.empty(),
                                        Optional.of(
                                                hello(Optional.ofNullable(supplies.get(meter)))),
                                        schedule));
    }

    @Override
    public boolean notice(MeterId meter, Notice notice) {
        notices.add(new Sent(meter, notice));
        return connected.contains(meter);
    }

    @Override
    public boolean withdrawNotice(MeterId meter, long number) {
        withdrawn.add(number);
        return connected.contains(meter);
    }

    @Override
    public KeptOrder sign(MeterId meter, Order body, Optional<Ed25519Signer> approval) {
        Order order =
                body.toBuilder()
                        .setMeter(meter.value())
                        .setCounter(counter.incrementAndGet())
                        .build();
        return new KeptOrder(
                order.getCounter(),
                approval.map(key -> Orders.sign(order, command, key))
                        .orElseGet(() -> Orders.sign(order, command)));
    }

    @Override
    public void pass(MeterId meter, SignedOrder order) {
        orders.add(order);
    }

    private static MeterReport hello(Optional<SupplyReport> supply) {
        return new MeterReport(
                Instant.EPOCH,
                "model 1.0.0",
                1,
                1,
                10,
                10,
                Instant.EPOCH,
                true,
                0.25,
                HeadendSettings.DEFAULT_SCHEDULE,
                supply);
    }

    @Override
    public boolean connected(MeterId meter) {
        return connected.contains(meter);
    }

    @Override
    public boolean lease(MeterId meter, Instant until) {
        leases.add(new Lease(meter, until));
        return connected.contains(meter);
    }

    @Override
    public void schedule(MeterId meter, Schedule schedule) {
        int sample = schedule.getSamplePeriod();
        if (sample < 1 || 3_600 % sample != 0) {
            throw new IllegalArgumentException("a sample period divides the hour, not " + sample);
        }
        desired.put(meter, schedule);
    }

    @Override
    public Refusals refusals() {
        return new ModelRefusals();
    }

    private final class ModelRefusals implements Refusals {

        @Override
        public Map<RefusalReason, Long> counts(Instant since) {
            return counted(refused);
        }

        @Override
        public Map<RefusalReason, Long> counts(MeterId meter, Instant since) {
            return counted(of(meter));
        }

        @Override
        public Map<MeterId, Long> byMeter(Instant since) {
            Map<MeterId, Long> counts = new ConcurrentHashMap<>();
            refused.forEach(
                    refusal -> refusal.meter().ifPresent(id -> counts.merge(id, 1L, Long::sum)));
            return counts;
        }

        @Override
        public List<Refusal> recent(int limit) {
            return refused.reversed().stream().limit(limit).toList();
        }

        @Override
        public List<Refusal> recent(MeterId meter, int limit) {
            return of(meter).reversed().stream().limit(limit).toList();
        }

        private List<Refusal> of(MeterId meter) {
            return new ArrayList<>(
                    refused.stream()
                            .filter(refusal -> refusal.meter().equals(Optional.of(meter)))
                            .toList());
        }

        private static Map<RefusalReason, Long> counted(List<Refusal> refusals) {
            Map<RefusalReason, Long> counts = new EnumMap<>(RefusalReason.class);
            refusals.forEach(refusal -> counts.merge(refusal.reason(), 1L, Long::sum));
            return counts;
        }
    }
}
