package org.smartmeter.server.operator;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.smartmeter.headend.MeterReport;
import org.smartmeter.wire.v1.Limiter;
import org.smartmeter.wire.v1.SupplyReport;

/// How a meter's switch stands, as it last said.
///
/// @param at when it said so
/// @param output whether supply can flow, by the relay's feedback and what is measured: `open`,
/// `closed`, `unknown`
/// @param feedback what the relay itself says, right or wrong: `open`, `closed`, `unreadable`; null
/// from a meter that does not say
/// @param state `disconnected`, `connected`, `ready` for reconnection; `unknown`
/// @param mode of the disconnect control, 0…6
/// @param stayOff the customer forbids that it closes by itself
/// @param cause who brought it about: `utility`, `customer`, `limiter`, `relay` that did not close;
/// null for nobody
/// @param relayFault the relay does not do what it was told, or cannot be seen to
/// @param limit in force, in W, VA or mA by what is monitored; null for none
/// @param monitored `active-power-import`, `current-l1`, `current-any-phase`,
/// `apparent-power-import`; null where there is no limiter
/// @param emergencyProfile the active one; null for none
/// @param cutAt a cut is ordered for then
/// @param cutHeld it is due, and held because the utility was silent
record SupplyView(
        Instant at,
        String output,
        @Nullable String feedback,
        String state,
        int mode,
        boolean stayOff,
        @Nullable String cause,
        boolean relayFault,
        @Nullable Integer limit,
        @Nullable String monitored,
        @Nullable Integer emergencyProfile,
        @Nullable Instant cutAt,
        boolean cutHeld,
        long relayOperations) {

    static @Nullable SupplyView of(MeterReport report) {
        return report.supply().map(said -> of(report.received(), said)).orElse(null);
    }

    private static SupplyView of(Instant at, SupplyReport said) {
        return new SupplyView(
                at,
                output(said),
                feedback(said.getFeedback()),
                state(said.getControlState()),
                said.getControlMode(),
                said.getStayOff(),
                cause(said.getCause()),
                said.getRelayFault(),
                said.hasLimit() ? said.getLimit() : null,
                monitored(said.getMonitored()),
                said.getEmergencyProfile() == 0 ? null : said.getEmergencyProfile(),
                said.getCutAt() == 0 ? null : Instant.ofEpochMilli(said.getCutAt()),
                said.getCutHeld(),
                said.getRelayOperations());
    }

    private static String output(SupplyReport said) {
        if (said.getOutputUnknown()) {
            return "unknown";
        }
        return said.getOutputClosed() ? "closed" : "open";
    }

    private static @Nullable String feedback(SupplyReport.Feedback feedback) {
        return switch (feedback) {
            case UNSAID, UNRECOGNIZED -> null;
            case OPEN, CLOSED, UNREADABLE -> MeterDetails.word(feedback);
        };
    }

    private static String state(int number) {
        return switch (number) {
            case 0 -> "disconnected";
            case 1 -> "connected";
            case 2 -> "ready";
            default -> "unknown";
        };
    }

    private static @Nullable String cause(int number) {
        return switch (number) {
            case 1 -> "utility";
            case 2 -> "customer";
            case 3 -> "limiter";
            case 4 -> "relay";
            default -> null;
        };
    }

    private static @Nullable String monitored(Limiter.Monitored monitored) {
        return switch (monitored) {
            case MONITORED_UNKNOWN, UNRECOGNIZED -> null;
            default -> MeterDetails.word(monitored);
        };
    }
}
