package org.smartmeter.device.supply;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.smartmeter.journal.StateFile;
import org.smartmeter.wire.OrderRefusedException;

/// Other software before an update and after one that was taken back: it finds the switch as it
/// was left.
class SupplyMemoryTest {

    private final SupplyBench bench = new SupplyBench();

    /// What the first software makes of a value; it refuses one with a number it does not know.
    ///
    /// @param length bytes that it looks at
    private record FirstForm(
            int state, int cause, long changes, int by, long watts, long lastOrder, int length) {

        static FirstForm read(byte[] kept) throws IOException {
            ByteArrayInputStream bytes = new ByteArrayInputStream(kept);
            DataInputStream in = new DataInputStream(bytes);
            assertThat(in.readByte()).as("version").isEqualTo((byte) 1);
            int state = in.readByte();
            int cause = in.readByte();
            in.readBoolean();
            long changes = in.readLong();
            int by = in.readByte();
            long watts = in.readLong();
            in.readLong();
            long lastOrder = in.readLong();
            in.skipNBytes(in.readBoolean() ? 3 * Long.BYTES + 1 : 0);
            in.skipNBytes(in.readBoolean() ? 2 * Long.BYTES : 0);
            in.skipNBytes(1 + 2 * Long.BYTES + 2 * Integer.BYTES);
            in.skipNBytes((in.readByte() + 3) * Integer.BYTES);
            in.skipNBytes(in.readBoolean() ? 2 * Integer.BYTES + 2 * Long.BYTES + 1 : 0);
            in.readInt();
            return new FirstForm(
                    state, cause, changes, by, watts, lastOrder, kept.length - bytes.available());
        }
    }

    private byte[] kept() {
        return bench.state("supply", SupplyMemory.MAXIMUM_BYTES).read().orElseThrow();
    }

    private void becomes(UnaryOperator<byte[]> form) {
        try (StateFile file = bench.state("supply", SupplyMemory.MAXIMUM_BYTES)) {
            file.write(form.apply(file.read().orElseThrow()));
        }
    }

    /// Only what is in front, as the first software wrote it.
    private static byte[] first(byte[] kept) {
        try {
            return Arrays.copyOf(kept, FirstForm.read(kept).length());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /// Relay and log behind "stay off".
    private static byte[] inBetween(byte[] kept) {
        int front = first(kept).length;
        int changes = 4;
        int behindChanges = changes + 2 * Long.BYTES + 1;
        ByteBuffer form = ByteBuffer.allocate(kept.length);
        form.put((byte) 2).put(kept, 1, 3);
        form.put(kept, front + 1, 1).put(kept, changes, Long.BYTES);
        form.put(kept, front + 2, kept.length - front - 2);
        form.put(kept, behindChanges, front - behindChanges);
        return Arrays.copyOf(form.array(), form.position());
    }

    @Test
    void softwareThatAnUpdateIsTakenBackToFindsTheSupplyCut()
            throws OrderRefusedException, IOException {
        bench.start().pass(Duration.ofSeconds(2), 800);
        bench.order(SupplyBench.limit(2_000, 10));
        bench.order(SupplyBench.emergency(7, 0, 600));
        bench.order(bench.disconnectIn(Duration.ofHours(1)));
        bench.journalThere = false;
        bench.order(SupplyBench.disconnect());
        FirstForm found = FirstForm.read(kept());
        assertThat(found.state()).isEqualTo(ControlState.DISCONNECTED.number());
        assertThat(found.cause()).isEqualTo(SupplyCause.UTILITY.number());
        assertThat(found.changes()).isEqualTo(1);
        assertThat(found.by()).as("not told yet").isEqualTo(Transition.B.number());
        assertThat(found.watts()).isEqualTo(800);
        assertThat(found.lastOrder()).isEqualTo(4);
    }

    /// The last one came later; to the first software the supply has just been ready, by nobody.
    @ParameterizedTest
    @CsvSource({"NONE, 0", "UTILITY, 1", "CUSTOMER, 2", "LIMITER, 3", "RELAY, 0"})
    void theFirstSoftwareFindsOnlyCausesThatItKnows(SupplyCause cause, int found)
            throws IOException {
        bench.start();
        SupplyMemory usual = SupplyMemory.decode(kept()).orElseThrow();
        SupplyMemory memory =
                new SupplyMemory(
                        ControlState.READY_FOR_RECONNECTION,
                        cause,
                        usual.stayOff(),
                        false,
                        usual.log(),
                        usual.relayOperations(),
                        usual.lastOrder(),
                        usual.cut(),
                        usual.reconnection(),
                        usual.limiter(),
                        usual.emergency(),
                        usual.triesUsed());
        assertThat(FirstForm.read(memory.encode()).cause()).isEqualTo(found);
        assertThat(SupplyMemory.decode(memory.encode())).contains(memory);
    }

    enum Form {
        FIRST(SupplyMemoryTest::first),
        IN_BETWEEN(SupplyMemoryTest::inBetween);

        private final UnaryOperator<byte[]> of;

        Form(UnaryOperator<byte[]> of) {
            this.of = of;
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSupplyThatOlderSoftwareCutStaysCut(Form form) throws OrderRefusedException {
        bench.start();
        bench.order(SupplyBench.disconnect());
        becomes(form.of);
        bench.powerCut(Duration.ofMinutes(1));
        assertThat(bench.state()).isEqualTo(ControlState.DISCONNECTED);
        assertThat(bench.relay.told).as("as it was told before").containsExactly("open");
        bench.told();
        bench.order(SupplyBench.reconnect(0));
        assertThat(bench.told()).containsExactly("SUPPLY_SWITCHED [2, 4, 2, 1, 0, 0]");
    }
}
