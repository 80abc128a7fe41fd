package org.smartmeter.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.smartmeter.server.configuration.UtilityConfiguration;
import org.smartmeter.server.configuration.UtilityConfiguration.HttpEnd;
import org.smartmeter.server.configuration.UtilityConfiguration.KeyStoreFile;
import org.smartmeter.server.http.HttpServer;

@ExtendWith(Neighbourhood.Shared.class)
class TlsTest {

    private static final String PASSWORD = "keystore password";

    private final Neighbourhood town;

    TlsTest(Neighbourhood town) {
        this.town = town;
    }

    @Test
    void underTlsTheCookieIsSecureAndBrowsersRememberToComeBackSo(@TempDir Path directory)
            throws Exception {
        Path store = keyStore(directory);
        Path passwordFile = Files.writeString(directory.resolve("password"), PASSWORD + "\n");
        HttpEnd end =
                new HttpEnd("127.0.0.1", 0, Optional.of(new KeyStoreFile(store, passwordFile)));
        try (HttpServer server =
                        town.serve(UtilityConfiguration.loopback(directory).withHttp(end));
                HttpClient client = HttpClient.newBuilder().sslContext(trusting(store)).build()) {
            URI address = server.address();
            assertThat(address.getScheme()).isEqualTo("https");
            HttpResponse<String> answer =
                    client.send(
                            HttpRequest.newBuilder(address.resolve("/api/session"))
                                    .header("X-CSRF", "1")
                                    .header("Content-Type", "application/json")
                                    .POST(
                                            BodyPublishers.ofString(
                                                    "{\"name\":\"amina\","
                                                            + "\"password\":\"correct horse\"}"))
                                    .build(),
                            BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("set-cookie").orElseThrow())
                    .contains("Secure", "HttpOnly", "SameSite=Strict");
            assertThat(answer.headers().firstValue("strict-transport-security"))
                    .contains("max-age=31536000");
        }
    }

    private static Path keyStore(Path directory) throws Exception {
        Path store = directory.resolve("server.p12");
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-keyalg",
                                "EC",
                                "-storetype",
                                "PKCS12",
                                "-dname",
                                "CN=test",
                                "-ext",
                                "san=ip:127.0.0.1",
                                "-keystore",
                                store.toString(),
                                "-storepass",
                                PASSWORD)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        assertThat(keytool.waitFor()).isZero();
        return store;
    }

    private static SSLContext trusting(Path store) throws Exception {
        KeyStore own = KeyStore.getInstance("PKCS12");
        try (InputStream bytes = Files.newInputStream(store)) {
            own.load(bytes, PASSWORD.toCharArray());
        }
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", own.getCertificate("mykey"));
        TrustManagerFactory trust =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
