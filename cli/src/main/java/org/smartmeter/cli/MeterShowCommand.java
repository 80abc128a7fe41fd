package org.smartmeter.cli;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Shows in the terminal what a running meter's own page shows.
@Command(
        name = "show",
        description = "Shows a running meter's display in this terminal, until it is interrupted.",
        mixinStandardHelpOptions = true)
final class MeterShowCommand implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Parameters(
            arity = "0..1",
            paramLabel = "ADDRESS",
            defaultValue = "http://127.0.0.1:8080/",
            description = "where the meter's page is (default: ${DEFAULT-VALUE})")
    private String address = "";

    @Option(names = "--once", description = "show it once and end")
    private boolean once;

    @Option(names = "--json", description = "print once what the meter answers, as JSON")
    private boolean json;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        URI page = page();
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            TerminalView.Source source = () -> ask(client, page);
            var out = spec.commandLine().getOut();
            if (json) {
                out.println(source.now());
                out.flush();
                return 0;
            }
            TerminalView view = new TerminalView(source, out, TerminalView.isTerminal() && !once);
            if (once) {
                view.once();
                return 0;
            }
            view.followUntilInterrupted(() -> {});
        }
        return 0;
    }

    private URI page() {
        try {
            URI page = URI.create(address);
            if ("http".equals(page.getScheme()) && page.getHost() != null) {
                return page.resolve("/api/now");
            }
        } catch (IllegalArgumentException _) {
            // refused below
        }
        throw new BadInput(
                "'" + address + "' is no address of a page, like http://192.168.1.20:8080/");
    }

    private static String ask(HttpClient client, URI page)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(page).timeout(PATIENCE).build();
        try {
            HttpResponse<String> answer =
                    client.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IOException(page + " answers " + answer.statusCode());
            }
            return answer.body();
        } catch (ConnectException | HttpTimeoutException e) {
            throw new IOException(page.resolve("/") + ": no meter answers there", e);
        }
    }
}
