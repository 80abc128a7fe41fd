package org.smartmeter.cli.system.screens;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The system's own Chromium, driven by the system's own Node.js; downloads nothing.
final class Chromium implements AutoCloseable {

    /// Patient enough for a busy machine; nothing waits longer than it must.
    private static final double PATIENCE_MILLISECONDS = 20_000;

    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome");

    private final Playwright playwright;
    private final Browser browser;

    Chromium() {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLISECONDS);
        this.playwright =
                Playwright.create(
                        new Playwright.CreateOptions()
                                .setEnv(
                                        Map.of(
                                                "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD",
                                                "1",
                                                "PLAYWRIGHT_NODEJS_PATH",
                                                onPath(List.of("node")).toString())));
        this.browser =
                playwright
                        .chromium()
                        .launch(
                                new BrowserType.LaunchOptions()
                                        .setExecutablePath(executable())
                                        .setArgs(
                                                List.of(
                                                        "--no-sandbox", // or root could not run it
                                                        "--disable-gpu",
                                                        "--no-first-run",
                                                        "--disable-background-networking",
                                                        "--disable-component-update",
                                                        "--disable-sync")));
    }

    /// A small phone that is touched. Closing the page forgets who was signed in.
    Page phone(ColorScheme scheme) {
        return page(
                new Browser.NewPageOptions()
                        .setColorScheme(scheme)
                        .setViewportSize(360, 740)
                        .setIsMobile(true)
                        .setHasTouch(true)
                        .setDeviceScaleFactor(2));
    }

    /// A desk's screen, with mouse and keyboard.
    Page desk(ColorScheme scheme) {
        return page(new Browser.NewPageOptions().setColorScheme(scheme).setViewportSize(1280, 900));
    }

    /// A screen of any size in points, each point so many pixels wide.
    Page picture(int width, int height, double pixels) {
        return page(
                new Browser.NewPageOptions()
                        .setColorScheme(ColorScheme.LIGHT)
                        .setViewportSize(width, height)
                        .setDeviceScaleFactor(pixels));
    }

    private Page page(Browser.NewPageOptions options) {
        Page page =
                browser.newPage(options.setLocale("en-GB").setReducedMotion(ReducedMotion.REDUCE));
        page.setDefaultTimeout(PATIENCE_MILLISECONDS);
        return page;
    }

    private static Path executable() {
        return Optional.ofNullable(System.getenv("SMARTMETER_CHROMIUM"))
                .filter(named -> !named.isBlank())
                .map(Path::of)
                .orElseGet(() -> onPath(NAMES));
    }

    private static Path onPath(List<String> names) {
        List<Path> folders =
                Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                        .map(Path::of)
                        .toList();
        return names.stream()
                .flatMap(name -> folders.stream().map(folder -> folder.resolve(name)))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "none of " + names + " is on the PATH; install it"));
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
