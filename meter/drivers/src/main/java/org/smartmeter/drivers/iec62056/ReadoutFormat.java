package org.smartmeter.drivers.iec62056;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.smartmeter.drivers.telegram.Capture;
import org.smartmeter.drivers.telegram.Damage;
import org.smartmeter.drivers.telegram.DataBlock;
import org.smartmeter.drivers.telegram.Lines;
import org.smartmeter.drivers.telegram.Telegram;
import org.smartmeter.drivers.telegram.TelegramFormat;
import org.smartmeter.drivers.telegram.TelegramRegister;
import org.smartmeter.drivers.telegram.TelegramTime;
import org.smartmeter.drivers.telegram.TimeForm;

/// Readouts of IEC 62056-21: `/XXXZ…` identification, then either STX, data lines, `!`, ETX and the
/// block check character (clause 6.3.11; modes A to C), or data lines and `!` without a check (mode
/// D, clause 6.4.5). A request (`/?…!`) and an acknowledgement in the capture are passed over, a
/// block whose identification was cut off is read all the same. Bytes of seven bits with even
// parity
/// are known by every byte having it, and taken without it.
public final class ReadoutFormat implements TelegramFormat {

    private static final byte STX = 0x02;
    private static final byte ETX = 0x03;

    private final TimeForm times;

    /// @param zone where the meter stands; without it times stay local
    public ReadoutFormat(Optional<ZoneId> zone) {
        times = new TimeForm(zone);
    }

    @Override
    public String name() {
        return "iec62056-21";
    }

    @Override
    public Capture read(byte[] captured, boolean ended) {
        return new Scan(Parity.strip(captured), ended).read();
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
            int begin = begin(0);
            while (begin >= 0) {
                outside(behind, begin);
                Optional<Telegram> telegram = telegram(begin);
                if (telegram.isEmpty()) {
                    return new Capture(telegrams, head, bytes.length - begin, stray);
                }
                telegrams.add(telegram.get());
                behind = telegram.get().to();
                begin = begin(behind);
            }
            outside(behind, bytes.length);
            return new Capture(telegrams, head, 0, stray);
        }

        /// Offset of the next identification or, where none is before it, STX; −1 if there is none.
        private int begin(int from) {
            for (int at = from; at < bytes.length; at++) {
                if (bytes[at] == STX || isIdentification(at)) {
                    return at;
                }
            }
            return -1;
        }

        /// `/` and three letters; a request has `?` there.
        private boolean isIdentification(int at) {
            if (bytes[at] != '/' || at + 3 >= bytes.length) {
                return bytes[at] == '/'
                        && !ended
                        && (at + 1 == bytes.length || bytes[at + 1] != '?');
            }
            return Character.isLetter(bytes[at + 1])
                    && Character.isLetter(bytes[at + 2])
                    && Character.isLetter(bytes[at + 3]);
        }

        private void outside(int from, int to) {
            if (!isOverhead(from, to)) {
                if (telegrams.isEmpty()) {
                    head = to - from;
                } else {
                    stray += to - from;
                }
            }
        }

        /// Whether there are only line ends, requests and acknowledgements.
        private boolean isOverhead(int from, int to) {
            for (Lines.Line line : lines.between(from, to)) {
                String text = line.text().strip();
                boolean said = text.startsWith("/?") || (!text.isEmpty() && text.charAt(0) == 0x06);
                if (!said && !text.chars().allMatch(c -> c <= ' ')) {
                    return false;
                }
            }
            return true;
        }

        /// @return empty if it ends behind the capture
        private Optional<Telegram> telegram(int begin) {
            if (bytes[begin] == STX) {
                return checked(begin, begin);
            }
            for (int at = begin + 1; at < bytes.length; at++) {
                if (bytes[at] == STX) {
                    return checked(begin, at);
                }
                if (bytes[at] == '!' && isLineBegin(at)) {
                    return unchecked(begin, at);
                }
                if (isIdentification(at)) {
                    return Optional.of(unfinished(begin, at));
                }
            }
            return Optional.empty();
        }

        private boolean isLineBegin(int at) {
            return bytes[at - 1] == '\n' || bytes[at - 1] == '\r';
        }

