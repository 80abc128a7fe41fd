/// The meter in Home Assistant, over the home's own MQTT broker: `HomeAssistantMessages` says what
/// is published, as pure functions of a picture; `HomeAssistantBridge` keeps the connection. Only
/// tells; nothing that comes over that broker does anything on the meter.
@org.jspecify.annotations.NullMarked
package org.smartmeter.device.homeassistant;
