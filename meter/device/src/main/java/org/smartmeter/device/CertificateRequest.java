package org.smartmeter.device;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import org.smartmeter.terms.MeterId;

/// A request for a certificate (PKCS#10, RFC 2986) for a P-256 key, subject CN = meter id, signed
/// with SHA-256 and ECDSA. So little of DER is needed that a library would not earn its place on
/// the meter.
final class CertificateRequest {

    private static final int INTEGER = 0x02;
    private static final int BIT_STRING = 0x03;
    private static final int OBJECT_IDENTIFIER = 0x06;
    private static final int UTF8_STRING = 0x0C;
    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;
    private static final int ATTRIBUTES = 0xA0;

    /// 2.5.4.3.
    private static final byte[] COMMON_NAME = {0x55, 0x04, 0x03};

    /// 1.2.840.10045.4.3.2, ecdsa-with-SHA256.
    private static final byte[] ECDSA_SHA256 = {
        0x2A, (byte) 0x86, 0x48, (byte) 0xCE, 0x3D, 0x04, 0x03, 0x02
    };

    private CertificateRequest() {}

    /// The request in DER.
    static byte[] encode(MeterId meter, KeyPair key) throws GeneralSecurityException {
        byte[] info =
                der(
                        SEQUENCE,
                        der(INTEGER, new byte[] {0}),
                        subject(meter),
                        key.getPublic().getEncoded(),
                        der(ATTRIBUTES));
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(key.getPrivate());
        signature.update(info);
        byte[] algorithm = der(SEQUENCE, der(OBJECT_IDENTIFIER, ECDSA_SHA256));
        byte[] wholeBytes = {0};
        return der(SEQUENCE, info, algorithm, der(BIT_STRING, wholeBytes, signature.sign()));
    }

    private static byte[] subject(MeterId meter) {
        byte[] name = der(UTF8_STRING, meter.value().getBytes(StandardCharsets.US_ASCII));
        return der(SEQUENCE, der(SET, der(SEQUENCE, der(OBJECT_IDENTIFIER, COMMON_NAME), name)));
    }

    private static byte[] der(int tag, byte[]... contents) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (byte[] content : contents) {
            body.writeBytes(content);
        }
        ByteArrayOutputStream element = new ByteArrayOutputStream();
        element.write(tag);
        int length = body.size();
        if (length < 0x80) {
            element.write(length);
        } else if (length < 0x100) {
            element.write(0x81);
            element.write(length);
        } else {
            element.write(0x82);
            element.write(length >> 8);
            element.write(length);
        }
        element.writeBytes(body.toByteArray());
        return element.toByteArray();
    }
}
