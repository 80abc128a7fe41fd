package org.smartmeter.board.wifi;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/// Sees whether a server's certificate comes from one authority, whatever its name and dates say: a
/// board whose clock is not set yet asks too, and nothing is told to the server.
final class IssuedBy extends X509ExtendedTrustManager {

    private final X509Certificate authority;
    private volatile boolean foreign;

    IssuedBy(X509Certificate authority) {
        this.authority = authority;
    }

    /// Whether there was a server with a certificate of somebody else's.
    boolean isForeign() {
        return foreign;
    }

    private void check(X509Certificate[] chain) throws CertificateException {
        try {
            for (int i = 0; i < chain.length; i++) {
                X509Certificate issuer = i + 1 < chain.length ? chain[i + 1] : authority;
                chain[i].verify(issuer.getPublicKey());
            }
        } catch (GeneralSecurityException e) {
            foreign = true;
            throw new CertificateException("not of the utility's authority", e);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
            throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
            throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
            throws CertificateException {
        check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
            throws CertificateException {
        throw new CertificateException("this side is no server");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
            throws CertificateException {
        checkClientTrusted(chain, type);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
            throws CertificateException {
        checkClientTrusted(chain, type);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
