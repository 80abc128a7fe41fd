package org.smartmeter.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.state.Action;
import net.jqwik.api.state.ActionChain;
import net.jqwik.api.state.Transformer;
import org.smartmeter.terms.Epoch;
import org.smartmeter.terms.HashChain;
import org.smartmeter.terms.JournalRecord;
import org.smartmeter.terms.MeterId;

/// Whatever is done with a journal, in any order, it answers like a plain list of records.
class JournalProperties {

    private static final MeterId METER = new MeterId("SEM0000000004410");
    private static final Epoch EPOCH = new Epoch(1_795_370_000L);
    private static final JournalSettings TINY = new JournalSettings((32 + 4 * 8) << 10, 8 << 10);

    /// The journal on a real directory, and beside it a list.
    static final class Pair {

        private final Path directory;
        private final List<JournalRecord> records = new ArrayList<>();
        private HashChain chain = HashChain.start(METER, EPOCH);
        private int forced;
        private long acknowledged;
        private Files files;
        private Journal journal;

        Pair() {
            try {
                directory = java.nio.file.Files.createTempDirectory("journal");
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
            files = DirectoryFiles.open(directory);
            journal = Journal.open(files, TINY, METER, () -> EPOCH);
        }

        void append(int tag, byte[] payload) {
            JournalRecord record = new JournalRecord(records.size() + 1, tag, payload);
            try {
                assertThat(journal.append(tag, payload)).isEqualTo(record.sequence());
                records.add(record);
                chain = chain.plus(record);
            } catch (JournalFullException e) {
                assertThat(journal.fill()).isGreaterThan(0.4);
            }
            forced = (int) journal.durableSequence();
        }

        void force() {
            journal.force();
            forced = records.size();
        }

        void acknowledge(int percent) {
            long upTo = forced * (long) percent / 100;
            journal.acknowledge(upTo);
            acknowledged = Math.max(acknowledged, upTo);
            assertThatThrownBy(() -> journal.acknowledge(forced + 1))
                    .isInstanceOf(IllegalArgumentException.class);
        }

        void reopen() {
            close();
            files = DirectoryFiles.open(directory);
            journal = Journal.open(files, TINY, METER, () -> EPOCH);
            forced = records.size();
        }

        void check() {
            int first = Math.max(1, (int) journal.firstSequence());
            assertThat(journal.lastSequence()).isEqualTo(records.size());
            assertThat(journal.durableSequence()).isEqualTo(forced);
            assertThat(journal.acknowledged()).isEqualTo(acknowledged);
            assertThat(first - 1L).isLessThanOrEqualTo(acknowledged);
            assertThat(journal.chain()).isEqualTo(chain);
            assertThat(journal.read(first, Integer.MAX_VALUE, Integer.MAX_VALUE))
                    .isEqualTo(records.subList(first - 1, Math.max(first - 1, forced)));
            assertThat(journal.fill()).isBetween(0.0, 1.0);
            assertThat(journal.recovery().faults()).isEmpty();
        }

        void close() {
            journal.close();
            assertThat(Journal.verify(files).faults()).isEmpty();
            assertThat(Journal.verify(files).lastSequence()).isEqualTo(records.size());
            files.close();
        }

        void remove() {
            close();
            try (Stream<Path> paths = java.nio.file.Files.walk(directory)) {
                paths.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }

    @Property(tries = 60)
    void aJournalIsAListThatForgetsOnlyWhatWasAcknowledged(
            @ForAll("lives") ActionChain<Pair> life) {
        Pair pair = life.withInvariant(Pair::check).run();
        pair.remove();
    }

    @Provide
    Arbitrary<ActionChain<Pair>> lives() {
        return ActionChain.startWith(Pair::new)
                .withAction(8, new Append())
                .withAction(3, step("force", Pair::force))
                .withAction(2, new Acknowledge())
                .withAction(1, step("reopen", Pair::reopen))
                .withMaxTransformations(60);
    }

    private static Action<Pair> step(String name, java.util.function.Consumer<Pair> step) {
        return Action.just(name, pair -> applied(pair, step));
    }

    private static Pair applied(Pair pair, java.util.function.Consumer<Pair> step) {
        step.accept(pair);
        return pair;
    }

    private static final class Append implements Action.Independent<Pair> {

        @Override
        public Arbitrary<Transformer<Pair>> transformer() {
            return Combinators.combine(
                            Arbitraries.integers().between(2, 255),
                            Arbitraries.bytes().array(byte[].class).ofMaxSize(4_096))
                    .as(
                            (tag, payload) ->
                                    Transformer.transform(
                                            "append " + payload.length + " bytes",
                                            pair ->
                                                    applied(
                                                            pair,
                                                            each -> each.append(tag, payload))));
        }
    }

    private static final class Acknowledge implements Action.Independent<Pair> {

        @Override
        public Arbitrary<Transformer<Pair>> transformer() {
            return Arbitraries.integers()
                    .between(0, 100)
                    .map(
                            percent ->
                                    Transformer.transform(
                                            "acknowledge " + percent + " %",
                                            pair ->
                                                    applied(
                                                            pair,
                                                            each -> each.acknowledge(percent))));
        }
    }

    @Property
    void aFramePassesOnlyInItsEpochAtItsPlaceAndUnchanged(
            @ForAll("records") JournalRecord record, @ForAll int bit, @ForAll boolean groupStart) {
        byte[] frame = Frame.encode(EPOCH.second(), record, groupStart);
        long sequence = record.sequence();

        assertThat(Frame.parse(frame, 0, frame.length, EPOCH.second(), sequence))
                .contains(new Frame(record, groupStart, frame.length));
        assertThat(Frame.parse(frame, 0, frame.length, EPOCH.second() + 1, sequence)).isEmpty();
        assertThat(Frame.parse(frame, 0, frame.length, EPOCH.second(), sequence + 1)).isEmpty();
        assertThat(Frame.parse(frame, 0, frame.length - 1, EPOCH.second(), sequence)).isEmpty();

        int flipped = Math.floorMod(bit, frame.length * 8);
        frame[flipped / 8] ^= (byte) (1 << flipped % 8);
        assertThat(Frame.parse(frame, 0, frame.length, EPOCH.second(), sequence)).isEmpty();
    }

    @Property
    void aHeaderIsReadAsWrittenAndNotWhenABitFlipped(
            @ForAll("headers") SegmentHeader header, @ForAll int bit) {
        byte[] bytes = header.encode();
        assertThat(SegmentHeader.parse(bytes)).contains(header);

        int flipped = Math.floorMod(bit, bytes.length * 8);
        bytes[flipped / 8] ^= (byte) (1 << flipped % 8);
        assertThat(SegmentHeader.parse(bytes)).isEmpty();
    }

    @Provide
    Arbitrary<JournalRecord> records() {
        return Combinators.combine(
                        Arbitraries.longs().between(1, 1L << 50),
                        Arbitraries.integers().between(1, 255),
                        Arbitraries.bytes().array(byte[].class).ofMaxSize(4_096))
                .as(JournalRecord::new);
    }

    @Provide
    Arbitrary<SegmentHeader> headers() {
        Arbitrary<JournalRecord> definitions =
                records().map(each -> new JournalRecord(each.sequence(), 1, each.payload()));
        return Combinators.combine(
                        Arbitraries.longs().between(1, 1L << 50),
                        Arbitraries.bytes().array(byte[].class).ofSize(32),
                        definitions.list().ofMaxSize(4))
                .as(
                        (first, chain, inForce) ->
                                new SegmentHeader(
                                        METER, EPOCH, first, HashChain.at(chain), inForce));
    }
}
