package org.smartmeter.drivers.p1;

import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.smartmeter.drivers.telegram.Capture;
import org.smartmeter.drivers.telegram.Crc16;
import org.smartmeter.drivers.telegram.Damage;
import org.smartmeter.drivers.telegram.DataBlock;
import org.smartmeter.drivers.telegram.Lines;
import org.smartmeter.drivers.telegram.Telegram;
import org.smartmeter.drivers.telegram.TelegramFormat;
import org.smartmeter.drivers.telegram.TelegramRegister;
import org.smartmeter.drivers.telegram.TelegramTime;
import org.smartmeter.drivers.telegram.TimeForm;

/// Telegrams of DSMR P1: `/` identification, data lines, `!` and from version 4 on a checksum,
/// CRC-16/ARC over everything from `/` through `!` (DSMR P1 companion standard 5.0.2, clause 6.2).
/// The checksum is compared as a number, since not every meter writes its leading zeros; line ends
/// that an editor has changed are changed back for it. A telegram without checksum is held to the
/// form of its lines instead.
public final class P1Format implements TelegramFormat {

    /// Where the standard comes from.
    public static final ZoneId DUTCH = ZoneId.of("Europe/Amsterdam");

    private static final List<String> VERSION_CODES =
            List.of("1-3:0.2.8.255", "0-0:96.1.4.255", "0-0:0.2.8.255");

    private static final int CHECKSUM_DIGITS = 4;
    private static final String TELEGRAM_TIME = "0-0:1.0.0.255";

    private final TimeForm times;

    /// @param zone where the meter stands: what S and W mean
    public P1Format(ZoneId zone) {
        times = new TimeForm(Optional.of(zone));
    }

    @Override
    public String name() {
        return "p1";
    }

    @Override
    public Capture read(byte[] bytes, boolean ended) {
        return new Scan(bytes, ended).read();
    }

    /// One reading of a capture.
    private final class Scan {

        private final byte[] bytes;
        private final boolean ended;
        private final Lines lines;
        private final List<Telegram> telegrams = new ArrayList<>();
        private int head;
        private int stray;

        Scan(byte[] bytes, boolean ended) {
            this.bytes = bytes;
            this.ended = ended;
            lines = new Lines(bytes);
        }

        Capture read() {
            int behind = 0;
            int begin = lines.beginningWith("/", 0);
            while (begin >= 0) {
                outside(behind, begin);
                int mark = lines.beginningWith("/!", begin + 1);
                if (mark < 0) {
                    return capture(bytes.length - begin);
                }
                if (bytes[mark] == '/') {
                    telegrams.add(unfinished(begin, mark));
                    behind = mark;
                    begin = mark;
                    continue;
                }
                Lines.Line last = lines.at(mark);
                if (!last.isEnded() && !(ended && isWhole(begin, last))) {
                    return capture(bytes.length - begin);
                }
                telegrams.add(telegram(begin, last));
                behind = last.next();
                begin = lines.beginningWith("/", behind);
            }
            outside(behind, bytes.length);
            return capture(0);
        }

        private Capture capture(int tail) {
            return new Capture(telegrams, head, tail, stray);
        }

        /// Counts what is in no telegram, unless it is line ends only.
        private void outside(int from, int to) {
            for (int at = from; at < to; at++) {
                if (bytes[at] > ' ' || bytes[at] < 0) {
                    if (telegrams.isEmpty()) {
                        head = to - from;
                    } else {
                        stray += to - from;
                    }
                    return;
                }
            }
        }

        /// Whether the capture ended right behind the checksum, or, where none is due, behind the
        /// `!`.
        private boolean isWhole(int begin, Lines.Line last) {
            String text = last.text().substring(1).strip();
            return text.isEmpty()
                    ? !saysVersion(block(begin, last, false).registers())
                    : text.length() >= CHECKSUM_DIGITS
                            || said(text) == Crc16.ARC.of(bytes, begin, last.from() + 1);
        }

        private Telegram unfinished(int begin, int next) {
            return Telegram.damaged(
                    begin,
                    next,
                    lines.damage(next, "another telegram begins before this one has its !"));
        }

