package org.smartmeter.board.wifi;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import org.smartmeter.board.wifi.WifiReport.Reach;

/// Asks an address, in the clear, that answers 204 without content (RFC 8910, section 1: what
/// clients probe with). Whoever answers anything else stands in between and wants something.
record InternetProbe(URI address) {

    private static final int PATIENCE_MILLIS = (int) Duration.ofSeconds(10).toMillis();
    private static final int NO_CONTENT = 204;

    Reach ask() {
        try {
            HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
            connection.setInstanceFollowRedirects(false);
            connection.setUseCaches(false);
            connection.setConnectTimeout(PATIENCE_MILLIS);
            connection.setReadTimeout(PATIENCE_MILLIS);
            try {
                boolean known = connection.getResponseCode() == NO_CONTENT;
                return known ? Reach.INTERNET : Reach.PORTAL;
            } finally {
                connection.disconnect();
            }
        } catch (IOException _) {
            return Reach.NOTHING;
        }
    }
}
