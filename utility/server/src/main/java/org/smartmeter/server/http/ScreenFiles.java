package org.smartmeter.server.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistration;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.PathResourceResolver;

/// The screens' files from the web jar. What lies in `assets` has a hash in its name and may be
/// kept for good; everything else is asked for again each time and known by a tag of its content
/// (files in a jar all bear the same date). An address within a screen that is no file gets the
/// screen's page, which finds its way by itself.
public final class ScreenFiles implements WebMvcConfigurer {

    private static final String FILES = "classpath:/META-INF/resources/";
    private static final String CONSUMER_PAGE = "index.html";
    private static final String CONSOLE_PAGE = "console/index.html";

    private final Map<String, String> tags = new ConcurrentHashMap<>();

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        tagged(registry.addResourceHandler("/assets/**"))
                .addResourceLocations(FILES + "assets/")
                .setCacheControl(
                        CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable());
        tagged(registry.addResourceHandler("/**"))
                .addResourceLocations(FILES)
                .setCacheControl(CacheControl.noCache())
                .resourceChain(true)
                .addResolver(new FileOrPage());
    }

    @Override
    public void addViewControllers(ViewControllerRegistry registry) {
        registry.addViewController("/").setViewName("forward:/" + CONSUMER_PAGE);
        registry.addViewController("/console/").setViewName("forward:/" + CONSOLE_PAGE);
        registry.addRedirectViewController("/console", "/console/");
    }

    private ResourceHandlerRegistration tagged(ResourceHandlerRegistration files) {
        return files.setUseLastModified(false).setEtagGenerator(this::tag);
    }

    /// Weak, because the same content also travels compressed.
    private String tag(Resource resource) {
        return tags.computeIfAbsent(resource.getDescription(), _ -> "W/\"" + hash(resource) + '"');
    }

    private static String hash(Resource resource) {
        try (InputStream content = resource.getInputStream()) {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.readAllBytes());
            return HexFormat.of().formatHex(digest, 0, 12);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + resource, e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static final class FileOrPage extends PathResourceResolver {

        @Override
        protected @Nullable Resource getResource(String path, Resource location)
                throws IOException {
            Resource file = super.getResource(path, location);
            if (file != null || !isPlaceInAScreen(path)) {
                return file;
            }
            boolean console = path.startsWith("console/");
            return super.getResource(console ? CONSOLE_PAGE : CONSUMER_PAGE, location);
        }

        private static boolean isPlaceInAScreen(String path) {
            boolean named = path.substring(path.lastIndexOf('/') + 1).contains(".");
            return !named && !path.startsWith("api/") && !path.startsWith("actuator/");
        }
    }
}
