package org.smartmeter.board.software;

import java.io.Closeable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.smartmeter.journal.Files;
import org.smartmeter.journal.OpenFile;

/// The choice of slot on the disk, in a form that a shell script reads: two files that take turns,
/// each one line `GENERATION COMMITTED TRIAL TRIES CHECKSUM`, the checksum as `cksum` of POSIX has
// it
/// over what stands before. The sound one of the higher generation counts. A cut while one is
/// written leaves the other.
public final class BootFile implements Closeable {

    static final String[] NAMES = {"boot.0", "boot.1"};

    private static final String NO_TRIAL = "none";
    private static final int LONGEST_LINE = 80;

    private final Files files;
    private Line current;

    private BootFile(Files files, Line current) {
        this.files = files;
        this.current = current;
    }

    /// @param place of the file it stands in
    private record Line(int place, long generation, BootChoice choice) {}

    /// Opens what is there; a board without the files starts from its factory image.
    ///
    /// @param files the directory; closed with this
    public static BootFile open(Files files) {
        Line newest = new Line(1, 0, BootChoice.FACTORY);
        for (int place = 0; place < NAMES.length; place++) {
            Optional<Line> line = read(files, place);
            if (line.isPresent() && line.get().generation > newest.generation) {
                newest = line.get();
            }
        }
        BootFile opened = new BootFile(files, newest);
        if (newest.generation > 0) {
            // After a force that failed, the system may show a line that never reached the disk.
            opened.put(newest);
        }
        return opened;
    }

    public BootChoice choice() {
        return current.choice;
    }

    /// Replaces the choice; durable on return.
    void write(BootChoice choice) {
        Line next = new Line(1 - current.place, current.generation + 1, choice);
        put(next);
        current = next;
    }

    private void put(Line line) {
        byte[] text = (text(line) + "\n").getBytes(StandardCharsets.US_ASCII);
        try (OpenFile file = files.open(NAMES[line.place])) {
            file.write(0, ByteBuffer.wrap(text));
            file.truncate(text.length);
            file.force();
        }
        files.syncDirectory();
    }

    private static String text(Line line) {
        BootChoice choice = line.choice;
        String said =
                line.generation
                        + " "
                        + choice.committed().word()
                        + " "
                        + choice.trial().map(Slot::word).orElse(NO_TRIAL)
                        + " "
                        + choice.triesLeft();
        return said + " " + Cksum.of(said.getBytes(StandardCharsets.US_ASCII));
    }

    private static Optional<Line> read(Files files, int place) {
        if (!files.list().contains(NAMES[place])) {
            return Optional.empty();
        }
        ByteBuffer bytes = ByteBuffer.allocate(LONGEST_LINE);
        int length;
        try (OpenFile file = files.open(NAMES[place])) {
            length = file.read(0, bytes);
        }
        return parse(
                place, new String(bytes.array(), 0, length, StandardCharsets.US_ASCII).strip());
    }

    private static Optional<Line> parse(int place, String text) {
        String[] words = text.split(" ");
        if (words.length != 5 || !words[0].matches("\\d{1,18}") || !words[3].matches("\\d")) {
            return Optional.empty();
        }
        Optional<Slot> committed = Slot.of(words[1]);
        Optional<Slot> trial = Slot.of(words[2]);
        if (committed.isEmpty() || trial.isEmpty() != words[2].equals(NO_TRIAL)) {
            return Optional.empty();
        }
        try {
            BootChoice choice = new BootChoice(committed.get(), trial, Integer.parseInt(words[3]));
            Line line = new Line(place, Long.parseLong(words[0]), choice);
            return Optional.of(line).filter(it -> text(it).equals(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        files.close();
    }
}
