package org.smartmeter.headend;

import static org.smartmeter.headend.RefusalReason.EXPIRED_CODE;
import static org.smartmeter.headend.RefusalReason.MALFORMED_ENROLMENT;
import static org.smartmeter.headend.RefusalReason.USED_CODE;
import static org.smartmeter.headend.RefusalReason.WRONG_CODE;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import org.smartmeter.terms.MeterId;
import org.smartmeter.wire.RawKeys;
import org.smartmeter.wire.SealKeys;
import org.smartmeter.wire.v1.EnrolmentRequest;
import org.smartmeter.wire.v1.Schedule;

/// Makes a meter one of ours: a code in, a certificate and an agreement out. A code is good once
/// and for seven days; enrolling a meter again begins a new agreement and ends the old certificate.
final class Enrolment {

    static final Duration CODE_VALIDITY = Duration.ofDays(7);

    private final Jdbi jdbi;
    private final CertificateAuthority authority;
    private final PrivateKey x25519;
    private final Schedule schedule;
    private final InstantSource clock;

    Enrolment(
            Jdbi jdbi,
            CertificateAuthority authority,
            PrivateKey x25519,
            Schedule schedule,
            InstantSource clock) {
        this.jdbi = jdbi;
        this.authority = authority;
        this.x25519 = x25519;
        this.schedule = schedule;
        this.clock = clock;
    }

    /// A meter just enrolled and its certificate.
    record Enrolled(EnrolledMeter meter, X509Certificate certificate) {}

    private record Invited(MeterId meter, Instant goodUntil, boolean used, boolean withdrawn) {}

    /// Records a new code for the meter and withdraws those it was given before.
    ///
    /// @return until when it is good
    Instant invite(MeterId meter, EnrolmentCode code) {
        Instant now = clock.instant();
        Instant goodUntil = now.plus(CODE_VALIDITY);
        jdbi.useTransaction(
                handle -> {
                    handle.execute(
                            "update headend.invitations set withdrawn = ?"
                                    + " where meter = ? and used is null and withdrawn is null",
                            MeterTable.time(now),
                            meter.value());
                    handle.execute(
                            "insert into headend.invitations (code_hash, meter, good_until)"
                                    + " values (?, ?, ?)",
                            code.hash(),
                            meter.value(),
                            MeterTable.time(goodUntil));
                });
        return goodUntil;
    }

    /// Checks the request and enrols the meter, all in one transaction. A refused request leaves
    /// the code good.
    Enrolled enrol(EnrolmentRequest request) throws EnrolmentRefusedException {
        MeterId meter = meter(request);
        EnrolmentCode code = new EnrolmentCode(request.getCode());
        Instant now = clock.instant();
        checkCode(jdbi.withHandle(handle -> find(handle, code)), meter, now);
        byte[] seal = sealKey(request, meter);
        byte[] signature = signatureKey(request);
        CertificateRequest certificateRequest =
                CertificateRequest.check(request.getCertificateRequest().toByteArray(), meter);
        X509Certificate certificate = authority.certifyMeter(certificateRequest.key(), meter);
        return jdbi.inTransaction(
                handle -> {
                    if (!consume(handle, code, now)) {
                        throw usedCode();
                    }
                    replaceCertificate(handle, meter, certificate, now);
                    keepAgreement(handle, meter, seal, signature, certificate, now);
                    return new Enrolled(MeterTable.find(handle, meter).orElseThrow(), certificate);
                });
    }

    static String serial(X509Certificate certificate) {
        return certificate.getSerialNumber().toString(16);
    }

    private static MeterId meter(EnrolmentRequest request) throws EnrolmentRefusedException {
        try {
            return new MeterId(request.getMeter());
        } catch (IllegalArgumentException e) {
            throw new EnrolmentRefusedException(
                    MALFORMED_ENROLMENT, String.valueOf(e.getMessage()));
        }
    }

