package org.smartmeter.database;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Runs PostgreSQL's programs. They refuse to run as root, so for root they run in a user namespace
/// of their own (`unshare -U`), where the same files are theirs but nobody is root.
final class Programs {

    private static final long PATIENCE_SECONDS = 120;

    private final Path home;
    private final Path log;
    private final List<String> prefix;

    Programs(Path home, Path log) {
        this.home = home;
        this.log = log;
        this.prefix = isRoot() ? List.of("unshare", "-U") : List.of();
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    /// Runs the program to its end; its output goes to the log.
    ///
    /// @throws DatabaseException if it fails, naming the log's last lines
    void run(String program, List<String> arguments) {
        int exit = tryRun(program, arguments);
        if (exit != 0) {
            throw new DatabaseException(
                    program + " ended with " + exit + "; " + log + " says:\n" + lastLines());
        }
    }

    int tryRun(String program, List<String> arguments) {
        List<String> command = new ArrayList<>(prefix);
        command.add(home.resolve("bin").resolve(program).toString());
        command.addAll(arguments);
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                            .start();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new DatabaseException(
                        program + " did not end within " + PATIENCE_SECONDS + " s; see " + log);
            }
            return process.exitValue();
        } catch (IOException e) {
            throw new DatabaseException(
                    "cannot run "
                            + command
                            + ": "
                            + e.getMessage()
                            + (prefix.isEmpty() ? "" : "; run as an ordinary user instead of root"),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatabaseException("interrupted while " + program + " ran", e);
        }
    }

    private String lastLines() {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 12), lines.size()));
        } catch (IOException e) {
            return "(unreadable: " + e.getMessage() + ")";
        }
    }
}
