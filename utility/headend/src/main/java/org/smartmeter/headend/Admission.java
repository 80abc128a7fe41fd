package org.smartmeter.headend;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.smartmeter.terms.MeterId;

/// Decides on a certificate that the TLS handshake found to be of our authority.
interface Admission {

    /// The meter the certificate stands for.
    ///
    /// @throws RefusedException if it is no meter's, or not the one in force
    MeterId admit(X509Certificate certificate) throws RefusedException;

    /// The common name, or an empty text if there is not exactly one.
    static String commonName(X509Certificate certificate) {
        try {
            var names = new JcaX509CertificateHolder(certificate).getSubject().getRDNs(BCStyle.CN);
            return names.length == 1 ? IETFUtils.valueToString(names[0].getFirst().getValue()) : "";
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate always has an encoding", e);
        }
    }
}
