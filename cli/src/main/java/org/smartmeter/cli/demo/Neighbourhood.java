package org.smartmeter.cli.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.smartmeter.device.Enrolment;
import org.smartmeter.device.EnrolmentRefusedException;
import org.smartmeter.device.MeterKeys;
import org.smartmeter.headend.Invitation;
import org.smartmeter.network.Feeder;
import org.smartmeter.network.Home;
import org.smartmeter.network.Network;
import org.smartmeter.network.NewHome;
import org.smartmeter.network.Transformer;
import org.smartmeter.server.UtilityServer;
import org.smartmeter.terms.MeterId;

/// Who lives in the demonstration: creates homes, customers and sign-ins that are not there yet,
/// and enrols meters. Doing it again changes nothing.
final class Neighbourhood {

    static final String OPERATOR = "operator";

    /// Who approves what the operator asks for, with a passkey.
    static final String APPROVER = "approver";

    private static final String FEEDER = "F1";

    /// So many homes hang on one transformer.
    private static final int HOMES_PER_TRANSFORMER = 20;

    /// So many of the ordinary homes get a sign-in: a password costs time by design.
    private static final int SIGN_INS = 3;

    private final UtilityServer utility;
    private final DemoSettings settings;
    private final SignIns signIns;
    private final Instant now;
    private final List<Neighbour> neighbours = new ArrayList<>();

    Neighbourhood(UtilityServer utility, DemoSettings settings, Instant now) throws IOException {
        this.utility = utility;
        this.settings = settings;
        this.now = now;
        this.signIns = new SignIns(settings.data().resolve("sign-ins"));
    }

    void settle() throws IOException {
        Network network = utility.network();
        Map<MeterId, Home> known =
                network.homes().stream()
                        .filter(home -> home.meter().isPresent())
                        .collect(
                                Collectors.toMap(
                                        home -> home.meter().orElseThrow(), Function.identity()));
        Instant past = now.minus(DemoSettings.PAST);
        IntStream.rangeClosed(1, settings.homes())
                .mapToObj(number -> Neighbour.ordinary(number, past))
                .forEach(neighbours::add);
        settings.replays().forEach(file -> neighbours.add(file.neighbour()));
        List<NewHome> missing =
                neighbours.stream()
                        .filter(neighbour -> !known.containsKey(neighbour.meter()))
                        .map(neighbour -> neighbour.newHome(settings.zone()))
                        .toList();
        connect(network.createHomes(missing), past);
        addSignIns();
    }

    /// All hang on one feeder, twenty on each of its transformers.
    private void connect(List<Home> homes, Instant since) {
        Network network = utility.network();
        Feeder feeder =
                network.feeders().stream()
                        .findFirst()
                        .orElseGet(() -> network.createFeeder(FEEDER));
        for (Home home : homes) {
            int number = numberOf(home.meter().orElseThrow());
            Transformer transformer =
                    transformer(feeder, 1 + number / HOMES_PER_TRANSFORMER, since);
            network.connect(home.place().id(), transformer, Optional.empty(), since);
        }
    }

    private int numberOf(MeterId meter) {
        return neighbours.stream()
                .filter(neighbour -> neighbour.meter().equals(meter))
                .mapToInt(neighbours::indexOf)
                .findFirst()
                .orElseThrow();
    }

    private Transformer transformer(Feeder feeder, int number, Instant since) {
        Network network = utility.network();
        Transformer wanted = new Transformer("T" + number);
        if (!network.transformers().contains(wanted)) {
            network.createTransformer(wanted.code());
            network.feed(wanted, feeder, since);
        }
        return wanted;
    }

    List<Neighbour> withSignIn() {
        return neighbours.stream()
                .filter(
                        neighbour ->
                                neighbour.number() <= SIGN_INS
                                        || neighbour.number() >= Neighbour.FIRST_REPLAY)
                .toList();
    }

    List<Resident> residents() {
        Map<MeterId, Replayed> replayOf =
                settings.replays().stream()
                        .collect(
                                Collectors.toMap(
                                        replay -> replay.neighbour().meter(), Function.identity()));
        return neighbours.stream()
                .map(
                        neighbour ->
                                new Resident(
                                        neighbour,
                                        Optional.ofNullable(replayOf.get(neighbour.meter()))))
                .toList();
    }

    String passwordOf(String name) {
        return signIns.password(name).orElse("");
    }

    private void addSignIns() throws IOException {
        if (utility.users().find(OPERATOR).isEmpty()) {
            utility.users().addOperator(OPERATOR, "Operator", passwordFor(OPERATOR));
        }
        if (utility.users().find(APPROVER).isEmpty()) {
            utility.users().addApprover(APPROVER, "Second person", passwordFor(APPROVER));
        }
        Network network = utility.network();
        for (Neighbour neighbour : withSignIn()) {
            if (utility.users().find(neighbour.signIn()).isEmpty()) {
                Home home = network.search(neighbour.meter().value(), 1).getFirst();
                utility.users()
                        .addCustomer(
                                neighbour.signIn(),
                                neighbour.customer(),
                                passwordFor(neighbour.signIn()),
                                home.customer().orElseThrow().id());
            }
        }
    }

    private String passwordFor(String name) throws IOException {
        return signIns.password(name).isPresent()
                ? signIns.password(name).orElseThrow()
                : signIns.make(name);
    }

    /// The meter's keys: those it has, or new ones from an enrolment over HTTPS with a one-time
    /// code.
    MeterKeys keysOf(MeterId meter) {
        Path directory = Street.directory(settings, meter).resolve("keys");
        return MeterKeys.load(directory)
                .orElseGet(() -> enrol(meter, directory))
                .withBroker(utility.headend().brokerHost(), utility.headend().brokerPort());
    }

    private MeterKeys enrol(MeterId meter, Path directory) {
        Invitation invitation = utility.headend().invite(meter);
        try {
            return Enrolment.enrol(
                    invitation.url(),
                    invitation.fingerprint(),
                    invitation.code(),
                    meter,
                    directory);
        } catch (EnrolmentRefusedException e) {
            throw new IllegalStateException(
                    "our own utility refused meter " + meter + ": " + e.getMessage(), e);
        }
    }
}
