package org.smartmeter.device.display.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/// The files of the page, read once: a handful, a few kilobytes each.
final class PageFiles {

    private static final Map<String, String> TYPES =
            Map.of(
                    "html", "text/html; charset=utf-8",
                    "css", "text/css; charset=utf-8",
                    "js", "text/javascript; charset=utf-8",
                    "svg", "image/svg+xml");

    private static final Map<String, String> FILES =
            Map.of(
                    "/", "index.html",
                    "/display.js", "display.js",
                    "/draw.js", "draw.js",
                    "/wifi.js", "wifi.js",
                    "/words.js", "words.js",
                    "/words.ur.js", "words.ur.js",
                    "/display.css", "display.css",
                    "/tokens.css", "tokens.css",
                    "/icon.svg", "icon.svg");

    private final Map<String, PageFile> files = new HashMap<>();

    /// @param tag changes with the content
    record PageFile(String type, byte[] content, String tag) {}

    PageFiles() {
        FILES.forEach((path, name) -> files.put(path, read(name)));
    }

    Optional<PageFile> find(String path) {
        return Optional.ofNullable(files.get(path));
    }

    private static PageFile read(String name) {
        try (InputStream in = PageFiles.class.getResourceAsStream("page/" + name)) {
            if (in == null) {
                throw new IllegalStateException("the page's " + name + " is not built in");
            }
            byte[] content = in.readAllBytes();
            return new PageFile(type(name), content, tag(content));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the page's " + name, e);
        }
    }

    private static String type(String name) {
        String ending = name.substring(name.lastIndexOf('.') + 1);
        return Optional.ofNullable(TYPES.get(ending)).orElseThrow();
    }

    private static String tag(byte[] content) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
            return '"' + HexFormat.of().formatHex(hash, 0, 8) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }
}
