package org.smartmeter.server.operator;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.smartmeter.readings.validation.Finding;
import org.smartmeter.readings.validation.IntervalStatus;
import org.smartmeter.readings.vee.Flow;
import org.smartmeter.readings.vee.ValidatedInterval;
import org.smartmeter.readings.vee.ValidatedReadings;
import org.smartmeter.readings.vee.Version;
import org.smartmeter.server.audit.AccessRecord;
import org.smartmeter.server.audit.Action;
import org.smartmeter.server.http.ApiException;
import org.smartmeter.server.http.SignedIn;
import org.smartmeter.terms.Energy;
import org.smartmeter.terms.LocalDay;
import org.smartmeter.terms.MeterId;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// What validation found and estimated, and what operators put right. A meter's own findings name
/// its energy and are personal data; the list over all meters names only what to look at.
@RestController
@RequestMapping("/api/operator")
public final class ValidationController {

    private static final int MOST_FINDINGS = 500;
    private static final int DECIMALS = 6;

    private final ValidatedReadings validated;
    private final MeterDetails details;
    private final PersonalData personalData;
    private final AccessRecord record;

    ValidationController(
            ValidatedReadings validated,
            MeterDetails details,
            PersonalData personalData,
            AccessRecord record) {
        this.validated = validated;
        this.details = details;
        this.personalData = personalData;
        this.record = record;
    }

    /// A finding without its figures.
    record Found(String meter, String rule, Instant from, Instant to) {}

    @GetMapping("/findings")
    List<Found> findings(@RequestParam(defaultValue = "100") int limit) {
        if (limit < 1 || limit > MOST_FINDINGS) {
            throw ApiException.badRequest("limit is from 1 to " + MOST_FINDINGS);
        }
        return validated.newestFindings(limit).stream()
                .map(one -> new Found(one.meter(), one.rule().label(), one.from(), one.to()))
                .toList();
    }

    /// A finding with the reason in words.
    record Told(String rule, Instant from, Instant to, String detail) {}

    /// @param kwh null exactly when the status is `missing`
    /// @param version 0 where it was measured
    record Shown(Instant start, Instant end, @Nullable String kwh, String status, int version) {}

    record Written(
            int number,
            String kind,
            String author,
            String reason,
            Instant written,
            int intervals) {}

    record Day(
            LocalDate day,
            String zone,
            List<Told> findings,
            List<Shown> intervals,
            List<Written> versions) {}

    @GetMapping("/meters/{id}/validation")
    Day day(
            @AuthenticationPrincipal SignedIn operator,
            @PathVariable String id,
            @RequestParam LocalDate day,
            @RequestParam(defaultValue = "import") String flow) {
        MeterId meter = details.known(id);
        Flow asked = flowOf(flow);
        personalData.look(operator, meter, "validation of " + day);
        LocalDay local = new LocalDay(day, details.zoneOf(meter));
        return new Day(
                day,
                local.zone().getId(),
                validated.findings(meter, day, day).stream()
                        .map(ValidationController::told)
                        .toList(),
                validated.series(meter, asked, local.start(), local.end()).stream()
                        .map(ValidationController::shown)
                        .toList(),
                validated.versions(meter, asked, day, day).stream()
                        .map(ValidationController::written)
                        .toList());
    }

    private static Told told(Finding finding) {
        return new Told(finding.rule().label(), finding.from(), finding.to(), finding.detail());
    }

    private static Shown shown(ValidatedInterval one) {
        String kwh =
                one.status() == IntervalStatus.MISSING
                        ? null
                        : new Energy(one.energy()).toKilowattHours().toPlainString();
        return new Shown(
                one.start(),
                one.end(),
                kwh,
                one.status().name().toLowerCase(Locale.ROOT),
                one.version());
    }

    private static Written written(Version version) {
        return new Written(
                version.number(),
                version.kind().name().toLowerCase(Locale.ROOT),
                version.author(),
                version.reason(),
                version.written(),
                version.parts().size());
    }

    record EditedInterval(Instant start, Instant end, BigDecimal kwh) {}

    record EditAsked(
            @Nullable String flow,
            @Nullable String reason,
            @Nullable List<EditedInterval> intervals) {}

    record Kept(int version) {}

    /// Puts intervals of one local day right; on record before it is done.
    @PostMapping("/meters/{id}/edits")
    Kept edit(
            @AuthenticationPrincipal SignedIn operator,
            @PathVariable String id,
            @RequestBody EditAsked asked) {
        MeterId meter = details.known(id);
        Flow flow = flowOf(asked.flow() == null ? "import" : asked.flow());
        String reason = PersonalData.reason(asked.reason());
        List<EditedInterval> given =
                asked.intervals() == null ? List.<EditedInterval>of() : asked.intervals();
        try {
            List<Version.Part> parts =
                    given.stream()
                            .map(
                                    one ->
                                            new Version.Part(
                                                    one.start(), one.end(), milliwattHours(one)))
                            .toList();
            validated.check(meter, parts, reason);
            record.append(
                    operator.actor(),
                    Action.READINGS_EDITED,
                    meter.value(),
                    parts.size() + " intervals from " + parts.getFirst().start() + ": " + reason);
            return new Kept(validated.edit(meter, flow, parts, operator.actor(), reason));
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw ApiException.badRequest(String.valueOf(e.getMessage()));
        }
    }

    record WithdrawalAsked(@Nullable String flow, @Nullable String reason, LocalDate day) {}

    /// Takes back every edit of a local day.
    @PostMapping("/meters/{id}/edits/withdrawal")
    Kept withdraw(
            @AuthenticationPrincipal SignedIn operator,
            @PathVariable String id,
            @RequestBody WithdrawalAsked asked) {
        MeterId meter = details.known(id);
        Flow flow = flowOf(asked.flow() == null ? "import" : asked.flow());
        String reason = PersonalData.reason(asked.reason());
        record.append(
                operator.actor(),
                Action.READINGS_EDITED,
                meter.value(),
                "took back the edits of " + asked.day() + ": " + reason);
        return new Kept(
                validated.withdrawEdits(meter, flow, asked.day(), operator.actor(), reason));
    }

    private static long milliwattHours(EditedInterval one) {
        if (one.kwh().scale() > DECIMALS) {
            throw new IllegalArgumentException(
                    one.kwh().toPlainString() + " kWh is finer than 0.000001");
        }
        return Energy.ofKilowattHours(one.kwh().setScale(DECIMALS, RoundingMode.UNNECESSARY))
                .milliwattHours();
    }

    private static Flow flowOf(String word) {
        return switch (word) {
            case "import" -> Flow.IMPORT;
            case "export" -> Flow.EXPORT;
            default -> throw ApiException.badRequest("flow is import or export, not " + word);
        };
    }
}
