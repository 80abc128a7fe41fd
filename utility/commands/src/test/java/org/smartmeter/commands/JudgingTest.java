package org.smartmeter.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.smartmeter.commands.Asked.NOON;
import static org.smartmeter.commands.Asked.disconnect;
import static org.smartmeter.commands.Asked.limit;
import static org.smartmeter.commands.Asked.reconnect;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.smartmeter.wire.Event;
import org.smartmeter.wire.EventCode;
import org.smartmeter.wire.v1.Order;
import org.smartmeter.wire.v1.Software;
import org.smartmeter.wire.v1.SupplyReport;

/// What an order's meter said → what follows for the command. The order's counter is 7; times are
/// seconds after noon.
class JudgingTest {

    private static final long COUNTER = 7;

    @ParameterizedTest(name = "{0}: {1}, switch {2}, hello {3} → {4}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
                    limit      | -                    | -         | -               | -         | -
                    limit      | done 8@5             | -         | -               | -         | -
                    limit      | done 7@5             | -         | -               | DONE      | carried out at
                    limit      | refused 7@5 9        | -         | -               | REFUSED   | in the state it is in
                    limit      | refused 7@5 99       | -         | -               | REFUSED   | for reason 99
                    limit      | refused 7@5 8        | -         | -               | OVERTAKEN | a later order
                    limit      | done 7@5 refused 7@6 8 | -       | -               | DONE      | carried out
                    cut        | done 7@5             | -         | -               | RECEIVED  | not reported open yet
                    cut        | done 7@5             | 0/0@5     | -               | DONE      | open since
                    cut        | done 7@5             | 0/2@5     | -               | RECEIVED  | not reported open
                    cut        | done 7@5             | 0/1@5     | 0 closed @9     | RECEIVED  | does not show it
                    cut        | done 7@5             | 0/0@2     | -               | RECEIVED  | not reported open yet
                    cut        | done 7@5             | -         | 0 open @5       | DONE      | reports its supply open
                    cut        | done 7@5             | -         | 0 unknown @9    | RECEIVED  | does not show it
                    cut        | done 7@5             | -         | 0 open @4       | RECEIVED  | not reported open yet
                    cut        | done 7@5             | 2/0@8     | 2 open @9       | RECEIVED  | not reported open yet
                    cut        | done 7@5             | 2/0@8 0/0@5 | 2 open @9     | DONE      | open since
                    cut@60     | done 7@5             | -         | 1 closed @9     | RECEIVED  | keeps it and cuts
                    cut@60     | done 7@5             | 0/0@9     | 0 open @9       | RECEIVED  | keeps it and cuts
                    cut@60     | done 7@5             | 0/0@60    | -               | DONE      | open since
                    cut@60     | done 7@5 off 7@20    | -         | 1 closed @30    | REFUSED   | called off
                    reconnect  | done 7@5             | -         | 0 open @5       | RECEIVED  | its part of the spread
                    reconnect  | done 7@5             | 2/0@7     | -               | DONE      | it can be closed at home
                    reconnect  | done 7@5             | 1/1@7     | -               | DONE      | connected
                    reconnect  | done 7@5             | -         | 1 closed @5     | DONE      | connected
                    reconnect  | done 7@5             | 0/0@7     | 0 open @8       | RECEIVED  | its part of the spread
                    software   | done 7@5             | -         | -               | RECEIVED  | proved
                    software   | done 7@5 kept 7@90   | -         | -               | DONE      | runs and stays
                    software   | done 7@5 back 7@90   | -         | -               | REFUSED   | taken back
                    """)
    void whatTheMeterSaidDecides(
            String order, String told, String switched, String supply, String event, String why) {
        MeterSaid said = new MeterSaid(told(told), switched(switched), supply(supply));
        Optional<Judgement> judgement = Judging.of(body(order), COUNTER, said);
        assertThat(judgement.map(Judgement::event).map(Enum::name))
                .isEqualTo(Optional.ofNullable(event));
        judgement.ifPresent(it -> assertThat(it.detail()).contains(why));
    }

    @Test
    void everyReasonOfARefusalHasItsWords() {
        assertThat(Judging.of(limit(600), COUNTER, said(refused(9))).orElseThrow().detail())
                .isEqualTo("the meter cannot do it in the state it is in at 2026-07-01T12:00:05Z");
        List<String> words =
                Stream.of(1, 2, 3, 4, 5, 6, 7, 8, 9)
                        .map(reason -> Judging.of(limit(600), COUNTER, said(refused(reason))))
                        .map(judgement -> judgement.orElseThrow().detail())
                        .toList();
        assertThat(words).doesNotHaveDuplicates();
    }

    private static MeterSaid said(Event event) {
        return new MeterSaid(List.of(event), List.of(), Optional.empty());
    }

    private static Event refused(long reason) {
        return new Event(EventCode.ORDER_REFUSED, at("5"), List.of(COUNTER, reason));
    }

    private static OrderBody body(String order) {
        return switch (order) {
            case "limit" -> limit(600);
            case "cut" -> disconnect();
            case "cut@60" -> disconnect(NOON.plusSeconds(60));
            case "reconnect" -> reconnect();
            default ->
                    new OrderBody(
                            Order.newBuilder().setSoftware(Software.getDefaultInstance()).build());
        };
    }

    /// "done 7@5 refused 7@6 8": kind, counter and second, for a refusal the reason.
    private static List<Event> told(String text) {
        List<Event> events = new ArrayList<>();
        String[] words = text == null ? new String[0] : text.split(" ", -1);
        for (int i = 0; i < words.length; i++) {
            EventCode code =
                    switch (words[i]) {
                        case "done" -> EventCode.ORDER_DONE;
                        case "refused" -> EventCode.ORDER_REFUSED;
                        case "off" -> EventCode.CUT_CALLED_OFF;
                        case "kept" -> EventCode.SOFTWARE_COMMITTED;
                        default -> EventCode.SOFTWARE_ROLLED_BACK;
                    };
            String[] about = words[++i].split("@", -1);
            List<Long> values = new ArrayList<>(List.of(Long.parseLong(about[0])));
            if (code == EventCode.ORDER_REFUSED) {
                values.add(Long.parseLong(words[++i]));
            }
            events.add(new Event(code, at(about[1]), values));
        }
        return events;
    }

    /// "0/1@5": control state, output (0 open, 1 closed, 2 unknown), second.
    private static List<Event> switched(String text) {
        return Stream.of(text == null ? new String[0] : text.split(" ", -1))
                .map(word -> word.split("[/@]", -1))
                .map(
                        part ->
                                new Event(
                                        EventCode.SUPPLY_SWITCHED,
                                        at(part[2]),
                                        List.of(
                                                1L,
                                                2L,
                                                Long.parseLong(part[0]),
                                                1L,
                                                Long.parseLong(part[1]),
                                                900L)))
                .toList();
    }

    /// "0 open @5": control state, output, second.
    private static Optional<MeterSaid.Supply> supply(String text) {
        if (text == null) {
            return Optional.empty();
        }
        String[] part = text.split(" @?", -1);
        SupplyReport report =
                SupplyReport.newBuilder()
                        .setControlState(Integer.parseInt(part[0]))
                        .setOutputClosed(part[1].equals("closed"))
                        .setOutputUnknown(part[1].equals("unknown"))
                        .build();
        return Optional.of(new MeterSaid.Supply(at(part[2]), report));
    }

    private static Instant at(String second) {
        return NOON.plusSeconds(Long.parseLong(second));
    }
}
