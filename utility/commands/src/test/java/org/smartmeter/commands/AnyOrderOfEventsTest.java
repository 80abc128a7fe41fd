package org.smartmeter.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.smartmeter.terms.MeterId;

/// Whatever people, time, line and meters do in whatever order, and however often the process
/// starts anew: no command is done without its meter's report, no critical one goes out without a
/// second person's approval, and the history tells every change.
class AnyOrderOfEventsTest {

    private static final AtomicInteger TRIES = new AtomicInteger();
    private static final int STEPS = 40;

    private static OpenCommands open;

    @BeforeContainer
    static void open() {
        open = new OpenCommands();
    }

    @AfterContainer
    static void close() {
        open.close();
    }

    @Property(tries = 15, shrinking = ShrinkingMode.OFF)
    void theInvariantsHold(@ForAll long seed) {
        World world = new World(new Random(seed), TRIES.getAndIncrement());
        for (int i = 0; i < STEPS; i++) {
            world.step();
            world.check();
        }
    }

    /// One try: its own days, meters and feeders.
    private static final class World {

        private final Random random;
        private final int number;
        private Instant now;
        private Commands commands = open.another();
        private final Map<UUID, BatchRequest> batches = new LinkedHashMap<>();
        private final List<HandedOut> unsent = new ArrayList<>();
        private final Map<Long, Command> sent = new LinkedHashMap<>();
        private final Set<Long> reportedDone = new HashSet<>();
        private final Set<UUID> approved = new HashSet<>();
        private long counter;
        private int entries;

        World(Random random, int number) {
            this.random = random;
            this.number = number;
            this.now = Asked.NOON.plus(Duration.ofDays(10L * number));
            this.counter = 1_000L * number;
        }

        void step() {
            switch (random.nextInt(14)) {
                case 0, 1 -> request();
                case 2, 3 -> approve();
                case 4 -> handOut();
                case 5 -> sendAll();
                case 6, 7 -> report();
                case 8 -> release();
                case 9 -> now = now.plusSeconds(random.nextInt(1_200));
                case 10 -> endSome();
                case 11 -> putBack();
                case 12 -> hear();
                default -> commands = open.another();
            }
        }

        private void request() {
            List<WantedCommand> list =
                    IntStream.range(0, 1 + random.nextInt(4)).mapToObj(_ -> wanted()).toList();
            BatchRequest batch =
                    new BatchRequest(
                            new UUID(number, batches.size()),
                            Asked.ADA,
                            "try",
                            new ValidityWindow(now, now.plusSeconds(1_800 + random.nextInt(7_200))),
                            Priority.values()[random.nextInt(3)],
                            Duration.ofSeconds(random.nextInt(900)).plusMillis(1),
                            list);
            commands.request(batch, now);
            batches.put(batch.id(), batch);
        }

        private WantedCommand wanted() {
            int meter = 10 * number + 1 + random.nextInt(4);
            OrderBody body =
                    switch (random.nextInt(4)) {
                        case 0 -> Asked.schedule();
                        case 1 -> Asked.reconnect();
                        default -> Asked.disconnect();
                    };
            return Asked.of(meter, "F" + number + meter % 2, body);
        }

        private void approve() {
            anyBatch()
                    .ifPresent(
                            batch -> {
                                Person person = random.nextBoolean() ? Asked.BEN : Asked.ADA;
                                try {
                                    commands.approve(
                                            batch.id(),
                                            Asked.approved(person, ListHash.of(batch), now));
                                    assertThat(person).isEqualTo(Asked.BEN);
                                    approved.add(batch.id());
                                } catch (CommandConflictException e) {
                                    assertThat(rows()).as(e.getMessage()).isEqualTo(entries);
                                }
                            });
        }

        private void handOut() {
            List<HandedOut> out = commands.next(now, 1 + random.nextInt(4));
            assertThat(out).allSatisfy(o -> assertThat(batches).containsKey(o.command().batch()));
            out.stream().filter(o -> o.sentBefore().isEmpty()).forEach(unsent::add);
        }

        private void putBack() {
            commands.next(now, 1 + random.nextInt(4)).forEach(commands::putBack);
        }

