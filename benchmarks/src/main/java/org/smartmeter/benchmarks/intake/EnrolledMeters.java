package org.smartmeter.benchmarks.intake;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import org.smartmeter.device.Enrolment;
import org.smartmeter.device.EnrolmentRefusedException;
import org.smartmeter.headend.Invitation;
import org.smartmeter.network.NewHome;
import org.smartmeter.server.UtilityServer;
import org.smartmeter.terms.MeterId;

/// Meters that hang at places of the utility's and are enrolled as at home; each one's keys are in
/// `directory/<meter>/keys`.
record EnrolledMeters(Path directory, List<MeterId> ids) {

    /// @param count how many
    /// @param since they were installed
    static EnrolledMeters at(UtilityServer utility, Path directory, int count, Instant since) {
        List<MeterId> ids = ids(count);
        utility.network()
                .createHomes(
                        ids.stream()
                                .map(
                                        meter ->
                                                new NewHome(
                                                        meter.value(),
                                                        "",
                                                        ZoneOffset.UTC,
                                                        meter.value(),
                                                        meter,
                                                        since))
                                .toList());
        ids.parallelStream().forEach(meter -> enrol(utility, meter, directory));
        return new EnrolledMeters(directory, ids);
    }

    static List<MeterId> ids(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(n -> new MeterId("BEN%013d".formatted(n)))
                .toList();
    }

    private static void enrol(UtilityServer utility, MeterId meter, Path directory) {
        Invitation invitation = utility.headend().invite(meter);
        try {
            Enrolment.enrol(
                    invitation.url(),
                    invitation.fingerprint(),
                    invitation.code(),
                    meter,
                    directory.resolve(meter.value()).resolve("keys"));
        } catch (EnrolmentRefusedException e) {
            throw new IllegalStateException(e);
        }
    }

    List<String> names() {
        return ids.stream().map(MeterId::value).toList();
    }
}
