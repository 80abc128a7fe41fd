package org.smartmeter.board.wifi;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.smartmeter.board.wifi.WifiReport.Reach;
import org.smartmeter.device.MeterKeys;

/// Asks the one host that the meter knows, its utility's: first where the line goes to, whether
/// whoever answers has a certificate of the utility's authority; if nobody does, in the clear, for
/// there a network that wants somebody to sign in puts its page. A host that only sends on to its
/// own TLS, or refuses, may be the utility's; any other answer in its name is somebody else's.
///
/// @param page the host's in the clear
record UtilityReached(String host, int port, X509Certificate authority, URI page)
        implements InternetProbe.Question {

    /// Network Authentication Required (RFC 6585, section 6).
    private static final int SIGN_IN_FIRST = 511;

    private static final int SUCCESS = 2;
    private static final int REDIRECTION = 3;
    private static final int HUNDRED = 100;

    /// Of the broker that the enrolment gave.
    static UtilityReached of(MeterKeys keys) {
        String host = keys.brokerHost();
        try {
            URI page = new URI("http", null, host, -1, "/", null, null);
            return new UtilityReached(host, keys.brokerPort(), keys.authority(), page);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the enrolment gave a host that is none: " + host, e);
        }
    }

    @Override
    public Reach ask() throws IOException, GeneralSecurityException {
        IssuedBy issuer = new IssuedBy(authority);
        try {
            shakeHands(issuer);
            return Reach.INTERNET;
        } catch (IOException _) {
            return issuer.isForeign() ? Reach.PORTAL : inTheClear();
        }
    }

    private void shakeHands(IssuedBy issuer) throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {issuer}, new SecureRandom());
        try (Socket plain = new Socket()) {
            plain.connect(new InetSocketAddress(host, port));
            // Not closed on its own: the broker, which wants a certificate, may have hung up by
            // then.
            SSLSocket socket =
                    (SSLSocket) context.getSocketFactory().createSocket(plain, host, port, false);
            socket.startHandshake();
        }
    }

    private Reach inTheClear() throws IOException {
        PlainAnswer answer = PlainAnswer.of(page);
        boolean isSentOn =
                answer.status() / HUNDRED == REDIRECTION
                        && answer.elsewhere()
                                .filter(to -> !page.getHost().equalsIgnoreCase(to.getHost()))
                                .isPresent();
        boolean isElse =
                isSentOn
                        || answer.status() / HUNDRED == SUCCESS
                        || answer.status() == SIGN_IN_FIRST;
        return isElse ? Reach.PORTAL : Reach.NOTHING;
    }
}