        /// A meter says hello; what it says it acted on may be anything.
        private void hear() {
            MeterId meter = Asked.meter(10 * number + 1 + random.nextInt(4));
            List<Long> counters = List.copyOf(sent.keySet());
            commands.heard(
                    meter,
                    counters.isEmpty() ? 0 : counters.get(random.nextInt(counters.size())),
                    now);
        }

        /// Old hand-outs too, as a process does that hung for a while.
        private void sendAll() {
            handOut();
            for (HandedOut out : unsent) {
                SignedCommand signed = Asked.signed(++counter);
                if (commands.sent(out, signed, now)) {
                    sent.put(signed.counter(), out.command());
                }
            }
            if (random.nextBoolean()) {
                unsent.clear();
            }
        }

        private void report() {
            if (sent.isEmpty()) {
                return;
            }
            List<Long> counters = List.copyOf(sent.keySet());
            long about = counters.get(random.nextInt(counters.size()));
            MeterId meter = sent.get(about).meter();
            int before = rows();
            boolean news =
                    switch (random.nextInt(6)) {
                        case 0 -> commands.received(meter, about, "", now);
                        case 1 -> commands.reported(meter, about, Outcome.REFUSED, "", now);
                        case 2, 3 -> commands.reported(meter, about, Outcome.OVERTAKEN, "", now);
                        case 4 -> commands.reported(meter, -about, Outcome.DONE, "", now);
                        default -> {
                            reportedDone.add(sent.get(about).id());
                            yield commands.reported(meter, about, Outcome.DONE, "", now);
                        }
                    };
            assertThat(rows() - before).isEqualTo(news ? 1 : 0);
        }

        private void release() {
            for (QuarantinedCommand held : commands.quarantined(100)) {
                if (batches.containsKey(held.command().batch())) {
                    commands.release(held.command().id(), Asked.BEN, "looked", now);
                    return;
                }
            }
        }

        private void endSome() {
            if (random.nextBoolean()) {
                commands.expire(now);
            } else {
                anyBatch().ifPresent(b -> commands.withdraw(b.id(), Asked.ADA, "mistake", now));
            }
        }

        private Optional<BatchRequest> anyBatch() {
            return batches.values().stream()
                    .skip(batches.isEmpty() ? 0 : random.nextInt(batches.size()))
                    .findFirst();
        }

        private int rows() {
            return open.database
                    .jdbi()
                    .withHandle(
                            h ->
                                    h.select("select count(*) from commands.history")
                                            .mapTo(Integer.class)
                                            .one());
        }

        void check() {
            entries = rows();
            List<Command> all =
                    batches.keySet().stream()
                            .flatMap(batch -> commands.ofBatch(batch).stream())
                            .toList();
            Map<Command, List<HistoryEntry>> histories = new LinkedHashMap<>();
            all.forEach(command -> histories.put(command, commands.history(command.id())));
            histories.forEach(this::check);
            assertThat(
                            all.stream()
                                    .filter(c -> c.state() == CommandState.SENT)
                                    .map(Command::meter)
                                    .toList())
                    .as("one under way per meter")
                    .doesNotHaveDuplicates();
            histories.values().stream()
                    .flatMap(List::stream)
                    .filter(entry -> entry.event() == CommandEvent.ADMITTED)
                    .collect(Collectors.groupingBy(HistoryEntry::at, Collectors.counting()))
                    .values()
                    .forEach(admitted -> assertThat(admitted).isLessThanOrEqualTo(3L));
        }

        private void check(Command command, List<HistoryEntry> history) {
            assertThat(history).hasSize(command.changes());
            assertThat(history.getFirst().event()).isEqualTo(CommandEvent.ASKED);
            assertThat(history.getLast().state()).isEqualTo(command.state());
            for (int i = 1; i < history.size(); i++) {
                HistoryEntry entry = history.get(i);
                assertThat(entry.number()).isEqualTo(i + 1);
                assertThat(
                                Transitions.after(
                                        command.kind(), history.get(i - 1).state(), entry.event()))
                        .contains(entry.state());
            }
            if (command.state() == CommandState.DONE) {
                assertThat(reportedDone).as("done by the meter").contains(command.id());
            }
            boolean left = history.stream().anyMatch(e -> e.event() == CommandEvent.SENT);
            if (left && command.kind() == CommandKind.CRITICAL) {
                assertThat(approved).as("approved before it left").contains(command.batch());
            }
        }
    }
}
