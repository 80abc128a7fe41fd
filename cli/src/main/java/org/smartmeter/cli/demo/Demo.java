package org.smartmeter.cli.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.smartmeter.server.UtilityServer;
import org.smartmeter.server.configuration.UtilityConfiguration;

/// The whole system on embedded parts with a living neighbourhood. The homes come up as if the link
/// had been down for [DemoSettings#PAST]: their meters' journals hold those weeks, and the history
/// reaches the utility through the line like everything else.
public final class Demo implements AutoCloseable {

    private final DemoSettings settings;
    private final DemoClock clock;
    private final UtilityServer utility;
    private final Neighbourhood neighbourhood;
    private final Street street;

    private Demo(
            DemoSettings settings,
            DemoClock clock,
            UtilityServer utility,
            Neighbourhood neighbourhood,
            Street street) {
        this.settings = settings;
        this.clock = clock;
        this.utility = utility;
        this.neighbourhood = neighbourhood;
        this.street = street;
    }

    /// Starts the utility and its neighbourhood; returns when the pages answer, while history still
    /// arrives.
    ///
    public static Demo start(DemoSettings settings) throws IOException {
        Files.createDirectories(settings.data());
        DemoClock clock = DemoClock.open(settings.data().resolve("clock"), settings.speed());
        UtilityServer utility =
                UtilityServer.start(
                        UtilityConfiguration.loopback(settings.data().resolve("utility"))
                                .withHttpPort(settings.port())
                                .withZone(settings.zone()),
                        clock.source());
        try {
            Neighbourhood neighbourhood = new Neighbourhood(utility, settings, clock.board().now());
            neighbourhood.settle();
            Street street =
                    new Street(settings, clock, neighbourhood.residents(), neighbourhood::keysOf);
            street.comeUp();
            return new Demo(settings, clock, utility, neighbourhood, street);
        } catch (IOException | RuntimeException e) {
            utility.close();
            throw e;
        }
    }

    /// Where to look and how to sign in.
    public void explain(PrintWriter out) {
        String address = utility.address().toString().replaceFirst("/$", "");
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"operator", address + "/console/", Neighbourhood.OPERATOR});
        // passkeys are made for names, not for addresses of numbers
        rows.add(
                new String[] {
                    "approver",
                    "http://localhost:" + utility.address().getPort() + "/console/",
                    Neighbourhood.APPROVER
                });
        for (Neighbour neighbour : neighbourhood.withSignIn()) {
            rows.add(new String[] {"customer", address + "/", neighbour.signIn()});
        }
        out.println();
        out.printf("  %-10s %-36s %-10s %s%n", "who", "page", "name", "password");
        for (String[] row : rows) {
            out.printf(
                    "  %-10s %-36s %-10s %s%n",
                    row[0], row[1], row[2], neighbourhood.passwordOf(row[2]));
        }
        for (Neighbour neighbour : neighbourhood.withSignIn()) {
            street.pageOf(neighbour.meter())
                    .ifPresent(
                            page ->
                                    out.printf(
                                            "  %-10s %-36s the meter's own page in %s's home%n",
                                            "meter", page, neighbour.signIn()));
        }
        out.println();
        out.println(
                "  data       "
                        + settings.data().toAbsolutePath().normalize()
                        + " (delete it to begin anew)");
        if (settings.speed() > 1) {
            out.println(
                    "  time       runs "
                            + settings.speed()
                            + " times as fast as life: one measured window stands"
                            + " for a stretch of constant load");
        }
        out.println();
        out.flush();
    }

    /// Where the pages are.
    public URI address() {
        return utility.address();
    }

    public UtilityServer utility() {
        return utility;
    }

    public Street street() {
        return street;
    }

    /// The password of a sign-in that [#explain] shows.
    public String passwordOf(String name) {
        return neighbourhood.passwordOf(name);
    }

    /// What each replayed file holds and what the utility has of it.
    public List<ReplayResult> replayResults() {
        return settings.replays().stream()
                .map(replay -> ReplayResult.of(replay, utility.readings()))
                .toList();
    }

    /// Ends meters, utility and database in order.
    @Override
    public void close() {
        street.close();
        utility.close();
        try {
            clock.keep();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("cannot keep the demonstration's time", e);
        }
    }
}
