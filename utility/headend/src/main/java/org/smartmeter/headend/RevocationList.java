package org.smartmeter.headend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.cert.jcajce.JcaX509v2CRLBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// The signed list of revoked certificates (RFC 5280) that an external broker reads. The embedded
/// one asks the head-end itself.
final class RevocationList {

    /// Long, because a broker that finds the list too old refuses everybody.
    private static final Duration VALIDITY = Duration.ofDays(10 * 365);

    private RevocationList() {}

    /// @param serials hexadecimal
    /// @return DER
    static byte[] sign(
            X509Certificate authority, PrivateKey key, Collection<String> serials, Instant now) {
        try {
            var list = new JcaX509v2CRLBuilder(authority, Date.from(now));
            list.setNextUpdate(Date.from(now.plus(VALIDITY)));
            for (String serial : serials) {
                list.addCRLEntry(
                        new BigInteger(serial, 16), Date.from(now), CRLReason.cessationOfOperation);
            }
            return list.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key))
                    .getEncoded();
        } catch (OperatorCreationException e) {
            throw new IllegalStateException("cannot sign the revocation list", e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot encode the revocation list", e);
        }
    }
}
