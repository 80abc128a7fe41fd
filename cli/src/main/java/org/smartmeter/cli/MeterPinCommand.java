package org.smartmeter.cli;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import org.smartmeter.device.display.http.Pin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Makes the line for a meter's configuration that sets its display's PIN. The digits are asked for
/// and not echoed, or read from standard input: they stand in no history of commands.
@Command(
        name = "pin",
        description = "Asks for a PIN and prints the display.pin line for the configuration.",
        mixinStandardHelpOptions = true)
final class MeterPinCommand implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        try {
            Pin pin = Pin.of(digits(), new SecureRandom());
            spec.commandLine().getOut().println("display.pin = " + pin);
            spec.commandLine().getOut().flush();
            return 0;
        } catch (IllegalArgumentException e) {
            throw new BadInput(String.valueOf(e.getMessage()));
        }
    }

    private static String digits() throws IOException {
        Console console = System.console();
        if (console != null && console.isTerminal()) {
            char[] typed = console.readPassword("PIN, 4 to 12 digits: ");
            return typed == null ? "" : new String(typed);
        }
        BufferedReader in =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String line = in.readLine();
        return line == null ? "" : line.strip();
    }
}
