package org.smartmeter.cli.system.screens;

import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.smartmeter.cli.demo.Demo;
import org.smartmeter.cli.demo.DemoSettings;
import org.smartmeter.simulator.replay.MinuteFile;
import org.smartmeter.terms.LocalDay;
import org.smartmeter.terms.MeterId;

/// The demonstration that runs while the tests of this package do, and a browser to look at it.
final class Shown implements AutoCloseable {

    /// Gives tests the one demonstration; it ends with the last test of the run.
    static final class Everywhere implements ParameterResolver {

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Shown.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(ExtensionContext.Namespace.create(Shown.class))
                    .getOrComputeIfAbsent(Shown.class, _ -> start(), Shown.class);
        }
    }

    static final String OPERATOR = "operator";
    static final String CUSTOMER = "home1";
    static final MeterId CUSTOMERS_METER = new MeterId("SEM0000000000001");
    static final String REPLAYED = "replay1";
    static final MeterId REPLAYED_METER = new MeterId("SEM0000000900001");

    private static final int HOMES = 4;
    private static final String MONTH = "october.csv";

    private final Path directory;
    private final Demo demo;
    private final Chromium chromium;

    private Shown(Path directory, Demo demo, Chromium chromium) {
        this.directory = directory;
        this.demo = demo;
        this.chromium = chromium;
    }

    private static Shown start() {
        try {
            Path directory = Files.createTempDirectory("smartmeter-screens");
            Path month = directory.resolve(MONTH);
            MonthFile.write(month);
            return start(
                    directory,
                    DemoSettings.reading(
                            HOMES,
                            0,
                            directory.resolve("demo"),
                            1,
                            List.of(month),
                            MonthFile.ZONE));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /// Another one, for as long as its caller wants it.
    ///
    /// @param directory is deleted at the end
    static Shown start(Path directory, DemoSettings settings) throws IOException {
        Demo demo = Demo.start(settings);
        await().atMost(Duration.ofMinutes(2)).until(() -> demo.street().progress().complete());
        return new Shown(directory, demo, new Chromium());
    }

    Chromium chromium() {
        return chromium;
    }

    Demo demo() {
        return demo;
    }

    /// A page of the server, by its path and what follows `#`.
    String at(String path) {
        return demo.address().resolve(path).toString();
    }

    Page phone(ColorScheme scheme) {
        return chromium.phone(scheme);
    }

    Page desk(ColorScheme scheme) {
        return chromium.desk(scheme);
    }

    /// A phone on which a customer is signed in.
    Page phoneOf(String customer) {
        Page page = phone(ColorScheme.LIGHT);
        page.navigate(at("/"));
        signIn(page, customer);
        return page;
    }

    /// A desk at which the operator is signed in.
    Page operatorsDesk() {
        Page page = desk(ColorScheme.LIGHT);
        page.navigate(at("/console/"));
        signIn(page, OPERATOR);
        return page;
    }

    /// The month that the replayed home lived through.
    MinuteFile replayed() throws IOException {
        return MinuteFile.read(directory.resolve(MONTH), MonthFile.ZONE);
    }

    LocalDate yesterday() {
        return LocalDate.now(MonthFile.ZONE).minusDays(1);
    }

    /// The exact sum of a month by the store's own registers, kWh.
    BigDecimal stored(MeterId meter, YearMonth month) {
        Instant from = new LocalDay(month.atDay(1), MonthFile.ZONE).start();
        Instant to = new LocalDay(month.plusMonths(1).atDay(1), MonthFile.ZONE).start();
        return demo.utility()
                .readings()
                .energy(meter, from, to)
                .orElseThrow()
                .imported()
                .toKilowattHours();
    }

    /// Fills in the form and sends it.
    void signIn(Page page, String name) {
        page.getByLabel("Name").fill(name);
        page.getByLabel("Password").fill(demo.passwordOf(name));
        button(page, "Sign in").click();
        button(page, "Sign out").waitFor();
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    @Override
    public void close() throws IOException {
        chromium.close();
        demo.close();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
