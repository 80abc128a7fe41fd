package org.smartmeter.board.software;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.smartmeter.device.EnergyRegister;
import org.smartmeter.device.SoftwareVersion;
import org.smartmeter.device.Surroundings;
import org.smartmeter.journal.OpenFile;
import org.smartmeter.journal.StateFile;
import org.smartmeter.metrology.Measurement;
import org.smartmeter.metrology.PhaseMeasurement;
import org.smartmeter.simulator.files.PowerCutException;
import org.smartmeter.simulator.files.PowerCutFiles;
import org.smartmeter.wire.Ed25519;
import org.smartmeter.wire.EventCode;
import org.smartmeter.wire.OrderRefusedException;
import org.smartmeter.wire.RawKeys;
import org.smartmeter.wire.SoftwareHead;
import org.smartmeter.wire.v1.Order;
import org.smartmeter.wire.v1.Software;
import org.smartmeter.wire.v1.SoftwareManifest;

/// The power is cut at every operation on the disk of an update, from the order to its end: what
/// the launcher starts is always whole, and the update ends as it would have without the cut.
class UpdatePowerCutTest {

    private static final Instant START = Instant.parse("2026-11-26T12:00:00Z");
    private static final int TEARS = 3;
    private static final int MOST_STARTS = 12;
    private static final Map<String, String> NEW =
            new TreeMap<>(Map.of("bin/meter", "new program", "lib/a.jar", "classes".repeat(400)));
    private static final KeyPair MAKER = RawKeys.newEd25519();
    private static final byte[] CONTENT = zip();
    private static final SoftwareManifest MANIFEST = manifest();
    private static final SoftwareHead HEAD =
            SoftwareHead.sign(MANIFEST, Ed25519.signer(MAKER.getPrivate()));
    private static final Order ORDER =
            Order.newBuilder()
                    .setCounter(7)
                    .setSoftware(
                            Software.newBuilder()
                                    .setManifestSha256(ByteString.copyFrom(HEAD.manifestHash()))
                                    .setFrom("file:image"))
                    .build();
    private static final Duration LONGER_THAN_A_TRIAL = Duration.ofHours(4);

    /// Where the meter's windows come from.
    private enum Source {
        CONVERTER(Duration.ofMillis(200), Duration.ofSeconds(1)),
        P1(Duration.ofSeconds(10), Duration.ofSeconds(60)),
        OPTICAL_EACH_QUARTER_HOUR(Duration.ofMinutes(15), Duration.ofMinutes(46)),
        OPTICAL_EACH_HOUR(Duration.ofHours(1), Duration.ofMinutes(181));

        private final Duration period;
        private final Duration longestSilence;
        private final Measurement window;

        Source(Duration period, Duration longestSilence) {
            this.period = period;
            this.longestSilence = longestSilence;
            window =
                    Measurement.of(
                            period.toMillis() / 1e3,
                            0,
                            0,
                            true,
                            List.of(PhaseMeasurement.of(230, 1, 0, 0, 230, 0, 50)));
        }
    }

    /// What the new software does not do.
    private enum Fault {
        NONE,
        NO_LINE,
        NO_WINDOWS
    }

    /// What survives starts of the program: the disk, and the events that were forced.
    private static final class Board {
        private PowerCutFiles disk = new PowerCutFiles(0);
        private final List<String> journal = new ArrayList<>();
        private boolean ordered;
        private final Source source;
        private final Fault newSoftware;

        Board(Source source, Fault newSoftware) {
            this.source = source;
            this.newSoftware = newSoftware;
        }
    }

    @Test
    void whereverThePowerIsCutTheNewSoftwareEndsUpCommitted() throws Exception {
        everyCut(Fault.NONE, "SOFTWARE_COMMITTED", Slot.A);
    }

    @Test
    void whereverThePowerIsCutSoftwareThatDoesNotWorkIsRolledBack() throws Exception {
        everyCut(Fault.NO_LINE, "SOFTWARE_ROLLED_BACK", Slot.FACTORY);
    }

