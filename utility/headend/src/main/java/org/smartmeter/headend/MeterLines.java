package org.smartmeter.headend;

import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.smartmeter.terms.MeterId;

/// All enrolled meters, and with them the decision whose certificate is good.
final class MeterLines implements Admission {

    private final ConcurrentHashMap<MeterId, MeterLine> lines = new ConcurrentHashMap<>();

    /// Takes a meter into service; a line under an earlier agreement is dropped.
    void put(MeterLine line) {
        lines.put(line.meter(), line);
    }

    Optional<MeterLine> find(MeterId meter) {
        return Optional.ofNullable(lines.get(meter));
    }

    Collection<MeterLine> all() {
        return lines.values();
    }

    @Override
    public MeterId admit(X509Certificate certificate) throws RefusedException {
        String name = Admission.commonName(certificate);
        MeterId meter;
        try {
            meter = new MeterId(name);
        } catch (IllegalArgumentException _) {
            throw new RefusedException(
                    RefusalReason.WRONG_CERTIFICATE,
                    Optional.empty(),
                    "a certificate for '" + name + "', which is no meter");
        }
        MeterLine line = lines.get(meter);
        if (line == null) {
            throw new RefusedException(
                    RefusalReason.UNKNOWN_METER, Optional.empty(), meter + " is not enrolled");
        }
        String serial = Enrolment.serial(certificate);
        if (!line.accepts(serial)) {
            throw line.refused(
                    RefusalReason.REVOKED_CERTIFICATE,
                    "certificate " + serial + " is good no longer");
        }
        return meter;
    }
}
