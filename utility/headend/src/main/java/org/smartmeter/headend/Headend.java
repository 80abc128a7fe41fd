package org.smartmeter.headend;

import com.google.protobuf.ByteString;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.smartmeter.database.Database;
import org.smartmeter.terms.MeterId;
import org.smartmeter.wire.Ed25519Signer;
import org.smartmeter.wire.SealKeys;
import org.smartmeter.wire.v1.EnrolmentResponse;
import org.smartmeter.wire.v1.Notice;
import org.smartmeter.wire.v1.Order;
import org.smartmeter.wire.v1.Schedule;
import org.smartmeter.wire.v1.SignedOrder;

/// The utility's end of all lines: meets meters, takes in what they send, tells them what is stored
/// and what is wanted. It carries and checks; it decides nothing. Thread-safe.
public final class Headend implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Headend.class);

    private final HeadendSettings settings;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final KeyDirectory directory;
    private final CertificateAuthority authority;
    private final UtilityKeys keys;
    private final ServerIdentity server;
    private final MeterTable table;
    private final RefusalLog refusals;
    private final Enrolment enrolment;
    private final MeterLines lines = new MeterLines();
    private final UtilityLine line;
    private final Exchange exchange;
    private final ExecutorService workers =
            Executors.newFixedThreadPool(
                    Math.max(2, Runtime.getRuntime().availableProcessors()),
                    Thread.ofPlatform().name("headend-", 0).daemon().factory());
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("headend-rounds").daemon().factory());
    private @Nullable EnrolmentServer enrolmentServer;

    /// Brings the schema `headend` up to date and makes what keys are missing; opens nothing yet.
    ///
    /// @throws java.io.UncheckedIOException if a key file cannot be read or made
    public Headend(
            HeadendSettings settings,
            Database database,
            Intake intake,
            LiveSink liveSink,
            InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        database.migrate("headend");
        directory = new KeyDirectory(settings.keys());
        authority = CertificateAuthority.open(directory, clock, random);
        keys = UtilityKeys.open(directory, settings.approvalKeys(), random);
        server = ServerIdentity.server(directory, authority, settings.hostNames(), clock.instant());
        table = new MeterTable(database.jdbi());
        refusals = new RefusalLog(database.jdbi(), clock);
        enrolment =
                new Enrolment(
                        database.jdbi(), authority, keys.x25519(), settings.schedule(), clock);
        line = line(settings);
        exchange =
                new Exchange(
                        lines,
                        new Exchange.Ports(
                                line, table, intake, liveSink, refusals, workers, clock, random),
                        new Exchange.Keys(
                                (meter, theirs) -> SealKeys.agree(keys.x25519(), theirs, meter),
                                keys.command()),
                        settings.limits());
    }

    private UtilityLine line(HeadendSettings asked) {
        int messageBytes = asked.limits().messageBytes();
        return switch (asked.broker()) {
            case BrokerSettings.Embedded embedded ->
                    new EmbeddedBroker(
                            new InetSocketAddress(embedded.bindAddress(), embedded.port()),
                            server,
                            lines,
                            messageBytes);
            case BrokerSettings.External external ->
                    new ExternalBroker(
                            external,
                            ServerIdentity.utilityClient(directory, authority, clock.instant()),
                            messageBytes);
        };
    }

    /// Opens the line and the enrolment server.
    ///
    /// @throws IllegalStateException if a port is in use
    public void start() {
        if (line instanceof ExternalBroker) {
            writeRevocationList();
        }
        exchange.open();
        enrolmentServer =
                new EnrolmentServer(
                        new InetSocketAddress(
                                settings.enrolmentAddress(), settings.enrolmentPort()),
                        server,
                        enrolment,
                        this::welcome,
                        refusals,
                        clock);
        timer.scheduleAtFixedRate(exchange::round, 1, 1, TimeUnit.SECONDS);
        LOG.info(
                "head-end up: {} meters enrolled, line on port {}, enrolment on port {}",
                lines.all().size(),
                brokerPort(),
                enrolmentPort());
    }

    private EnrolmentResponse welcome(Enrolment.Enrolled enrolled) {
        exchange.takeIntoService(enrolled.meter());
        if (enrolled.meter().generation() > 1) {
            cutOff(enrolled.meter().meter());
        }
        return EnrolmentResponse.newBuilder()
                .addCertificateChain(
                        ByteString.copyFrom(CertificateAuthority.encoded(enrolled.certificate())))
                .addCertificateChain(
                        ByteString.copyFrom(CertificateAuthority.encoded(authority.certificate())))
                .setBrokerHost(brokerHost())
                .setBrokerPort(brokerPort())
                .setX25519(ByteString.copyFrom(keys.x25519Public()))
                .setCommandKey(ByteString.copyFrom(keys.commandPublic()))
                .setApprovalKey(ByteString.copyFrom(keys.approvalPublic()))
                .setSchedule(enrolled.meter().desired())
                .setUtilityTime(clock.millis())
                .setGeneration(enrolled.meter().generation())
                .build();
    }

    /// A one-time code for the meter, good for seven days. Codes given to it before stop working.
    public Invitation invite(MeterId meter) {
        EnrolmentCode code = EnrolmentCode.random(random);
        Instant goodUntil = enrolment.invite(meter, code);
        return new Invitation(
                meter,
                code.printed(),
                fingerprint(),
                URI.create(
                        "https://"
                                + settings.hostNames().getFirst()
                                + ":"
                                + enrolmentPort()
                                + EnrolmentServer.PATH),
                goodUntil);
    }

    /// SHA-256 of the enrolment server's certificate, as hexadecimal pairs with colons.
    public String fingerprint() {
        return server.fingerprint();
    }

    /// The meter ought to keep this schedule; it is told until it reports it.
    ///
    /// @throws IllegalArgumentException if the schedule is none, or the meter is not enrolled
    public void schedule(MeterId meter, Schedule schedule) {
        exchange.schedule(meter, schedule);
    }

    /// Somebody looks at the meter's live values until then. Asked for again, it goes on; the meter
    /// falls silent by itself soon after the last lease ends.
    ///
    /// @return whether the meter is connected
    public boolean lease(MeterId meter, Instant until) {
        exchange.lease(meter, until);
        return connected(meter);
    }

    /// Sends a notice to the meter's display. It may be lost on the way: whoever wants it there
    /// sends it again, which changes nothing, until the meter's journal tells that it was received.
    ///
    /// @return whether the meter is connected
    /// @throws IllegalArgumentException if the meter is not enrolled
    public boolean notice(MeterId meter, Notice notice) {
        exchange.notice(meter, notice);
        return connected(meter);
    }

    /// Takes a notice back from the meter's display; the same holds for it.
    public boolean withdrawNotice(MeterId meter, long number) {
        exchange.withdrawNotice(meter, number);
        return connected(meter);
    }

    /// Signs an order whose counter its asker keeps before it [#pass]es it. The counter is above
    /// that of every order given to the meter so far. A schedule becomes the one that the meter
    /// ought to keep.
    ///
    /// @param body an order of which nothing but body and window is set
    /// @param approval the second signature, for a critical order
    /// @throws IllegalArgumentException if the meter is not enrolled, the schedule is none, or the
    /// second signature is missing
    public KeptOrder sign(MeterId meter, Order body, Optional<Ed25519Signer> approval) {
        return exchange.sign(meter, body, approval);
    }

    /// Sends an order that was signed before, as often as its asker likes: the meter acts once. It
    /// may be lost on the way.
    ///
    /// @throws IllegalArgumentException if the meter is not enrolled
    public void pass(MeterId meter, SignedOrder order) {
        exchange.pass(meter, order);
    }

    /// Told of every hello from now on.
    public void listen(HelloListener listener) {
        exchange.listen(listener);
    }

    /// The meter's certificate is good no longer; it is cut off at once and needs a new invitation.
    ///
    /// @throws IllegalArgumentException if the meter is not enrolled
    public void revoke(MeterId meter) {
        MeterLine revoked = exchange.enrolled(meter);
        table.revoke(meter, clock.instant());
        revoked.revoke();
        cutOff(meter);
    }

    private void cutOff(MeterId meter) {
        switch (line) {
            case EmbeddedBroker broker -> broker.disconnect(meter);
            default -> writeRevocationList();
        }
    }

    private synchronized void writeRevocationList() {
        directory.write(
                "revoked.crl", "X509 CRL", authority.revocationList(table.revokedSerials()));
    }

    public HeadendStatus status() {
        return exchange.status(refusals.total());
    }

    /// Every enrolled meter, by id.
    public List<MeterStatus> meters() {
        return exchange.meters();
    }

    public Optional<MeterStatus> meter(MeterId meter) {
        return exchange.meter(meter);
    }

    /// Whether the meter is on the line now; with an external broker: heard as lately as its push
    /// period lets expect.
    public boolean connected(MeterId meter) {
        return exchange.connected(meter);
    }

    /// The raw Ed25519 public key (32 bytes) with which the meter signs its journal's chain.
    public Optional<byte[]> signatureKey(MeterId meter) {
        return lines.find(meter).map(MeterLine::signatureKey);
    }

    public Refusals refusals() {
        return refusals;
    }

    /// Where meters find the broker.
    public String brokerHost() {
        return switch (settings.broker()) {
            case BrokerSettings.Embedded _ -> settings.hostNames().getFirst();
            case BrokerSettings.External external -> external.host();
        };
    }

    /// The TCP port of the broker.
    public int brokerPort() {
        return switch (settings.broker()) {
            case BrokerSettings.Embedded _ -> ((EmbeddedBroker) line).port();
            case BrokerSettings.External external -> external.port();
        };
    }

    /// The TCP port of the enrolment server, once started.
    public int enrolmentPort() {
        EnrolmentServer started = enrolmentServer;
        return started == null ? settings.enrolmentPort() : started.port();
    }

    /// Stops listening, lets what is under way finish, and writes what was not yet written.
    @Override
    public void close() {
        if (enrolmentServer != null) {
            enrolmentServer.close();
        }
        line.close();
        workers.shutdown();
        timer.shutdown();
        try {
            if (!workers.awaitTermination(5, TimeUnit.SECONDS)) {
                LOG.warn("messages still under way are dropped; their meters send again");
            }
            if (!timer.awaitTermination(5, TimeUnit.SECONDS)) {
                LOG.warn("the last round does not end");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        exchange.end();
    }
}
