package org.smartmeter.cli.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.smartmeter.terms.MeterId;
import org.smartmeter.wire.RecordTag;
import org.smartmeter.wire.RecordsCodec;
import tools.jackson.databind.JsonNode;

/// Everything bad that can come over the line, at the real server: refused or set aside with its
/// reason, counted, on the operator's page; and the rest goes on. Each row of the tables is done by
/// a meter of its own that is truly enrolled. Afterwards a neighbour's good record and the bad
/// meter's own good record are stored and acknowledged.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class RefusalsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final MeterId NEIGHBOUR = new MeterId("NEI0000000000001");

    private final AtomicInteger meters = new AtomicInteger();
    private RunningUtility utility;
    private OperatorScreen operator;
    private HostileMeter neighbour;
    private BadDeeds deeds;

    @BeforeAll
    void start(@TempDir Path directory) throws IOException {
        utility = RunningUtility.start(directory);
        operator = utility.operator();
        neighbour = new HostileMeter(utility.enrol(NEIGHBOUR));
        neighbour.sendsGoodRecord();
        deeds = new BadDeeds(utility, neighbour);
    }

    @AfterAll
    void stop() {
        neighbour.close();
        operator.close();
        utility.close();
    }

    /// @param reason as the operator reads it
    record Row(String what, BadDeeds.Deed deed, String reason) {
        @Override
        public String toString() {
            return what + " → " + reason;
        }
    }

    Stream<Row> messages() {
        return Stream.of(
                new Row("a changed byte", deeds::changedByte, "broken-seal"),
                new Row("another agreement's key", deeds::otherKey, "broken-seal"),
                new Row("no seal at all", meter -> meter.up(new byte[] {1, 2, 3}), "broken-seal"),
                new Row("nothing", meter -> meter.up(new byte[0]), "broken-seal"),
                new Row("the neighbour's sealed frame", deeds::neighboursFrame, "broken-seal"),
                new Row("a live frame as up", deeds::liveAsUp, "broken-seal"),
                new Row("another generation", deeds::otherGeneration, "wrong-generation"),
                new Row("the same message again", deeds::sameAgain, "replayed"),
                new Row("an older boot's message", deeds::olderBoot, "replayed"),
                new Row("sealed garbage", deeds::garbage, "malformed"),
                new Row("a message without a body", deeds::noBody, "malformed"),
                new Row("fewer records than the header says", deeds::fewerRecords, "malformed"),
                new Row("more records than the header says", deeds::moreRecords, "malformed"),
                new Row("columns that the definition has not", deeds::wrongColumns, "malformed"),
                new Row("a row's time beyond all time", deeds::timeOverflow, "malformed"),
                new Row(
                        "an older epoch",
                        meter -> BadDeeds.ofAnotherEpoch(meter, -1),
                        "unknown-epoch"),
                new Row(
                        "an epoch beyond any calendar",
                        meter -> BadDeeds.ofAnotherEpoch(meter, 300_000_000_000L),
                        "unknown-epoch"),
                new Row("a hello of an older epoch", deeds::olderHello, "unknown-epoch"),
                new Row("the neighbour's topic", deeds::foreignPublish, "foreign-topic"),
                new Row("a topic of no meter", deeds::strangePublish, "foreign-topic"),
                new Row("its own down topic", deeds::ownDownTopic, "foreign-topic"),
                new Row("the neighbour's orders", deeds::foreignSubscribe, "foreign-topic"),
                new Row("everybody's orders", deeds::wildSubscribe, "foreign-topic"),
                new Row("a retained message", deeds::retained, "wrong-publish"),
                new Row("a will", deeds::will, "wrong-publish"),
                new Row("the neighbour's name", deeds::wrongClientId, "wrong-client-id"),
                new Row("a message too long", deeds::tooLong, "over-limit"));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void aBadMessageIsRefusedWithItsReasonAndTheRestGoesOn(Row row) throws Exception {
        try (HostileMeter bad = enrolledMeter()) {
            bad.sendsGoodRecord();

            row.deed().by(bad);

            await().atMost(PATIENCE)
                    .untilAsserted(
                            () ->
                                    assertThat(operator.refusals(bad.id()))
                                            .isEqualTo(Map.of(row.reason(), 1L)));
            assertThat(operator.meter(bad.id(), "refusals"))
                    .singleElement()
                    .satisfies(
                            refusal -> {
                                assertThat(refusal.path("reason").asString())
                                        .isEqualTo(row.reason());
                                assertThat(refusal.path("detail").asString()).isNotBlank();
                            });
            assertThat(operator.meter(bad.id()).path("refused").asLong()).isEqualTo(1);
            theRestGoesOn(bad);
        }
    }

    Stream<Row> records() {
        return Stream.of(
                new Row(
                        "a row before the installation",
                        BadDeeds.row(RunningUtility.INSTALLED_FOR.plusMinutes(1).negated(), 2_000),
                        "before-installation"),
                new Row(
                        "a row ten minutes ahead",
                        BadDeeds.row(Duration.ofMinutes(10), 2_000),
                        "ahead-of-time"),
                new Row(
                        "a row in the year 9999",
                        meter ->
                                meter.send(
                                        RecordTag.ROW,
                                        RecordsCodec.encode(
                                                meter.row(
                                                        Instant.parse("9999-12-31T00:00:00Z"),
                                                        2_000))),
                        "ahead-of-time"),
                new Row("an event ten minutes ahead", deeds::eventAhead, "ahead-of-time"),
                new Row(
                        "a register that falls",
                        BadDeeds.row(Duration.ZERO, 5),
                        "register-decreased"),
                new Row(
                        "a register beyond any energy",
                        BadDeeds.row(Duration.ZERO, Long.MAX_VALUE),
                        "malformed"),
                new Row("a row of no definition", deeds::rowOfNoDefinition, "unknown-definition"),
                new Row(
                        "a row that is none",
                        meter -> meter.send(RecordTag.ROW, new byte[] {1, 2, 3}),
                        "malformed"),
                new Row(
                        "a definition that is none",
                        meter -> meter.send(RecordTag.DEFINITION, new byte[] {0}),
                        "malformed"));
    }

    @ParameterizedTest
    @MethodSource("records")
    void anAbsurdRecordIsSetAsideAndAcknowledged(Row row) throws Exception {
        try (HostileMeter bad = enrolledMeter()) {
            bad.sendsGoodRecord();
            long absurd = bad.nextSequence();

            row.deed().by(bad);

            bad.isStored();
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () ->
                                    assertThat(operator.meter(bad.id(), "quarantine"))
                                            .singleElement()
                                            .satisfies(
                                                    aside -> {
                                                        assertThat(aside.path("sequence").asLong())
                                                                .isEqualTo(absurd);
                                                        assertThat(aside.path("reason").asString())
                                                                .isEqualTo(row.reason());
                                                        assertThat(aside.path("detail").asString())
                                                                .isNotBlank();
                                                    }));
            theRestGoesOn(bad);
            assertThat(operator.meter(bad.id(), "quarantine"))
                    .as("good records after it count")
                    .hasSize(1);
            assertThat(operator.refusals(bad.id())).isEmpty();
        }
    }

    Stream<Row> certificates() {
        return Stream.of(
                new Row(
                        "no certificate",
                        meter ->
                                BadDeeds.isNotLetIn(
                                        meter, ClientTls.of(meter.keys).withoutCertificate()),
                        "wrong-certificate"),
                new Row(
                        "another authority's certificate",
                        meter ->
                                BadDeeds.isNotLetIn(
                                        meter,
                                        ClientTls.of(meter.keys)
                                                .showing(
                                                        ForgedCertificate.ofAnotherAuthority(
                                                                utility.keys(), meter.id()))),
                        "wrong-certificate"),
                new Row(
                        "an old TLS version",
                        meter ->
                                BadDeeds.isNotLetIn(
                                        meter, ClientTls.of(meter.keys).speaking("TLSv1.2")),
                        "wrong-certificate"),
                new Row("a meter that nobody enrolled", deeds::neverEnrolled, "unknown-meter"));
    }

    @ParameterizedTest
    @MethodSource("certificates")
    void whoeverIsNobodyIsNotLetInAndTheRestGoesOn(Row row) throws Exception {
        try (HostileMeter bad = enrolledMeter()) {
            bad.sendsGoodRecord();
            long before = operator.refusals().getOrDefault(row.reason(), 0L);

            row.deed().by(bad);

            await().atMost(PATIENCE)
                    .untilAsserted(
                            () ->
                                    assertThat(operator.refusals())
                                            .containsEntry(row.reason(), before + 1));
            JsonNode newest = operator.newestRefusals().getFirst();
            assertThat(newest.path("reason").asString()).isEqualTo(row.reason());
            assertThat(newest.path("meter").isNull()).isTrue();
            assertThat(newest.path("detail").asString()).isNotBlank();
            theRestGoesOn(bad);
        }
    }

    @Test
    void aCertificateThatWasReplacedOrForgedForAnotherIsGoodNoLonger() throws Exception {
        try (HostileMeter bad = enrolledMeter()) {
            bad.sendsGoodRecord();
            ClientTls forged =
                    ClientTls.of(bad.keys)
                            .showing(ForgedCertificate.ofOurAuthority(utility.keys(), bad.id()));

            BadDeeds.isNotLetIn(bad, forged);
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () ->
                                    assertThat(operator.refusals(bad.id()))
                                            .isEqualTo(Map.of("revoked-certificate", 1L)));
            theRestGoesOn(bad);

            utility.server().headend().revoke(bad.id());

            BadDeeds.isNotLetIn(bad, ClientTls.of(bad.keys));
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () ->
                                    assertThat(operator.refusals(bad.id()))
                                            .containsEntry("revoked-certificate", 2L));
            neighbour.sendsGoodRecord();
        }
    }

    private HostileMeter enrolledMeter() {
        MeterId meter = new MeterId("BAD%013d".formatted(meters.incrementAndGet()));
        return new HostileMeter(utility.enrol(meter));
    }

    private void theRestGoesOn(HostileMeter bad) {
        neighbour.sendsGoodRecord();
        bad.sendsGoodRecord();
        assertThat(operator.refusals(NEIGHBOUR)).as("the neighbour's refusals").isEmpty();
    }

    /// @param status of the HTTP answer
    record Enrolling(String what, BadDeeds.Enrolment deed, int status, String reason) {
        @Override
        public String toString() {
            return what + " → " + reason;
        }
    }

    Stream<Enrolling> enrolments() {
        return Stream.of(
                new Enrolling("a code never given", deeds::unknownCode, 403, "wrong-code"),
                new Enrolling("another meter's code", deeds::othersCode, 403, "wrong-code"),
                new Enrolling("a used code", deeds::usedCode, 403, "used-code"),
                new Enrolling("a withdrawn code", deeds::withdrawnCode, 403, "expired-code"),
                new Enrolling(
                        "another name in the certificate request",
                        deeds::otherName,
                        403,
                        "wrong-certificate-request"),
                new Enrolling(
                        "no certificate request",
                        deeds::noCertificateRequest,
                        403,
                        "wrong-certificate-request"),
                new Enrolling("a weak key", deeds::weakKey, 403, "malformed-enrolment"),
                new Enrolling("no meter id", deeds::noMeter, 403, "malformed-enrolment"),
                new Enrolling(
                        "garbage",
                        tries -> tries.post(new byte[] {-1}),
                        400,
                        "malformed-enrolment"),
                new Enrolling(
                        "a request too long",
                        tries -> tries.post(new byte[20_000]),
                        403,
                        "malformed-enrolment"),
                new Enrolling("a GET", BadEnrolments::get, 400, "malformed-enrolment"),
                new Enrolling("an eleventh guess", deeds::eleventhGuess, 429, "too-many-tries"));
    }

    @ParameterizedTest
    @MethodSource("enrolments")
    void aMalformedEnrolmentIsRefusedAndTheNextMeterEnrols(Enrolling row) {
        long before = operator.refusals().getOrDefault(row.reason(), 0L);
        String from = "127.0.1." + meters.incrementAndGet();
        try (BadEnrolments tries =
                new BadEnrolments(deeds.enrolmentAddress(), neighbour.keys.authority(), from)) {
            assertThat(row.deed().by(tries)).isEqualTo(row.status());
        }

        assertThat(operator.refusals()).containsEntry(row.reason(), before + 1);
        assertThat(operator.newestRefusals().getFirst().path("detail").asString())
                .as("says who it was")
                .contains(from);
        try (HostileMeter next = enrolledMeter()) {
            next.sendsGoodRecord();
        }
    }
}
