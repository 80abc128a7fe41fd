package org.smartmeter.server.customer;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Optional;
import org.smartmeter.network.Network;
import org.smartmeter.network.Place;
import org.smartmeter.readings.MeterCoverage;
import org.smartmeter.readings.ReadingStore;
import org.smartmeter.server.curve.DayCurve;
import org.smartmeter.server.curve.DayCurves;
import org.smartmeter.server.curve.MonthCurve;
import org.smartmeter.server.curve.MonthCurves;
import org.smartmeter.server.customer.Homes.CustomerHome;
import org.smartmeter.server.http.ApiException;
import org.smartmeter.server.http.SignedIn;
import org.smartmeter.server.line.MeterLine;
import org.smartmeter.server.live.EventStreams;
import org.smartmeter.server.live.LiveHub;
import org.smartmeter.terms.MeterId;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// A customer's own home. Which home is decided by who is signed in; no address names one.
@RestController
@RequestMapping("/api/home")
public final class HomeController {

    private final Homes homes;
    private final ReadingStore readings;
    private final DayCurves days;
    private final MonthCurves months;
    private final MeterLine line;
    private final LiveHub hub;
    private final EventStreams streams;
    private final InstantSource clock;

    HomeController(
            Network network,
            ReadingStore readings,
            DayCurves days,
            MonthCurves months,
            MeterLine line,
            LiveHub hub,
            EventStreams streams,
            InstantSource clock) {
        this.homes = new Homes(network);
        this.readings = readings;
        this.days = days;
        this.months = months;
        this.line = line;
        this.hub = hub;
        this.streams = streams;
        this.clock = clock;
    }

    @GetMapping
    HomeView home(@AuthenticationPrincipal SignedIn signedIn) {
        CustomerHome home = homeOf(signedIn);
        Place place = home.place();
        Optional<MeterCoverage> coverage = readings.coverage(home.meter());
        Instant since = home.installedSince();
        return new HomeView(
                new HomeView.PlaceView(place.id(), place.name(), place.address()),
                place.zone().getId(),
                home.meter().value(),
                coverage.flatMap(MeterCoverage::lastMeasured).filter(since::isBefore).orElse(null),
                coverage.map(MeterCoverage::lastReceived).filter(since::isBefore).orElse(null),
                since,
                line.scheduleOf(home.meter()).getSamplePeriod(),
                LocalDate.ofInstant(clock.instant(), place.zone()));
    }

    @GetMapping("/curve")
    DayCurve curve(@AuthenticationPrincipal SignedIn signedIn, @RequestParam LocalDate day) {
        return days.of(homeOf(signedIn).scope(), day);
    }

    @GetMapping("/month")
    MonthCurve month(@AuthenticationPrincipal SignedIn signedIn, @RequestParam YearMonth month) {
        return months.of(homeOf(signedIn).scope(), month);
    }

    /// Live values for as long as the home stays theirs and the connection open.
    @GetMapping(path = "/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    void live(
            @AuthenticationPrincipal SignedIn signedIn,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        MeterId meter = homeOf(signedIn).meter();
        streams.serve(
                signedIn.actor(),
                request,
                response,
                () -> hub.watch(meter),
                () ->
                        homes.of(signedIn.customer(), clock.instant())
                                .filter(home -> home.meter().equals(meter))
                                .isPresent());
    }

    private CustomerHome homeOf(SignedIn signedIn) {
        return homes.of(signedIn.customer(), clock.instant())
                .orElseThrow(
                        () ->
                                ApiException.notFound(
                                        "no-home",
                                        "no meter is installed at a home in your name yet; it shows"
                                                + " here as soon as one is"));
    }
}
