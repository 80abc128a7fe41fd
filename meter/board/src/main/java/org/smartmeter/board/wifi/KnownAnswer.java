package org.smartmeter.board.wifi;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import org.smartmeter.board.wifi.WifiReport.Reach;

/// Asks an address, in the clear, that answers 204 without content (RFC 8910, section 1: what
/// clients probe with). Whoever answers anything else stands in between and wants something.
record KnownAnswer(URI address) implements InternetProbe.Question {

    @Override
    public Reach ask() throws IOException {
        return PlainAnswer.of(address).status() == HttpURLConnection.HTTP_NO_CONTENT
                ? Reach.INTERNET
                : Reach.PORTAL;
    }
}
