package org.smartmeter.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Arrays;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a command did: its exit code and all that it printed.
record CommandRun(int exit, String out, String err) {

    static CommandRun of(Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] words = Arrays.stream(arguments).map(CommandRun::word).toArray(String[]::new);
        int exit = Smartmeter.run(new PrintWriter(out, true), new PrintWriter(err, true), words);
        return new CommandRun(exit, out.toString(), err.toString());
    }

    private static String word(Object argument) {
        return argument instanceof Path path ? path.toString() : String.valueOf(argument);
    }

    /// The one document on standard output; anything beside it is an error.
    JsonNode json() {
        return JsonMapper.builder()
                .enable(tools.jackson.databind.DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build()
                .readTree(out);
    }
}
