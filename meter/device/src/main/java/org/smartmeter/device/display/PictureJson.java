package org.smartmeter.device.display;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.smartmeter.device.DeviceStatus;
import org.smartmeter.device.notices.HomeNotice;
import org.smartmeter.device.notices.KeptNotice;

/// A picture as the text that screens read. Powers in W, voltages in V, energies in Wh as exact
/// decimal strings, times in milliseconds since 1970, ages in milliseconds.
public final class PictureJson {

    private PictureJson() {}

    /// What changes each second.
    ///
    /// @param board now
    public static void now(
            Json json, Optional<Picture> picture, Optional<DeviceStatus> status, Instant board) {
        json.put("starting", picture.isEmpty());
        picture.ifPresent(painted -> painted(json, painted, board));
        json.put("link", status, PictureJson::link);
    }

    private static void painted(Json json, Picture picture, Instant board) {
        long since = Duration.between(picture.painted(), board).toMillis();
        json.put("time", picture.time().toEpochMilli() + since);
        json.put("clockSet", picture.clockSet());
        json.put("now", picture.flow(), (inner, flow) -> flow(inner, flow, board));
        json.object("energy", inner -> energy(inner, picture.energy()));
        json.put("noticesVersion", picture.noticesVersion());
        picture.called().ifPresent(at -> json.put("called", at.toEpochMilli()));
    }

    private static void flow(Json json, Flow flow, Instant board) {
        json.put("age", Math.max(0, Duration.between(flow.end(), board).toMillis()))
                .put("watts", flow.watts(), 1)
                .put("vars", flow.vars(), 1)
                .put("powerFactor", flow.powerFactor(), 3)
                .put("hertz", flow.hertz().orElse(Double.NaN), 3)
                .array(
                        "phases",
                        flow.phases(),
                        (inner, phase) ->
                                inner.put("volts", phase.volts(), 1)
                                        .put("amperes", phase.amperes(), 3));
    }

    private static void energy(Json json, Picture.Energy energy) {
        json.putMilli("imported", energy.imported())
                .putMilli("exported", energy.exported())
                .putMilli("importedToday", energy.importedToday())
                .putMilli("exportedToday", energy.exportedToday())
                .put("todaySince", energy.todaySince().toEpochMilli());
    }

    private static void link(Json json, DeviceStatus status) {
        json.put("state", status.link().name().toLowerCase(java.util.Locale.ROOT))
                .put("waiting", status.lastSequence() - status.acknowledged())
                .put("journalFill", status.journalFill(), 3);
    }

    /// What the utility has to say.
    public static void notices(Json json, Picture picture) {
        json.put("version", picture.noticesVersion())
                .array("notices", picture.notices(), PictureJson::notice);
    }

    private static void notice(Json json, KeptNotice kept) {
        HomeNotice notice = kept.notice();
        json.put("number", notice.number())
                .put("kind", notice.kind().name().toLowerCase(java.util.Locale.ROOT))
                .array(
                        "texts",
                        notice.texts(),
                        (inner, text) ->
                                inner.put("language", text.language())
                                        .put("title", text.title())
                                        .put("text", text.text()))
                .put(
                        "amount",
                        notice.amount(),
                        (inner, amount) ->
                                inner.put("currency", amount.currency())
                                        .put("minorUnits", amount.minorUnits())
                                        .put("decimals", amount.decimals()))
                .put("received", kept.received().toEpochMilli())
                .put("until", notice.until().toEpochMilli())
                .put("waits", kept.waits())
                .put("priority", notice.priority());
        notice.due().map(LocalDate::toString).ifPresent(day -> json.put("due", day));
        kept.confirmation()
                .ifPresent(
                        by ->
                                json.put(
                                                "answer",
                                                by.answer()
                                                        .name()
                                                        .toLowerCase(java.util.Locale.ROOT))
                                        .put("answered", by.at().toEpochMilli()));
    }

    /// The power of the last minutes.
    public static void trace(Json json, Trace trace) {
        json.numbers("times", trace.size(), trace::millis)
                .numbers("watts", trace.size(), trace::watts);
    }
}