    @ParameterizedTest(name = "{0}, new software with {1} → {2}")
    @CsvSource({
        "P1, NONE, SOFTWARE_COMMITTED, A",
        "OPTICAL_EACH_QUARTER_HOUR, NONE, SOFTWARE_COMMITTED, A",
        "OPTICAL_EACH_HOUR, NONE, SOFTWARE_COMMITTED, A",
        "P1, NO_LINE, SOFTWARE_ROLLED_BACK, FACTORY",
        "OPTICAL_EACH_QUARTER_HOUR, NO_LINE, SOFTWARE_ROLLED_BACK, FACTORY",
        "CONVERTER, NO_WINDOWS, SOFTWARE_ROLLED_BACK, FACTORY",
        "P1, NO_WINDOWS, SOFTWARE_ROLLED_BACK, FACTORY",
        "OPTICAL_EACH_QUARTER_HOUR, NO_WINDOWS, SOFTWARE_ROLLED_BACK, FACTORY",
    })
    void aForeignMeterThatIsReadSeldomProvesOrGivesUpNewSoftwareToo(
            Source source, Fault fault, String end, Slot committed) throws Exception {
        Board board = new Board(source, fault);
        live(board);

        assertThat(board.journal).endsWith(end + "[7, 0, 3, 0]");
        assertThat(BootFile.open(board.disk).choice())
                .isEqualTo(new BootChoice(committed, Optional.empty(), 0));
    }

    private static void everyCut(Fault fault, String end, Slot committed) throws Exception {
        Board whole = new Board(Source.CONVERTER, fault);
        live(whole);
        assertThat(whole.journal).as("without a cut").endsWith(end + "[7, 0, 3, 0]");
        long operations = whole.disk.operations();
        for (long cut = 1; cut <= operations; cut++) {
            for (int tear = 0; tear < TEARS; tear++) {
                Board board = new Board(Source.CONVERTER, fault);
                board.disk.cutAt(cut);
                try {
                    live(board);
                } catch (PowerCutException _) {
                    board.disk = board.disk.survivors(cut * TEARS + tear);
                }
                live(board);

                assertThat(board.journal)
                        .as("cut at %d, torn %d", cut, tear)
                        .endsWith(end + "[7, 0, 3, 0]")
                        .doesNotHaveDuplicates();
                assertThat(BootFile.open(board.disk).choice())
                        .isEqualTo(new BootChoice(committed, Optional.empty(), 0));
            }
        }
    }

    /// Starts the program as often as it ends, until the update has ended.
    private static void live(Board board) throws Exception {
        for (int start = 0; start < MOST_STARTS; start++) {
            Slot slot = launch(board.disk);
            assertWhole(board.disk, slot);
            if (!run(board, slot)) {
                return;
            }
        }
        throw new AssertionError("starts again and again: " + board.journal);
    }

    /// What the launcher does; that the shell script does the same is held by LauncherTest.
    private static Slot launch(PowerCutFiles disk) {
        BootFile boot = BootFile.open(disk);
        BootChoice choice = boot.choice();
        Slot slot = choice.starts();
        if (choice.trial().filter(slot::equals).isPresent()) {
            boot.write(new BootChoice(choice.committed(), choice.trial(), choice.triesLeft() - 1));
        }
        return slot;
    }

    private static void assertWhole(PowerCutFiles disk, Slot slot) {
        if (slot != Slot.FACTORY) {
            NEW.forEach(
                    (path, content) ->
                            assertThat(read(disk, DiskSlots.name(slot, path)))
                                    .as("%s of the slot that starts", path)
                                    .isEqualTo(content));
        }
    }

    private static String read(PowerCutFiles disk, String name) {
        assertThat(disk.list()).contains(name);
        ByteBuffer bytes = ByteBuffer.allocate(10_000);
        try (OpenFile file = disk.open(name)) {
            return new String(bytes.array(), 0, file.read(0, bytes), StandardCharsets.UTF_8);
        }
    }

    /// @return whether the program ended to be started again
    private static boolean run(Board board, Slot slot) throws OrderRefusedException {
        Fault fault = slot == Slot.FACTORY ? Fault.NONE : board.newSoftware;
        Program program = new Program(board.source, fault != Fault.NO_LINE);
        SoftwareUpdate update =
                new SoftwareUpdate(
                        BootFile.open(board.disk), slot, new AtOnce(board.disk, slot), program);
        Instant now = START;
        update.begin(new Around(board), now);
        if (!board.ordered) {
            update.order(ORDER, now);
            board.ordered = true;
        } else {
            update.order(ORDER, now); // as it comes again when a cut kept it from being reported
        }
        Instant measured = now;
        update.run(now);
        update.run(now); // the image is there at once
        while (!program.restart
                && update.next(now).isPresent()
                && now.isBefore(START.plus(LONGER_THAN_A_TRIAL))) {
            Instant next = update.next(now).get();
            Instant window = measured.plus(board.source.period);
            now = next.isBefore(window) ? next : window;
            if (now.equals(window)) {
                measured = window;
                if (fault != Fault.NO_WINDOWS) {
                    update.measured(board.source.window, window);
                }
            }
            update.run(now);
        }
        update.end(now);
        return program.restart;
    }

    private static final class Program implements SoftwareUpdate.Outlook {
        private final Source source;
        private final boolean linkUp;
        private boolean restart;

