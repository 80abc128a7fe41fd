package org.smartmeter.board.software;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import javax.net.ssl.HttpsURLConnection;
import org.smartmeter.device.PinnedServer;

/// Images from a server that the order pins by its certificate, or from a directory where somebody
/// put one.
public final class UtilityImages implements ImageSource {

    private static final String FILE = "file:";
    private static final int PATIENCE_MILLIS = (int) Duration.ofSeconds(30).toMillis();
    private static final int OK = 200;
    private static final int PARTIAL = 206;

    private final Path brought;

    /// @param brought where images lie that were brought to the board
    public UtilityImages(Path brought) {
        this.brought = brought;
    }

    @Override
    public InputStream open(String from, byte[] server, long offset) throws IOException {
        if (!from.startsWith(FILE)) {
            return fetch(from, server, offset);
        }
        Path file = brought.resolve(ImageEntries.checked(from.substring(FILE.length())));
        InputStream image = Files.newInputStream(file);
        image.skipNBytes(offset);
        return image;
    }

    private static InputStream fetch(String from, byte[] server, long offset) throws IOException {
        HttpsURLConnection connection =
                (HttpsURLConnection) URI.create(from).toURL().openConnection();
        try {
            connection.setSSLSocketFactory(
                    new PinnedServer(HexFormat.of().formatHex(server))
                            .context()
                            .getSocketFactory());
        } catch (GeneralSecurityException e) {
            throw new IOException("no TLS to fetch with", e);
        }
        connection.setHostnameVerifier((_, _) -> true); // the fingerprint says all
        connection.setInstanceFollowRedirects(false);
        connection.setConnectTimeout(PATIENCE_MILLIS);
        connection.setReadTimeout(PATIENCE_MILLIS);
        if (offset > 0) {
            connection.setRequestProperty("Range", "bytes=" + offset + "-");
        }
        int answer = connection.getResponseCode();
        if (answer == PARTIAL && offset > 0) {
            return connection.getInputStream();
        }
        if (answer != OK) {
            connection.disconnect();
            throw new IOException("the server answered " + answer);
        }
        InputStream whole = connection.getInputStream();
        whole.skipNBytes(offset); // it does not know ranges
        return whole;
    }
}
