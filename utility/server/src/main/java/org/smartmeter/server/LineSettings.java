package org.smartmeter.server;

import java.util.List;
import org.smartmeter.headend.BrokerSettings;
import org.smartmeter.headend.HeadendSettings;
import org.smartmeter.server.configuration.UtilityConfiguration;
import org.smartmeter.server.configuration.UtilityConfiguration.BrokerChoice;

/// Says to the head-end what the configuration says of the line.
final class LineSettings {

    private LineSettings() {}

    static HeadendSettings of(UtilityConfiguration configuration) {
        return new HeadendSettings(
                configuration.dataDirectory().resolve("keys"),
                configuration.approvalKeyDirectory(),
                List.of(configuration.publicHost()),
                broker(configuration.broker()),
                bindAddress(configuration),
                configuration.enrolmentPort(),
                HeadendSettings.DEFAULT_SCHEDULE,
                HeadendSettings.Limits.DEFAULT);
    }

    /// Where the line listens, for messages.
    static String address(UtilityConfiguration configuration) {
        return switch (configuration.broker()) {
            case BrokerChoice.Embedded(String host, int port) ->
                    host + ", ports " + port + " and " + configuration.enrolmentPort();
            case BrokerChoice.External _ ->
                    bindAddress(configuration) + ", port " + configuration.enrolmentPort();
        };
    }

    /// Enrolment listens where the embedded broker does; meters that reach one reach the other.
    /// With an external broker it listens where the pages do.
    private static String bindAddress(UtilityConfiguration configuration) {
        return switch (configuration.broker()) {
            case BrokerChoice.Embedded(String host, int _) -> host;
            case BrokerChoice.External _ -> configuration.http().host();
        };
    }

    private static BrokerSettings broker(BrokerChoice choice) {
        return switch (choice) {
            case BrokerChoice.Embedded(String host, int port) ->
                    new BrokerSettings.Embedded(host, port);
            case BrokerChoice.External(String host, int port) ->
                    new BrokerSettings.External(host, port);
        };
    }
}