        Program(Source source, boolean linkUp) {
            this.source = source;
            this.linkUp = linkUp;
        }

        @Override
        public boolean isLinkUp() {
            return linkUp;
        }

        @Override
        public Duration longestSilence() {
            return source.longestSilence;
        }

        @Override
        public void restart() {
            restart = true;
        }
    }

    /// Installs on the caller's thread.
    private static final class AtOnce implements Installation {
        private final Installer installer;
        private final Deque<Outcome> outcomes = new ArrayDeque<>();

        AtOnce(PowerCutFiles disk, Slot running) {
            byte[] head = HEAD.toBytes();
            byte[] image = java.util.Arrays.copyOf(head, head.length + CONTENT.length);
            System.arraycopy(CONTENT, 0, image, head.length, CONTENT.length);
            installer =
                    new Installer(
                            disk,
                            new DiskSlots(disk, running),
                            (_, _, offset) ->
                                    new ByteArrayInputStream(
                                            image, (int) offset, image.length - (int) offset),
                            new Acceptance(
                                    Ed25519.verifier(RawKeys.raw(MAKER.getPublic())),
                                    "board",
                                    SoftwareVersion.in("0.2.0")));
        }

        @Override
        public void begin(long counter, Software order, Slot into, Runnable done) {
            try {
                outcomes.add(new Installed(counter, installer.install(order, into)));
            } catch (SoftwareRefusedException e) {
                outcomes.add(new Refused(counter, e.reason(), String.valueOf(e.getMessage())));
            } catch (IOException e) {
                outcomes.add(new Failed(counter, String.valueOf(e.getMessage())));
            }
        }

        @Override
        public Optional<Outcome> outcome() {
            return Optional.ofNullable(outcomes.poll());
        }

        @Override
        public void discard() {
            installer.discard();
        }
    }

    /// Slots on the same disk, by prefix; the one that runs must not be touched.
    private record DiskSlots(PowerCutFiles disk, Slot running) implements SlotFiles {

        static String name(Slot slot, String path) {
            return slot.word() + "-" + path.replace('/', '-');
        }

        @Override
        public void clear(Slot slot) {
            assertThat(slot)
                    .isNotEqualTo(running)
                    .isNotEqualTo(BootFile.open(disk).choice().committed());
            disk.list().stream()
                    .filter(name -> name.startsWith(slot.word() + "-"))
                    .forEach(disk::delete);
            disk.syncDirectory();
        }

        @Override
        public void store(Slot slot, String path, boolean executable, InputStream content)
                throws IOException {
            try (OpenFile file = disk.open(name(slot, path))) {
                file.write(0, ByteBuffer.wrap(content.readAllBytes()));
                file.force();
            }
        }

        @Override
        public void sync(Slot slot) {
            disk.syncDirectory();
        }
    }

    /// A meter whose journal keeps what was forced.
    private static final class Around implements Surroundings {
        private final Board board;
        private final List<String> unforced = new ArrayList<>();

        Around(Board board) {
            this.board = board;
        }

        @Override
        public Instant time(Instant at) {
            return at;
        }

        @Override
        public boolean isClockSet() {
            return true;
        }

        @Override
        public void event(Instant at, EventCode code, long... values) {
            unforced.add(code + java.util.Arrays.toString(values));
        }

        @Override
        public boolean hasJournal() {
            return true;
        }

        @Override
        public boolean isJournalled(EventCode code, long... values) {
            return board.journal.contains(code + java.util.Arrays.toString(values));
        }

        @Override
        public void sendSoon() {
            // nobody listens
        }

        @Override
        public void helloAgain() {}

        @Override
        public Optional<Instant> utilityHeard() {
            return Optional.empty();
        }

        @Override
        public void force() {
            board.disk.syncDirectory(); // a journal can be cut too
            board.journal.addAll(unforced);
            unforced.clear();
        }

        @Override
        public StateFile state(String name, int maxBytes) {
            return StateFile.open(board.disk, name, maxBytes);
        }

        @Override
        public long durableCount(EnergyRegister register) {
            return 0;
        }

        @Override
        public void wake() {
            // the test enters it all the time
        }
    }

    private static byte[] zip() {
        var bytes = new java.io.ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (var file : NEW.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return bytes.toByteArray();
    }

    private static SoftwareManifest manifest() {
        try {
            return SoftwareManifest.newBuilder()
                    .setVersion("0.3.0")
                    .setBoard("board")
                    .setSize(CONTENT.length)
                    .setUnpackedSize(10_000)
                    .setSha256(
                            ByteString.copyFrom(
                                    MessageDigest.getInstance("SHA-256").digest(CONTENT)))
                    .build();
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