        private Telegram telegram(int begin, Lines.Line last) {
            boolean summed = last.end() > last.from() + 1;
            Block block = block(begin, last, summed);
            Optional<Damage> damage = damage(begin, last, block);
            if (damage.isPresent()) {
                return Telegram.damaged(begin, last.next(), damage.get());
            }
            Optional<TelegramTime> time =
                    find(block.registers(), TELEGRAM_TIME)
                            .flatMap(TelegramRegister::value)
                            .flatMap(times::parse);
            return new Telegram(
                    begin,
                    last.next(),
                    Optional.of(meter(block)),
                    time,
                    OptionalLong.empty(),
                    block.registers().stream()
                            .map(it -> it.time().isPresent() ? it : it.at(time))
                            .toList(),
                    Optional.empty());
        }

        private Optional<Damage> damage(int begin, Lines.Line last, Block block) {
            String text = last.text().substring(1).strip();
            int end = last.from() + 1;
            if (text.isEmpty()) {
                return saysVersion(block.registers())
                        ? Optional.of(
                                lines.damage(
                                        last.from(),
                                        "no checksum behind the !, though the telegram says its"
                                                + " version and so must have one"))
                        : block.fault();
            }
            int said = said(text);
            if (said < 0) {
                return Optional.of(lines.damage(end, "what stands behind the ! is no checksum"));
            }
            int crc = Crc16.ARC.of(bytes, begin, end);
            if (crc == said || said == Crc16.ARC.of(lineEndsAsSent(begin, end))) {
                return Optional.empty();
            }
            return Optional.of(
                    Damage.ofChecksum(end, Crc16.hex(crc), Crc16.hex(said))
                            .inLine(lines.number(end)));
        }

        /// Every line end made CR LF.
        private byte[] lineEndsAsSent(int begin, int end) {
            StringBuilder sent = new StringBuilder(end - begin + 64);
            for (Lines.Line line : lines.between(begin, end)) {
                int taken = Math.min(line.end(), end) - line.from();
                sent.append(line.text(), 0, taken);
                if (line.next() < end) {
                    sent.append("\r\n");
                }
            }
            return sent.toString().getBytes(StandardCharsets.ISO_8859_1);
        }

        private Block block(int begin, Lines.Line last, boolean summed) {
            DataBlock data = new DataBlock(times);
            Lines.Line identification = lines.at(begin);
            Optional<Damage> fault = Optional.empty();
            for (Lines.Line line : lines.between(identification.next(), last.from())) {
                if (data.take(line.text())) {
                    continue;
                }
                data.carry(line.text());
                if (fault.isEmpty() && !summed) {
                    fault = Optional.of(lines.damage(line.from(), "this is no data line"));
                }
            }
            return new Block(identification.text().substring(1).strip(), data.registers(), fault);
        }
    }

    /// −1 if the text is no checksum.
    private static int said(String text) {
        return text.matches("[0-9A-Fa-f]{1,4}") ? Integer.parseInt(text, 16) : -1;
    }

    private static boolean saysVersion(List<TelegramRegister> registers) {
        return VERSION_CODES.stream().anyMatch(code -> find(registers, code).isPresent());
    }

    private static Optional<TelegramRegister> find(List<TelegramRegister> registers, String code) {
        return registers.stream().filter(it -> it.name().equals(code)).findFirst();
    }

    /// The equipment's own number, which the standard sends as the hexadecimal of its characters;
    /// else the identification.
    private static String meter(Block block) {
        for (String code :
                List.of(
                        "0-0:96.1.1.255",
                        "0-0:96.1.0.255",
                        "0-0:42.0.0.255",
                        "1-0:96.1.0.255",
                        "0-0:96.1.255.255",
                        "1-0:0.0.0.255")) {
            Optional<String> number =
                    find(block.registers(), code)
                            .flatMap(TelegramRegister::value)
                            .filter(it -> !it.isBlank());
            if (number.isPresent()) {
                return characters(number.get());
            }
        }
        return block.identification();
    }

    private static String characters(String text) {
        if (!text.matches("([2-7][0-9A-Fa-f]){4,}")) {
            return text;
        }
        StringBuilder characters = new StringBuilder();
        for (int k = 0; k < text.length(); k += 2) {
            characters.append((char) Integer.parseInt(text.substring(k, k + 2), 16));
        }
        String decoded = characters.toString();
        return decoded.matches("[ -~]+") ? decoded.strip() : text;
    }

    private record Block(
            String identification, List<TelegramRegister> registers, Optional<Damage> fault) {}
}
