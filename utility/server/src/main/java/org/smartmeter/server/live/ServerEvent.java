package org.smartmeter.server.live;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.smartmeter.server.curve.Kilowatthours;
import org.smartmeter.terms.Energy;
import org.smartmeter.wire.v1.Live;

/// One event of a stream; its data travel as JSON under its name.
public interface ServerEvent {

    /// What the screen listens for.
    String event();

    /// The meter's values of a second.
    ///
    /// @param watts negative when exporting
    /// @param importKwh register 1-0:1.8.0, exact
    record LiveValues(
            Instant time,
            double watts,
            double vars,
            List<Double> volts,
            List<Double> amperes,
            double hertz,
            String importKwh,
            String exportKwh) {

        static LiveValues of(Live live) {
            return new LiveValues(
                    Instant.ofEpochMilli(live.getTime()),
                    thousandth(live.getActivePower()),
                    thousandth(live.getReactivePower()),
                    live.getVoltageList().stream().map(LiveValues::thousandth).toList(),
                    live.getCurrentList().stream().map(LiveValues::thousandth).toList(),
                    thousandth(live.getFrequency()),
                    Kilowatthours.of(new Energy(live.getEnergyImport())),
                    Kilowatthours.of(new Energy(live.getEnergyExport())));
        }

        private static double thousandth(long milli) {
            return milli / 1_000.0;
        }
    }

    /// New live values.
    record Values(LiveValues data) implements ServerEvent {
        @Override
        public String event() {
            return "live";
        }
    }

    /// The meter does not answer; told once, until it does or the reason changes.
    record Waiting(Reason data) implements ServerEvent {

        /// @param reason `not-connected`, or `asked` when it is on the line and has been asked
        public record Reason(String reason) {}

        static final Waiting NOT_CONNECTED = new Waiting(new Reason("not-connected"));
        static final Waiting ASKED = new Waiting(new Reason("asked"));

        @Override
        public String event() {
            return "waiting";
        }
    }

    /// New intervals are stored.
    record Reading(UpTo data) implements ServerEvent {

        /// @param upTo the latest measured time known of the meter
        public record UpTo(Instant upTo) {}

        static Reading upTo(Instant upTo) {
            return new Reading(new UpTo(upTo));
        }

        @Override
        public String event() {
            return "reading";
        }
    }

    /// What is sent as JSON.
    Object data();

    /// What a viewer that comes back says it had last; empty where coming back begins anew.
    default Optional<String> id() {
        return Optional.empty();
    }
}
