package org.smartmeter.server.operator;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.smartmeter.server.coverage.Coverage;
import org.smartmeter.server.coverage.DayCoverage;
import org.smartmeter.server.http.ApiException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// How whole the days are, and who is missing.
@RestController
@RequestMapping("/api/operator/coverage")
public final class CoverageController {

    private static final int MOST_DAYS = 400;
    private static final int MOST_METERS = 1_000;

    private final Coverage coverage;

    CoverageController(Coverage coverage) {
        this.coverage = coverage;
    }

    @GetMapping
    List<DayCoverage> days(@RequestParam(defaultValue = "31") int days) {
        if (days < 1 || days > MOST_DAYS) {
            throw ApiException.badRequest("days is from 1 to " + MOST_DAYS);
        }
        return coverage.days(days);
    }

    record Missing(String meter, @Nullable Instant knownUpTo) {}

    @GetMapping("/{day}")
    List<Missing> incomplete(
            @PathVariable LocalDate day, @RequestParam(defaultValue = "200") int limit) {
        if (limit < 1 || limit > MOST_METERS) {
            throw ApiException.badRequest("limit is from 1 to " + MOST_METERS);
        }
        return coverage.incomplete(day, limit).stream()
                .map(one -> new Missing(one.meter().value(), one.knownUpTo()))
                .toList();
    }
}
