package org.smartmeter.headend;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.smartmeter.wire.v1.Schedule;

/// How a head-end is set up.
///
/// @param keys directory of the certificate authority and the keys, made on first start
/// @param approvalKeys another directory, on another disk or machine if possible: the key that
/// signs only what a second person approved
/// @param hostNames names and addresses under which meters reach this utility, the first one being
/// the one they are told
/// @param enrolmentAddress local address the enrolment server listens on
/// @param enrolmentPort TCP port; 0 takes a free one
/// @param schedule what a meter keeps unless told otherwise
public record HeadendSettings(
        Path keys,
        Path approvalKeys,
        List<String> hostNames,
        BrokerSettings broker,
        String enrolmentAddress,
        int enrolmentPort,
        Schedule schedule,
        Limits limits) {

    /// A 15-minute sample, pushed as often.
    public static final Schedule DEFAULT_SCHEDULE =
            Schedule.newBuilder().setSamplePeriod(900).setPushPeriod(900).build();

    /// @throws IllegalArgumentException if there is no host name, the approval key would lie beside
    /// the others or the schedule is none
    public HeadendSettings {
        hostNames = List.copyOf(hostNames);
        if (hostNames.isEmpty()) {
            throw new IllegalArgumentException("a head-end needs a name that meters can reach");
        }
        if (keys.toAbsolutePath().normalize().equals(approvalKeys.toAbsolutePath().normalize())) {
            throw new IllegalArgumentException(
                    "the approval key must lie in another directory than " + keys);
        }
        Schedules.check(schedule);
    }

    /// Everything on this machine's loopback, on free ports.
    public static HeadendSettings loopback(Path keys, Path approvalKeys) {
        return new HeadendSettings(
                keys,
                approvalKeys,
                List.of("localhost"),
                new BrokerSettings.Embedded("127.0.0.1", 0),
                "127.0.0.1",
                0,
                DEFAULT_SCHEDULE,
                Limits.DEFAULT);
    }

    /// What bounds the head-end's memory and patience.
    ///
    /// @param messageBytes the longest MQTT message
    /// @param inFlightBytesPerMeter messages of one meter received and not yet stored
    /// @param inFlightBytes the same of all meters
    /// @param askAgain the first wait before missing records are asked for again; it doubles
    public record Limits(
            int messageBytes, long inFlightBytesPerMeter, long inFlightBytes, Duration askAgain) {

        public static final Limits DEFAULT =
                new Limits(132 * 1024, 2L << 20, 64L << 20, Duration.ofSeconds(5));
    }
}
