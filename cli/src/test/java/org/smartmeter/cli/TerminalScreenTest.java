package org.smartmeter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// What a meter's display says in a terminal of 80 × 24.
class TerminalScreenTest {

    private static final String STATE =
            """
            {"meter":"SEM0000000004410","software":"smart-meter 0.1.0","zone":"Asia/Karachi",
             "pin":false,"starting":false,"time":1777622400000,"clockSet":true,
             "now":{"age":300,"watts":1842.4,"vars":310.0,"powerFactor":0.98,"hertz":49.98,
                    "phases":[{"volts":231.4,"amperes":8.12}]},
             "energy":{"imported":"250465858.123","exported":"0.000","importedToday":"9612.500",
                       "exportedToday":"0.000","todaySince":1777575600000},
             "supply":{"output":"closed","state":"connected","cause":"none","stayOff":false,
                       "relayFault":false,"canConnect":false,"canDisconnect":true,
                       "limiter":{"limit":2500,"unit":"W","reason":"emergency","over":false,
                                  "triesLeft":4,"until":1777633200000}},
             "link":{"state":"streaming","waiting":0,"journalFill":0.0},
             "tariff":{"rate":2},
             "utility":{"version":1,"notices":[
               {"number":7,"kind":"bill","texts":[{"language":"ur","title":"بل","text":""},
                  {"language":"en","title":"Your bill for April","text":"%s"}],
                "amount":{"currency":"PKR","minorUnits":426000,"decimals":2},
                "due":"2026-05-20","received":1,"until":2,"waits":true,"priority":0}]}}
            """;

    private static JsonNode state(String text) {
        return new ObjectMapper().readTree(STATE.formatted(text));
    }

    @Test
    void itAnswersWhatThePageAnswers() {
        List<String> lines = new TerminalScreen().lines(state("Thank you."));
        assertThat(String.join("\n", lines))
                .contains("Meter SEM0000000004410", "Fri 1 May 13:00:00", "supply on")
                .contains("1.84 kW   flowing into your home")
                .contains("231.4 V   8.12 A   49.98 Hz   power factor 0.98")
                .contains("9.61 kWh since 00:00")
                .contains("250465.9 kWh")
                .contains("rate 2")
                .contains("2.50 kW until 16:00: too little electricity for everybody")
                .contains("[bill] Your bill for April: PKR 4260.00, to be paid by 20 May")
                .contains("waits for your answer");
    }

    /// Whether supply can flow → what is said above, and below.
    @ParameterizedTest
    @CsvSource({
        "closed,  supply on,       on",
        "open,    SUPPLY OFF,      off",
        "unknown, SUPPLY DOUBTFUL, switched on; whether it is cannot be seen",
    })
    void itSaysWhereTheSupplyIsAndWhereNobodyCanTell(String output, String above, String below) {
        String json =
                STATE.formatted("")
                        .replace("\"output\":\"closed\"", "\"output\":\"" + output + "\"");
        List<String> lines = new TerminalScreen().lines(new ObjectMapper().readTree(json));
        assertThat(lines.getFirst()).endsWith(above);
        assertThat(lines)
                .anyMatch(line -> line.startsWith("Supply") && line.strip().endsWith(" " + below));
    }

    @Test
    void itFitsItsScreenWhateverTheUtilityWrites() {
        String text = "A long word and another one, ".repeat(120);
        List<String> lines = new TerminalScreen().lines(state(text));
        assertThat(lines).hasSizeLessThan(TerminalScreen.LINES);
        assertThat(lines).allMatch(line -> line.length() <= TerminalScreen.COLUMNS);
    }

    @Test
    void noTextCommandsTheTerminal() {
        List<String> lines = new TerminalScreen().lines(state("\\u001b[2J\\u0007gone"));
        assertThat(String.join("", lines)).doesNotContain("\u001b").doesNotContain("\u0007");
    }

    @Test
    void aPipeGetsALineEachTime() {
        assertThat(TerminalScreen.line(state("")))
                .isEqualTo(
                        "13:00:00  1.84 kW  today 9.61 kWh  reading 250465.9 kWh  limited to"
                                + " 2.50 kW  streaming  1 notices");
    }
}
