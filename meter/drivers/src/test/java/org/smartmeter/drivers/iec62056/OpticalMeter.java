package org.smartmeter.drivers.iec62056;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.smartmeter.drivers.serial.Cable;
import org.smartmeter.drivers.serial.Dialogue;

/// The far end of an optical head: a meter of mode C that offers 9,600 Bd and whose counter grows
// by
/// 0.1 kWh between two readouts. At a speed that is not its own it understands nothing.
public final class OpticalMeter {

    private static final Duration REACTION = Duration.ofMillis(200);

    private final Cable cable;
    private final List<String> conversation = new ArrayList<>();
    private final TreeSet<Integer> speeds = new TreeSet<>();
    private double kilowattHours = 12_345.6;
    private String answer = "";
    private Instant answerAt = Instant.MAX;
    private int blocks;
    private boolean damaging;
    private boolean damageNext;

    public OpticalMeter(Cable cable) {
        this.cable = cable;
    }

    public static Dialogue dialogue(String address) {
        return new ModeC(address, Duration.ofSeconds(10));
    }

    public void damageEveryOtherBlock() {
        damaging = true;
        damageNext = true;
    }

    /// What it heard, each with the speed of the line.
    public List<String> conversation() {
        return conversation;
    }

    public int blocks() {
        return blocks;
    }

    public TreeSet<Integer> speedsOfBlocks() {
        return speeds;
    }

    /// Answers what it heard, after its reaction time.
    public void act(Instant now) throws IOException {
        byte[] heard = cable.heard();
        int baud = cable.settings().baud();
        if (heard.length > 0) {
            String text = new String(heard, ISO_8859_1);
            conversation.add(baud + ": " + shown(text));
            if (text.startsWith("/?")) {
                kilowattHours += 0.1;
                answer = "/SMP5MADE-UP 2\r\n";
            } else if (text.equals("\u0006050\r\n") || text.equals("\u0015")) {
                answer = block();
            }
            answerAt = now.plus(REACTION).plusMillis(200);
        }
        if (!now.isBefore(answerAt)) {
            answerAt = Instant.MAX;
            if (answer.startsWith("\u0002")) {
                speeds.add(baud);
                blocks++;
            }
            cable.send(answer.getBytes(ISO_8859_1));
        }
    }

    private String block() {
        String block =
                ReadoutSample.block(
                        String.format(
                                Locale.ROOT,
                                "0.0.0(40231199)\n1.8.0(%09.1f*kWh)\n2.8.0(0000021.0*kWh)\n",
                                kilowattHours));
        boolean damaged = damaging && damageNext;
        damageNext = !damageNext;
        return damaged ? block.replace("1.8.0", "1.8.1") : block;
    }

    private static String shown(String text) {
        return text.replace("\u0006", "\\u0006")
                .replace("\u0015", "\\u0015")
                .replace("\r", "\\r")
                .replace("\n", "\\n");
    }
}
