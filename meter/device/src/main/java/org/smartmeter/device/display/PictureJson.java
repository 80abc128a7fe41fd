package org.smartmeter.device.display;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import org.smartmeter.device.DeviceStatus;
import org.smartmeter.device.notices.HomeNotice;
import org.smartmeter.device.notices.KeptNotice;
import org.smartmeter.device.supply.LimiterStatus;
import org.smartmeter.device.supply.MonitoredValue;
import org.smartmeter.device.supply.SupplyStatus;

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
        json.put("tariff", status, (inner, now) -> inner.put("rate", now.rate()));
    }

    private static void painted(Json json, Picture picture, Instant board) {
        long since = Duration.between(picture.painted(), board).toMillis();
        json.put("time", picture.time().toEpochMilli() + since);
        json.put("clockSet", picture.clockSet());
        json.put("now", picture.flow(), (inner, flow) -> flow(inner, flow, board));
        json.object("energy", inner -> energy(inner, picture.energy()));
        json.put("supply", picture.supply(), (inner, supply) -> supply(inner, supply, picture));
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

    private static void supply(Json json, SupplyStatus supply, Picture picture) {
        json.put("output", small(supply.output()))
                .put("state", small(supply.state()))
                .put("cause", small(supply.cause()))
                .put("stayOff", supply.stayOff())
                .put("relayFault", supply.relayFault())
                .put("canConnect", supply.canConnect())
                .put("canDisconnect", supply.canDisconnect());
        supply.cut()
                .ifPresent(
                        cut -> {
                            time(json, "cutAt", Optional.of(cut.at()), picture);
                            json.put("cutHeld", cut.held());
                        });
        time(json, "reconnectAt", supply.reconnectAt(), picture);
        json.object("limiter", inner -> limiter(inner, supply.limiter(), picture));
    }

    private static void limiter(Json json, LimiterStatus limiter, Picture picture) {
        limiter.limit().ifPresent(limit -> json.put("limit", limit));
        json.put("unit", unit(limiter.monitored()))
                .put("reason", small(limiter.reason()))
                .put("over", limiter.over())
                .put("triesLeft", limiter.triesLeft());
        time(json, "until", limiter.until(), picture);
        time(json, "recloseAt", limiter.recloseAt(), picture);
        time(json, "lockedUntil", limiter.lockedUntil(), picture);
    }

    private static String unit(MonitoredValue monitored) {
        return switch (monitored) {
            case ACTIVE_POWER_IMPORT -> "W";
            case APPARENT_POWER_IMPORT -> "VA";
            case CURRENT_L1, CURRENT_ANY_PHASE -> "mA";
        };
    }

    private static void time(Json json, String key, Optional<Instant> board, Picture picture) {
        board.ifPresent(at -> json.put(key, picture.meterTime(at).toEpochMilli()));
    }

    private static String small(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static void link(Json json, DeviceStatus status) {
        json.put("state", small(status.link()))
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
                .put("kind", small(notice.kind()))
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
                                json.put("answer", small(by.answer()))
                                        .put("answered", by.at().toEpochMilli()));
    }

    /// The power of the last minutes.
    public static void trace(Json json, Trace trace) {
        json.numbers("times", trace.size(), trace::millis)
                .numbers("watts", trace.size(), trace::watts);
    }
}
