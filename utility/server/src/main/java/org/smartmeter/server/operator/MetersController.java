package org.smartmeter.server.operator;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.smartmeter.server.audit.AccessRecord;
import org.smartmeter.server.audit.Action;
import org.smartmeter.server.curve.DayCurve;
import org.smartmeter.server.curve.DayCurves;
import org.smartmeter.server.curve.MonthCurve;
import org.smartmeter.server.curve.MonthCurves;
import org.smartmeter.server.curve.Scope;
import org.smartmeter.server.http.ApiException;
import org.smartmeter.server.http.SignedIn;
import org.smartmeter.server.line.MeterLine;
import org.smartmeter.terms.MeterId;
import org.smartmeter.wire.v1.Schedule;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// The meters, one by one and as a list.
@RestController
@RequestMapping("/api/operator/meters")
public final class MetersController {

    private final MeterRows rows;
    private final MeterDetails details;
    private final PersonalData personalData;
    private final AccessRecord record;
    private final DayCurves days;
    private final MonthCurves months;
    private final MeterLine line;
    private final InstantSource clock;

    MetersController(
            MeterRows rows,
            MeterDetails details,
            PersonalData personalData,
            AccessRecord record,
            DayCurves days,
            MonthCurves months,
            MeterLine line,
            InstantSource clock) {
        this.rows = rows;
        this.details = details;
        this.personalData = personalData;
        this.record = record;
        this.days = days;
        this.months = months;
        this.line = line;
        this.clock = clock;
    }

    @GetMapping
    MeterSelection.Page meters(
            @RequestParam(defaultValue = "") String search,
            @RequestParam(defaultValue = "all") String filter,
            @RequestParam(defaultValue = "id") String sort,
            @RequestParam(defaultValue = "0") int offset,
            @RequestParam(defaultValue = "50") int limit) {
        return MeterSelection.of(search, filter, sort, offset, limit)
                .of(rows.all(), clock.instant());
    }

    @GetMapping("/{id}")
    MeterDetail meter(@PathVariable String id) {
        return details.of(meterOf(id)).orElseThrow(() -> unknown(id));
    }

    record ReasonAsked(@Nullable String reason) {}

    record ReasonGiven(Instant until) {}

    @PostMapping("/{id}/reason")
    ReasonGiven reason(
            @AuthenticationPrincipal SignedIn operator,
            @PathVariable String id,
            @RequestBody ReasonAsked asked) {
        String reason = asked.reason();
        return new ReasonGiven(
                personalData.open(operator, details.known(id), reason == null ? "" : reason));
    }

    @GetMapping("/{id}/curve")
    DayCurve curve(
            @AuthenticationPrincipal SignedIn operator,
            @PathVariable String id,
            @RequestParam LocalDate day) {
        MeterId meter = details.known(id);
        personalData.look(operator, meter, "day " + day);
        return days.of(Scope.whole(meter, details.zoneOf(meter)), day);
    }

    @GetMapping("/{id}/month")
    MonthCurve month(
            @AuthenticationPrincipal SignedIn operator,
            @PathVariable String id,
            @RequestParam YearMonth month) {
        MeterId meter = details.known(id);
        personalData.look(operator, meter, "month " + month);
        return months.of(Scope.whole(meter, details.zoneOf(meter)), month);
    }

    /// What each register showed last: as personal as the curve.
    @GetMapping("/{id}/registers")
    List<RegisterView> registers(
            @AuthenticationPrincipal SignedIn operator, @PathVariable String id) {
        MeterId meter = details.known(id);
        personalData.look(operator, meter, "registers");
        return details.registers(meter);
    }

    record ScheduleAsked(int samplePeriodSeconds, int pushPeriodSeconds) {}

    record ScheduleAccepted(boolean pending) {}

    /// On record before it is done; the meter is told until it says that it keeps it.
    @PutMapping("/{id}/schedule")
    @ResponseStatus(HttpStatus.ACCEPTED)
    ScheduleAccepted schedule(
            @AuthenticationPrincipal SignedIn operator,
            @PathVariable String id,
            @RequestBody ScheduleAsked asked) {
        MeterId meter = details.known(id);
        if (line.meter(meter).isEmpty()) {
            throw ApiException.conflict(
                    "not-enrolled", "meter " + id + " is not enrolled; invite and enrol it first");
        }
        if (asked.samplePeriodSeconds() < 0 || asked.pushPeriodSeconds() < 0) {
            throw ApiException.badRequest("periods are positive numbers of seconds");
        }
        Schedule schedule =
                Schedule.newBuilder()
                        .setSamplePeriod(asked.samplePeriodSeconds())
                        .setPushPeriod(asked.pushPeriodSeconds())
                        .build();
        record.append(
                operator.actor(),
                Action.SCHEDULE,
                meter.value(),
                "asked for sample period "
                        + asked.samplePeriodSeconds()
                        + " s, push period "
                        + asked.pushPeriodSeconds()
                        + " s");
        try {
            line.schedule(meter, schedule);
        } catch (IllegalArgumentException e) {
            throw ApiException.badRequest(String.valueOf(e.getMessage()));
        }
        return new ScheduleAccepted(true);
    }

    static MeterId meterOf(String id) {
        try {
            return new MeterId(id);
        } catch (IllegalArgumentException e) {
            throw ApiException.badRequest(String.valueOf(e.getMessage()));
        }
    }

    static ApiException unknown(String id) {
        return ApiException.notFound(
                "unknown-meter", "no meter " + id + " is installed, enrolled or heard of");
    }
}
