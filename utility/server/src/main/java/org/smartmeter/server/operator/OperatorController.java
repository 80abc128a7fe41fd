package org.smartmeter.server.operator;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.smartmeter.headend.Refusal;
import org.smartmeter.headend.RefusalReason;
import org.smartmeter.headend.Refusals;
import org.smartmeter.server.http.ApiException;
import org.smartmeter.server.http.SignedIn;
import org.smartmeter.server.line.MeterLine;
import org.smartmeter.server.live.EventSource;
import org.smartmeter.server.live.EventStreams;
import org.smartmeter.server.live.ServerEvent;
import org.smartmeter.terms.MeterId;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The state of the whole: overview, intake, refusals.
@RestController
@RequestMapping("/api/operator")
public final class OperatorController {

    private static final Duration INTAKE_PERIOD = Duration.ofSeconds(1);
    private static final int MOST_REFUSALS = 500;

    private final Overviews overviews;
    private final MeterLine line;
    private final EventStreams streams;
    private final InstantSource clock;

    OperatorController(
            Overviews overviews, MeterLine line, EventStreams streams, InstantSource clock) {
        this.overviews = overviews;
        this.line = line;
        this.streams = streams;
        this.clock = clock;
    }

    @GetMapping("/overview")
    Overview overview() {
        return overviews.now();
    }

    record Intake(Overviews.IntakeFigures data) implements ServerEvent {
        @Override
        public String event() {
            return "intake";
        }
    }

    @GetMapping(path = "/intake", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    void intake(
            @AuthenticationPrincipal SignedIn operator,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        streams.serve(
                operator.actor(),
                request,
                response,
                () -> EventSource.every(INTAKE_PERIOD, () -> new Intake(overviews.intake())),
                () -> true);
    }

    record RefusalsView(List<Count> counts, List<MeterDetail.RefusalView> recent) {
        record Count(String reason, long count) {}
    }

    /// Counts are of the last 24 hours.
    @GetMapping("/refusals")
    RefusalsView refusals(
            @RequestParam(required = false) @Nullable String meter,
            @RequestParam(defaultValue = "50") int limit) {
        if (limit < 1 || limit > MOST_REFUSALS) {
            throw ApiException.badRequest("limit is from 1 to " + MOST_REFUSALS);
        }
        Refusals refusals = line.refusals();
        var since = clock.instant().minus(MeterRows.A_DAY);
        if (meter == null || meter.isBlank()) {
            return shown(refusals.counts(since), refusals.recent(limit));
        }
        MeterId id = MetersController.meterOf(meter.strip());
        return shown(refusals.counts(id, since), refusals.recent(id, limit));
    }

    private static RefusalsView shown(Map<RefusalReason, Long> counts, List<Refusal> recent) {
        return new RefusalsView(
                counts.entrySet().stream()
                        .map(
                                count ->
                                        new RefusalsView.Count(
                                                MeterDetails.word(count.getKey()),
                                                count.getValue()))
                        .sorted(
                                Comparator.comparingLong(RefusalsView.Count::count)
                                        .reversed()
                                        .thenComparing(RefusalsView.Count::reason))
                        .toList(),
                recent.stream().map(MeterDetails::shown).toList());
    }
}
