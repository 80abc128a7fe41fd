package org.smartmeter.headend;

import static org.smartmeter.headend.RefusalReason.WRONG_CERTIFICATE_REQUEST;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;
import org.smartmeter.terms.MeterId;

/// A meter's PKCS#10 request, checked: P-256, in the meter's name, signed with the key it asks for.
record CertificateRequest(PublicKey key) {

    private static final int LONGEST = 4_096;

    /// @throws EnrolmentRefusedException if it is not such a request
    static CertificateRequest check(byte[] der, MeterId meter) throws EnrolmentRefusedException {
        if (der.length > LONGEST) {
            throw refused("the certificate request is longer than " + LONGEST + " bytes");
        }
        try {
            var request = new JcaPKCS10CertificationRequest(der);
            checkName(request, meter);
            var parameters = request.getSubjectPublicKeyInfo().getAlgorithm().getParameters();
            if (!SECObjectIdentifiers.secp256r1.equals(parameters)
                    || !(request.getPublicKey() instanceof ECPublicKey key)) {
                throw refused("the certificate request's key is not on curve P-256");
            }
            if (!request.isSignatureValid(new JcaContentVerifierProviderBuilder().build(key))) {
                throw refused("the certificate request is not signed with its own key");
            }
            return new CertificateRequest(key);
        } catch (IOException
                | GeneralSecurityException
                | OperatorCreationException
                | PKCSException
                | IllegalArgumentException
                | ClassCastException e) {
            throw refused("the certificate request cannot be read: " + e.getMessage());
        }
    }

    private static void checkName(JcaPKCS10CertificationRequest request, MeterId meter)
            throws EnrolmentRefusedException {
        var names = request.getSubject().getRDNs(BCStyle.CN);
        String name =
                names.length == 1
                        ? IETFUtils.valueToString(names[0].getFirst().getValue())
                        : names.length + " names";
        if (!name.equals(meter.value())) {
            throw refused("the certificate request names '" + name + "' instead of meter " + meter);
        }
    }

    private static EnrolmentRefusedException refused(String message) {
        return new EnrolmentRefusedException(WRONG_CERTIFICATE_REQUEST, message);
    }
}