        /// From STX to the block check character.
        private Optional<Telegram> checked(int begin, int stx) {
            int sum = 0;
            for (int at = stx + 1; at < bytes.length; at++) {
                if (bytes[at] == STX || isIdentification(at) && isLineBegin(at)) {
                    return Optional.of(unfinished(begin, at));
                }
                sum ^= bytes[at];
                if (bytes[at] == ETX) {
                    if (at + 1 == bytes.length) {
                        return Optional.empty();
                    }
                    return Optional.of(block(begin, stx + 1, at, at + 2, checkBlock(at + 1, sum)));
                }
            }
            return Optional.empty();
        }

        private Optional<Damage> checkBlock(int at, int sum) {
            int found = bytes[at] & 0xff;
            return (sum & 0xff) == found
                    ? Optional.empty()
                    : Optional.of(
                            Damage.ofChecksum(at, hex(sum & 0xff), hex(found))
                                    .inLine(lines.number(at)));
        }

        /// Up to the line of the `!`.
        private Optional<Telegram> unchecked(int begin, int mark) {
            Lines.Line last = lines.at(mark);
            if (!last.isEnded() && !ended) {
                return Optional.empty();
            }
            Optional<Damage> damage = unfit(begin, last);
            return Optional.of(block(begin, lines.at(begin).next(), mark, last.next(), damage));
        }

        /// What shows damage where there is no check.
        private Optional<Damage> unfit(int begin, Lines.Line last) {
            if (!last.text().strip().equals("!")) {
                return Optional.of(
                        lines.damage(
                                last.from() + 1,
                                "text behind the !; a P1 telegram has its checksum there, this"
                                        + " format has none"));
            }
            if (last.next() < bytes.length && bytes[last.next()] == ETX) {
                return Optional.of(lines.damage(last.next(), "an end (ETX) without begin (STX)"));
            }
            for (int at = begin; at < last.from(); at++) {
                if (bytes[at] < ' ' && bytes[at] != '\r' && bytes[at] != '\n') {
                    return Optional.of(lines.damage(at, "a byte that no data line has"));
                }
            }
            return Optional.empty();
        }

        private Telegram unfinished(int begin, int next) {
            return Telegram.damaged(
                    begin,
                    next,
                    lines.damage(next, "another telegram begins before this one has its end"));
        }

        private Telegram block(int begin, int from, int end, int to, Optional<Damage> damage) {
            if (damage.isPresent()) {
                return Telegram.damaged(begin, to, damage.get());
            }
            DataBlock data = new DataBlock(times);
            for (Lines.Line line : lines.between(from, end)) {
                String text = line.text().substring(0, Math.min(line.end(), end) - line.from());
                if (text.strip().equals("!")) {
                    break;
                }
                if (!data.take(text)) {
                    return Telegram.damaged(
                            begin, to, lines.damage(line.from(), "this is no data line"));
                }
            }
            Optional<String> identification =
                    bytes[begin] == '/'
                            ? Optional.of(lines.at(begin).text().substring(1).strip())
                            : Optional.empty();
            List<TelegramRegister> registers = data.registers();
            Optional<TelegramTime> time = MeterClockTime.of(registers, times);
            return new Telegram(
                    begin,
                    to,
                    meter(registers).or(() -> identification),
                    time,
                    OptionalLong.empty(),
                    registers.stream().map(it -> it.time().isPresent() ? it : it.at(time)).toList(),
                    Optional.empty());
        }
    }

    private static Optional<String> meter(List<TelegramRegister> registers) {
        List<String> codes =
                List.of(
                        "1-0:96.1.0.255",
                        "0-0:96.1.0.255",
                        "0-0:96.1.255.255",
                        "1-0:0.0.0.255",
                        "1-0:0.0.9.255",
                        "1-0:0.0.1.255");
        return codes.stream()
                .flatMap(code -> registers.stream().filter(it -> it.name().equals(code)))
                .flatMap(it -> it.value().stream())
                .filter(it -> !it.isBlank())
                .findFirst();
    }

    private static String hex(int value) {
        return String.format("%02X", value);
    }
}
