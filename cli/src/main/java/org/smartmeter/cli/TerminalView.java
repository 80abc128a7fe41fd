package org.smartmeter.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectMapper;

/// Shows a meter's display in a terminal, a picture each second in the same place; where the output
/// is no terminal, a line each time.
final class TerminalView {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HOME = "\u001b[H";
    private static final String CLEAR_LINE = "\u001b[K";
    private static final String CLEAR_BELOW = "\u001b[J";
    private static final String OTHER_SCREEN = "\u001b[?1049h\u001b[?25l";
    private static final String BACK = "\u001b[?25h\u001b[?1049l";

    /// What the meter says now, as its page answers it.
    @FunctionalInterface
    interface Source {
        String now() throws IOException, InterruptedException;
    }

    private final Source source;
    private final PrintWriter out;
    private final boolean terminal;
    private final TerminalScreen screen = new TerminalScreen();

    TerminalView(Source source, PrintWriter out, boolean terminal) {
        this.source = source;
        this.out = out;
        this.terminal = terminal;
    }

    /// Whether somebody sits at the other end of the output.
    static boolean isTerminal() {
        return System.console() != null && System.console().isTerminal();
    }

    /// One picture, as plain lines.
    void once() throws IOException, InterruptedException {
        screen.lines(JSON.readTree(source.now())).forEach(out::println);
        out.flush();
    }

    /// Until the process is told to end; the terminal is as before then.
    void followUntilInterrupted(Runnable atEnd) throws IOException, InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        Interruption.closes(() -> end(ended, closed, atEnd));
        try {
            follow(ended);
        } finally {
            closed.countDown();
        }
    }

    private static void end(CountDownLatch ended, CountDownLatch closed, Runnable atEnd) {
        ended.countDown();
        try {
            closed.await(2, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        atEnd.run();
    }

    /// Until the latch opens. A meter that does not answer is asked again.
    ///
    /// @throws IOException if it does not answer the first time
    void follow(CountDownLatch ended) throws IOException, InterruptedException {
        String first = source.now();
        out.print(terminal ? OTHER_SCREEN : "");
        try {
            show(first);
            while (!ended.await(1, TimeUnit.SECONDS)) {
                showNext();
            }
        } finally {
            out.print(terminal ? BACK : "");
            out.flush();
        }
    }

    private void showNext() throws InterruptedException {
        try {
            show(source.now());
        } catch (IOException | JacksonException e) {
            put(List.of("No connection to the meter: " + e.getMessage()), true);
        }
    }

    private void show(String state) {
        var node = JSON.readTree(state);
        put(terminal ? screen.lines(node) : List.of(TerminalScreen.line(node)), false);
    }

    /// @param below whether the rest of the screen stays as it is
    private void put(List<String> lines, boolean below) {
        if (!terminal) {
            lines.forEach(out::println);
        } else {
            out.print(HOME);
            lines.forEach(line -> out.print(line + CLEAR_LINE + "\r\n"));
            out.print(below ? "" : CLEAR_BELOW);
        }
        out.flush();
    }
}
