package org.smartmeter.server.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.smartmeter.server.configuration.UtilityConfiguration;
import org.smartmeter.server.configuration.UtilityConfiguration.HttpEnd;
import org.smartmeter.server.configuration.UtilityConfiguration.KeyStoreFile;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.web.context.support.StandardServletEnvironment;

/// A running web server with the framework's context behind it. The context sees our settings and
/// nothing else: no environment variables, no system properties, no files in the working directory.
public final class HttpServer implements AutoCloseable {

    private final AnnotationConfigServletWebServerApplicationContext context;
    private final HttpEnd end;

    private HttpServer(AnnotationConfigServletWebServerApplicationContext context, HttpEnd end) {
        this.context = context;
        this.end = end;
    }

    /// Starts it; returns when it listens.
    ///
    /// @param parts what controllers ask for in their constructors; they stay the caller's to close
    /// @param controllers configuration classes and controllers
    /// @throws RuntimeException if it cannot start; a taken port is a `PortInUseException` among
    ///     the causes
    public static HttpServer start(
            UtilityConfiguration configuration, List<Object> parts, List<Class<?>> controllers) {
        AnnotationConfigServletWebServerApplicationContext context =
                new AnnotationConfigServletWebServerApplicationContext();
        context.setEnvironment(environment(configuration));
        for (Object part : parts) {
            context.getBeanFactory().registerSingleton(part.getClass().getName(), part);
        }
        context.register(HttpConfiguration.class);
        context.register(controllers.toArray(Class<?>[]::new));
        try {
            context.refresh();
        } catch (RuntimeException e) {
            context.close();
            throw e;
        }
        return new HttpServer(context, configuration.http());
    }

    /// Where browsers reach it.
    public URI address() {
        WebServer server = context.getWebServer();
        if (server == null) {
            throw new IllegalStateException("the web server is stopped");
        }
        String host = end.host().contains(":") ? "[" + end.host() + "]" : end.host();
        return URI.create(
                (end.tls().isPresent() ? "https" : "http") + "://" + host + ":" + server.getPort());
    }

    /// Takes no new requests, lets those under way end, and stops.
    @Override
    public void close() {
        context.close();
    }

    private static StandardServletEnvironment environment(UtilityConfiguration configuration) {
        StandardServletEnvironment environment =
                new StandardServletEnvironment() {
                    @Override
                    protected void customizePropertySources(MutablePropertySources sources) {}
                };
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource("utility", properties(configuration)));
        return environment;
    }

    private static Map<String, Object> properties(UtilityConfiguration configuration) {
        HttpEnd http = configuration.http();
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("server.address", http.host());
        properties.put("server.port", http.port());
        properties.put("server.shutdown", "graceful");
        properties.put("spring.lifecycle.timeout-per-shutdown-phase", "5s");
        properties.put("spring.threads.virtual.enabled", true);
        properties.put("server.servlet.session.timeout", configuration.sessionIdle());
        properties.put("server.servlet.session.tracking-modes", "cookie");
        properties.put("server.servlet.session.cookie.name", "session");
        properties.put("server.servlet.session.cookie.http-only", true);
        properties.put("server.servlet.session.cookie.same-site", "strict");
        properties.put("server.servlet.session.cookie.secure", http.tls().isPresent());
        properties.put("server.compression.enabled", true);
        properties.put("server.compression.min-response-size", "1KB");
        properties.put(
                "server.compression.mime-types",
                "text/html,text/css,text/javascript,application/javascript,application/json,"
                        + "application/manifest+json,image/svg+xml");
        properties.put("spring.web.resources.add-mappings", false);
        properties.put("spring.mvc.servlet.load-on-startup", 1);
        properties.put("management.endpoints.web.exposure.include", "health,metrics");
        properties.put("management.endpoints.web.discovery.enabled", false);
        http.tls().ifPresent(tls -> properties.putAll(tls(tls)));
        return properties;
    }

    private static Map<String, Object> tls(KeyStoreFile tls) {
        try {
            return Map.of(
                    "server.ssl.key-store",
                    tls.file().toUri().toString(),
                    "server.ssl.key-store-type",
                    "PKCS12",
                    "server.ssl.key-store-password",
                    Files.readString(tls.passwordFile()).strip(),
                    "server.ssl.enabled-protocols",
                    "TLSv1.3,TLSv1.2");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + tls.passwordFile(), e);
        }
    }
}
