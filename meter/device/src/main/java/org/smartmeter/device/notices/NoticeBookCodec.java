package org.smartmeter.device.notices;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.smartmeter.device.notices.HomeNotice.AmountDue;
import org.smartmeter.device.notices.HomeNotice.Kind;
import org.smartmeter.device.notices.HomeNotice.Text;
import org.smartmeter.device.notices.KeptNotice.Confirmation;
import org.smartmeter.journal.StateFile;
import org.smartmeter.wire.Event;
import org.smartmeter.wire.EventCode;

/// A notice book as the bytes of its state file: a version, then kept notices, gone numbers and
/// untold events, each list behind its length.
final class NoticeBookCodec {

    static final int MAXIMUM_BYTES = StateFile.LONGEST_VALUE;

    /// Left for what becomes of the notices later: answers and their tidings.
    private static final int KEPT_FREE_BYTES = 1_500;

    private static final int VERSION = 1;
    private static final byte NONE = 0;

    private NoticeBookCodec() {}

    /// Whether it leaves room for the answers that come.
    static boolean fits(NoticeBook book) {
        return encode(book).length <= MAXIMUM_BYTES - KEPT_FREE_BYTES;
    }

    static byte[] encode(NoticeBook book) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeByte(book.kept().size());
            for (KeptNotice kept : book.kept()) {
                write(out, kept);
            }
            out.writeByte(book.gone().size());
            for (long number : book.gone()) {
                out.writeLong(number);
            }
            out.writeByte(book.untold().size());
            for (Tidings tidings : book.untold()) {
                write(out, tidings);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("memory failed", e);
        }
        return bytes.toByteArray();
    }

    private static void write(DataOutputStream out, KeptNotice kept) throws IOException {
        HomeNotice notice = kept.notice();
        out.writeLong(notice.number());
        out.writeByte(notice.kind().ordinal());
        out.writeByte(notice.texts().size());
        for (Text text : notice.texts()) {
            out.writeUTF(text.language());
            out.writeUTF(text.title());
            out.writeUTF(text.text());
        }
        out.writeUTF(notice.amount().map(AmountDue::currency).orElse(""));
        out.writeLong(notice.amount().map(AmountDue::minorUnits).orElse(0L));
        out.writeByte(notice.amount().map(AmountDue::decimals).orElse(0));
        out.writeLong(notice.due().map(LocalDate::toEpochDay).orElse(0L));
        out.writeLong(notice.from().toEpochMilli());
        out.writeLong(notice.until().toEpochMilli());
        out.writeBoolean(notice.acknowledge());
        out.writeByte(notice.priority());
        out.writeLong(kept.received().toEpochMilli());
        out.writeBoolean(kept.shown());
        out.writeByte(kept.confirmation().map(by -> by.answer().number()).orElse((int) NONE));
        out.writeLong(kept.confirmation().map(by -> by.at().toEpochMilli()).orElse(0L));
    }

    private static void write(DataOutputStream out, Tidings tidings) throws IOException {
        out.writeShort(tidings.code().number());
        out.writeByte(tidings.values().size());
        for (long value : tidings.values()) {
            out.writeLong(value);
        }
    }

    /// Empty if the form is of a version that this software does not know.
    static Optional<NoticeBook> decode(byte[] stored) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(stored))) {
            if (in.readUnsignedByte() != VERSION) {
                return Optional.empty();
            }
            List<KeptNotice> kept = new ArrayList<>();
            for (int left = in.readUnsignedByte(); left > 0; left--) {
                kept.add(readKept(in));
            }
            List<Long> gone = new ArrayList<>();
            for (int left = in.readUnsignedByte(); left > 0; left--) {
                gone.add(in.readLong());
            }
            List<Tidings> untold = new ArrayList<>();
            for (int left = in.readUnsignedByte(); left > 0; left--) {
                untold.add(readTidings(in));
            }
            return Optional.of(new NoticeBook(kept, gone, untold));
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException _) {
            return Optional.empty();
        }
    }

    private static KeptNotice readKept(DataInputStream in) throws IOException {
        HomeNotice notice =
                new HomeNotice(
                        in.readLong(),
                        Kind.values()[in.readUnsignedByte()],
                        readTexts(in),
                        readAmount(in),
                        Optional.of(in.readLong())
                                .filter(day -> day != 0)
                                .map(LocalDate::ofEpochDay),
                        Instant.ofEpochMilli(in.readLong()),
                        Instant.ofEpochMilli(in.readLong()),
                        in.readBoolean(),
                        in.readUnsignedByte());
        Instant received = Instant.ofEpochMilli(in.readLong());
        boolean shown = in.readBoolean();
        Optional<Answer> answer = Answer.ofNumber(in.readUnsignedByte());
        Instant at = Instant.ofEpochMilli(in.readLong());
        return new KeptNotice(
                notice, received, shown, answer.map(given -> new Confirmation(given, at)));
    }

    private static List<Text> readTexts(DataInputStream in) throws IOException {
        List<Text> texts = new ArrayList<>();
        for (int left = in.readUnsignedByte(); left > 0; left--) {
            texts.add(new Text(in.readUTF(), in.readUTF(), in.readUTF()));
        }
        return texts;
    }

    private static Optional<AmountDue> readAmount(DataInputStream in) throws IOException {
        AmountDue amount = new AmountDue(in.readUTF(), in.readLong(), in.readUnsignedByte());
        return Optional.of(amount).filter(read -> !read.currency().isEmpty());
    }

    private static Tidings readTidings(DataInputStream in) throws IOException {
        EventCode code =
                EventCode.ofNumber(in.readUnsignedShort())
                        .orElseThrow(() -> new IllegalArgumentException("an unknown event"));
        int count = in.readUnsignedByte();
        if (count > Event.MAXIMUM_VALUES) {
            throw new IllegalArgumentException(count + " values");
        }
        List<Long> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            values.add(in.readLong());
        }
        return new Tidings(code, values);
    }
}
