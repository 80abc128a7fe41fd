package org.smartmeter.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.smartmeter.cli.demo.Demo;
import org.smartmeter.cli.demo.DemoSettings;
import org.smartmeter.cli.demo.ReplayResult;
import org.smartmeter.cli.demo.Street;
import org.smartmeter.server.StartFailedException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Runs the whole system with a living neighbourhood until it is interrupted.
@Command(
        name = "demo",
        description = {
            "Runs the whole system on embedded parts with a living neighbourhood, on this machine only.",
            "The homes come up as if the link had been down for 35 days: their history arrives through the line,"
                    + " then they are live. A second start goes on where the first ended."
        },
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

    private static final int MOST_HOMES = 5_000;
    private static final double FASTEST = 3_600;
    private static final long PROGRESS_EVERY_MILLISECONDS = 500;

    @Option(
            names = "--homes",
            paramLabel = "N",
            defaultValue = "50",
            description = "homes (default: ${DEFAULT-VALUE})")
    private int homes;

    @Option(
            names = "--port",
            paramLabel = "P",
            defaultValue = "8080",
            description = "of the pages; 0 takes a free one (default: ${DEFAULT-VALUE})")
    private int port;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "what is kept (default: demo-data beside the launcher)")
    private Path data = Path.of(System.getProperty("smartmeter.home", "."), "demo-data");

    @Option(
            names = "--speed",
            paramLabel = "X",
            defaultValue = "1",
            description = "time runs X times as fast as life (default: ${DEFAULT-VALUE})")
    private double speed;

    @Option(
            names = "--replay",
            paramLabel = "CSV",
            description =
                    "a real home's minute file (Time,Aggregate,… in W), through a meter of its own; repeatable")
    private List<Path> replays = new ArrayList<>();

    @Option(names = "--zone", paramLabel = "TZ", description = "where the homes are (default: UTC)")
    private String zone = "UTC";

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        DemoSettings settings = settings();
        CountDownLatch ended = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        long begin = System.nanoTime();
        Interruption.closes(() -> endInOrder(ended, closed));
        try (Demo demo = Demo.start(settings)) {
            PrintWriter out = spec.commandLine().getOut();
            out.println(
                    "Smart-Meter demonstration: "
                            + homes
                            + " homes"
                            + (replays.isEmpty() ? "" : " and " + replays.size() + " replayed"));
            demo.explain(out);
            out.printf(
                    Locale.ROOT,
                    "ready after %.1f s; the history arrives through the line meanwhile%n",
                    seconds(begin));
            out.flush();
            if (watchHistory(demo.street(), ended)) {
                out.printf(
                        Locale.ROOT,
                        "all history stored after %.1f s; now live. Ctrl-C ends it.%n",
                        seconds(begin));
                demo.replayResults().stream().map(ReplayResult::sentence).forEach(out::println);
                out.flush();
                ended.await();
            }
            out.println("ending in order");
            out.flush();
        } catch (StartFailedException e) {
            throw new BadInput(String.valueOf(e.getMessage()));
        } finally {
            closed.countDown();
        }
        return 0;
    }

    private DemoSettings settings() throws IOException {
        if (homes < 0 || homes > MOST_HOMES || homes == 0 && replays.isEmpty()) {
            throw new BadInput("--homes is " + homes + "; it must be 1 to " + MOST_HOMES);
        }
        if (port < 0 || port > 65_535) {
            throw new BadInput("--port is " + port + "; it must be 0 to 65535");
        }
        if (!(speed >= 1 && speed <= FASTEST)) {
            throw new BadInput("--speed is " + speed + "; it must be 1 to 3600");
        }
        try {
            return DemoSettings.reading(homes, port, data, speed, replays, ZoneText.zone(zone));
        } catch (IllegalArgumentException e) {
            throw new BadInput(String.valueOf(e.getMessage()));
        }
    }

    /// @return true when all history is stored, false when the user ended the demonstration before
    private boolean watchHistory(Street street, CountDownLatch ended) throws InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        boolean terminal = System.console() != null && System.console().isTerminal();
        int shown = -1;
        while (!ended.await(PROGRESS_EVERY_MILLISECONDS, TimeUnit.MILLISECONDS)) {
            Street.Progress progress = street.progress();
            if (progress.failure().isPresent()) {
                throw new IllegalStateException(
                        "a meter could not come up", progress.failure().get());
            }
            int percent = progress.percent();
            if (terminal || percent / 10 != shown) {
                shown = percent / 10;
                err.printf(
                        "%shistory: %d of %d meters up, %d records stored (%d %%)%s",
                        terminal ? "\r" : "",
                        progress.up(),
                        progress.meters(),
                        progress.stored(),
                        percent,
                        terminal ? "   " : "\n");
                err.flush();
            }
            if (progress.complete()) {
                err.print(terminal ? "\n" : "");
                err.flush();
                return true;
            }
        }
        return false;
    }

    /// On Ctrl-C the main thread closes everything; the machine waits for it.
    private static void endInOrder(CountDownLatch ended, CountDownLatch closed) {
        ended.countDown();
        try {
            if (!closed.await(30, TimeUnit.SECONDS)) {
                Runtime.getRuntime().halt(Smartmeter.NO);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static double seconds(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }
}
