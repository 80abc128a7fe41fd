package org.smartmeter.headend;

/// The MQTT broker between the utility and its meters.
public sealed interface BrokerSettings {

    /// In this process.
    ///
    /// @param bindAddress the local address it listens on
    /// @param port TCP port; 0 takes a free one
    record Embedded(String bindAddress, int port) implements BrokerSettings {}

    /// Another one, set up as `utility/headend/README.md` says.
    ///
    /// @param host its name, as its certificate and the meters know it
    record External(String host, int port) implements BrokerSettings {}
}
