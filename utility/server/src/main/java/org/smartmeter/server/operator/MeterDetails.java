package org.smartmeter.server.operator;

import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.smartmeter.headend.HeadendSettings;
import org.smartmeter.headend.MeterReport;
import org.smartmeter.headend.MeterStatus;
import org.smartmeter.headend.Refusal;
import org.smartmeter.network.Installation;
import org.smartmeter.network.Network;
import org.smartmeter.network.Place;
import org.smartmeter.readings.ChainState;
import org.smartmeter.readings.MeterCoverage;
import org.smartmeter.readings.MeterEvent;
import org.smartmeter.readings.Quarantined;
import org.smartmeter.readings.ReadingStore;
import org.smartmeter.server.line.MeterLine;
import org.smartmeter.terms.MeterId;
import org.smartmeter.wire.v1.Schedule;

/// Puts together what the rooms know of one meter.
public final class MeterDetails {

    private static final int NEWEST = 50;

    private final MeterRows rows;
    private final Network network;
    private final ReadingStore readings;
    private final MeterLine line;
    private final ZoneId utilityZone;
    private final InstantSource clock;

    public MeterDetails(
            MeterRows rows,
            Network network,
            ReadingStore readings,
            MeterLine line,
            ZoneId utilityZone,
            InstantSource clock) {
        this.rows = rows;
        this.network = network;
        this.readings = readings;
        this.line = line;
        this.utilityZone = utilityZone;
        this.clock = clock;
    }

    /// Empty if no room knows the meter.
    Optional<MeterDetail> of(MeterId meter) {
        return rows.of(meter).map(row -> detail(meter, row));
    }

    /// The meter of that id.
    ///
    /// @throws org.smartmeter.server.http.ApiException if it is no id, or no room knows the meter
    MeterId known(String id) {
        MeterId meter = MetersController.meterOf(id);
        if (rows.of(meter).isEmpty()) {
            throw MetersController.unknown(id);
        }
        return meter;
    }

    /// The zone whose days are the meter's: its place's, else the utility's.
    public ZoneId zoneOf(MeterId meter) {
        return network.placeOf(meter, clock.instant()).map(Place::zone).orElse(utilityZone);
    }

    /// What each register showed last.
    List<RegisterView> registers(MeterId meter) {
        return readings.latest(meter).map(RegisterView::of).orElse(List.of());
    }

    private MeterDetail detail(MeterId meter, MeterRow row) {
        Optional<MeterCoverage> coverage = readings.coverage(meter);
        Optional<MeterStatus> status = line.meter(meter);
        Optional<MeterReport> report = status.flatMap(MeterStatus::report);
        return new MeterDetail(
                row,
                zoneOf(meter).getId(),
                coverage.map(known -> known.epoch().second()).orElse(null),
                report.map(MeterReport::software).orElse(null),
                report.map(MeterReport::clockSet).orElse(null),
                report.map(MeterReport::journalFill).orElse(null),
                network.installationOf(meter, clock.instant()).map(Installation::from).orElse(null),
                coverage.map(MeterCoverage::gaps).orElse(List.of()).stream()
                        .map(gap -> new MeterDetail.Gap(gap.first(), gap.last()))
                        .toList(),
                schedule(status),
                report.map(SupplyView::of).orElse(null),
                readings.events(meter, NEWEST).stream().map(MeterDetails::shown).toList(),
                line.refusals().recent(meter, NEWEST).stream().map(MeterDetails::shown).toList(),
                readings.quarantine(meter, NEWEST).stream().map(MeterDetails::shown).toList(),
                chain(readings.chain(meter)));
    }

    /// The schedule it ought to keep.
    private static MeterDetail.ScheduleView schedule(Optional<MeterStatus> status) {
        Schedule desired =
                status.map(MeterStatus::desired).orElse(HeadendSettings.DEFAULT_SCHEDULE);
        return new MeterDetail.ScheduleView(
                desired.getSamplePeriod(),
                desired.getPushPeriod(),
                status.map(MeterStatus::schedulePending).orElse(false));
    }

    private static MeterDetail.ChainView chain(Optional<ChainState> state) {
        return new MeterDetail.ChainView(
                state.map(ChainState::verifiedUpTo).orElse(0L),
                state.flatMap(ChainState::broken).isPresent());
    }

    private static MeterDetail.EventView shown(MeterEvent event) {
        return new MeterDetail.EventView(
                event.event().time(), event.event().code(), event.name(), event.event().values());
    }

    static MeterDetail.RefusalView shown(Refusal refusal) {
        return new MeterDetail.RefusalView(
                refusal.at(),
                refusal.meter().map(MeterId::value).orElse(null),
                word(refusal.reason()),
                refusal.detail());
    }

    private static MeterDetail.QuarantineView shown(Quarantined record) {
        return new MeterDetail.QuarantineView(
                record.sequence(),
                word(record.reason()),
                record.detail(),
                record.time().orElse(null));
    }

    /// As words are written on the interface: `broken-seal`.
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