    private byte[] sealKey(EnrolmentRequest request, MeterId meter)
            throws EnrolmentRefusedException {
        byte[] raw = request.getX25519().toByteArray();
        try {
            SealKeys.agree(x25519, raw, meter);
            return raw;
        } catch (IllegalArgumentException e) {
            throw new EnrolmentRefusedException(
                    MALFORMED_ENROLMENT, "the X25519 key is none: " + e.getMessage());
        }
    }

    private static byte[] signatureKey(EnrolmentRequest request) throws EnrolmentRefusedException {
        byte[] raw = request.getEd25519().toByteArray();
        try {
            RawKeys.ed25519Public(raw);
            return raw;
        } catch (IllegalArgumentException e) {
            throw new EnrolmentRefusedException(
                    MALFORMED_ENROLMENT, "the Ed25519 key is none: " + e.getMessage());
        }
    }

    private static void checkCode(Optional<Invited> found, MeterId meter, Instant now)
            throws EnrolmentRefusedException {
        Invited invited =
                found.filter(candidate -> candidate.meter().equals(meter))
                        .orElseThrow(
                                () ->
                                        new EnrolmentRefusedException(
                                                WRONG_CODE,
                                                "this code was not given to meter " + meter));
        if (invited.used()) {
            throw usedCode();
        }
        if (invited.withdrawn() || !now.isBefore(invited.goodUntil())) {
            throw new EnrolmentRefusedException(
                    EXPIRED_CODE, "this code is good no longer; ask the utility for a new one");
        }
    }

    private static EnrolmentRefusedException usedCode() {
        return new EnrolmentRefusedException(
                USED_CODE, "this code was used before; ask the utility for a new one");
    }

    private static Optional<Invited> find(Handle handle, EnrolmentCode code) {
        return handle.createQuery("select * from headend.invitations where code_hash = :hash")
                .bind("hash", code.hash())
                .map(Enrolment::invited)
                .findOne();
    }

    private static Invited invited(ResultSet row, StatementContext context) throws SQLException {
        return new Invited(
                new MeterId(row.getString("meter")),
                row.getObject("good_until", OffsetDateTime.class).toInstant(),
                row.getObject("used") != null,
                row.getObject("withdrawn") != null);
    }

    private static boolean consume(Handle handle, EnrolmentCode code, Instant now) {
        return handle.execute(
                        "update headend.invitations set used = ?"
                                + " where code_hash = ? and used is null and withdrawn is null",
                        MeterTable.time(now),
                        code.hash())
                == 1;
    }

    private static void replaceCertificate(
            Handle handle, MeterId meter, X509Certificate certificate, Instant now) {
        handle.execute(
                "update headend.certificates set revoked = ? where meter = ? and revoked is null",
                MeterTable.time(now),
                meter.value());
        handle.execute(
                "insert into headend.certificates (serial, meter, issued, not_after)"
                        + " values (?, ?, ?, ?)",
                serial(certificate),
                meter.value(),
                MeterTable.time(now),
                MeterTable.time(certificate.getNotAfter().toInstant()));
    }

    /// Replay windows begin anew, because a new agreement has new keys. The epoch stays: the
    /// journal is the same.
    private void keepAgreement(
            Handle handle,
            MeterId meter,
            byte[] seal,
            byte[] signature,
            X509Certificate certificate,
            Instant now) {
        handle.execute(
                """
                insert into headend.meters
                    (meter, generation, x25519, ed25519, serial, enrolled, sample_period, push_period)
                values (?, 1, ?, ?, ?, ?, ?, ?)
                on conflict (meter) do update set
                    generation = headend.meters.generation + 1, x25519 = excluded.x25519,
                    ed25519 = excluded.ed25519, serial = excluded.serial,
                    enrolled = excluded.enrolled,
                    up_boot = 0, up_highest = 0, live_boot = 0, live_highest = 0
                """,
                meter.value(),
                seal,
                signature,
                serial(certificate),
                MeterTable.time(now),
                schedule.getSamplePeriod(),
                schedule.getPushPeriod());
    }
}
