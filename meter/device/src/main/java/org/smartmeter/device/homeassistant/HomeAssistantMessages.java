package org.smartmeter.device.homeassistant;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.smartmeter.device.display.Flow;
import org.smartmeter.device.display.Json;
import org.smartmeter.device.display.Picture;
import org.smartmeter.device.supply.LimiterStatus;
import org.smartmeter.device.supply.MonitoredValue;
import org.smartmeter.device.supply.RelayPosition;
import org.smartmeter.device.supply.SupplyStatus;
import org.smartmeter.terms.MeterId;

/// What a meter publishes for Home Assistant (device discovery, `cmps` with `p` and `unique_id`).
///
/// Each register has a topic of its own, in kWh, as `total_increasing`: there a fall counts as
/// another meter, so nothing is published of a register before it is known to stand above 0. What
/// flows is one message, forgotten by Home Assistant when no further one comes.
///
/// @param prefix of the discovery topics
/// @param meter names the device
record HomeAssistantMessages(String prefix, MeterId meter, String software) {

    static final String ONLINE = "online";
    static final String OFFLINE = "offline";

    /// After this many silent periods a value is not known any more.
    private static final int SILENT_PERIODS = 3;

    private static final int KILO_OF_MILLI = 6;

    /// One message.
    ///
    /// @param retained whether the broker keeps it for who comes later
    record Message(String topic, String payload, boolean retained) {}

    String availability() {
        return base() + "/available";
    }

    private String base() {
        return "smart-meter/" + meter.value();
    }

    /// Announces the device with all that it measures.
    ///
    /// @param picture one with a flow, which says how many phases there are
    Message announcement(Picture picture, long periodSeconds) {
        int phases = picture.flow().map(flow -> flow.phases().size()).orElse(1);
        String text =
                Json.object(
                        json ->
                                json.object("dev", this::device)
                                        .object("o", this::origin)
                                        .put("availability_topic", availability())
                                        .put("state_topic", base() + "/now")
                                        .object(
                                                "cmps",
                                                all ->
                                                        components(
                                                                all,
                                                                phases,
                                                                picture.supply().isPresent(),
                                                                periodSeconds)));
        return new Message(prefix + "/device/" + meter.value() + "/config", text, true);
    }

    private void device(Json json) {
        json.put("ids", "smart-meter-" + meter.value())
                .put("name", "Electricity meter")
                .put("mf", "Smart-Meter")
                .put("mdl", software)
                .put("sn", meter.value());
    }

    private void origin(Json json) {
        json.put("name", "smart-meter").put("sw", software);
    }

    private void components(Json all, int phases, boolean supply, long periodSeconds) {
        register(all, "imported", "Energy imported");
        register(all, "exported", "Energy exported");
        long expires = Math.max(30, SILENT_PERIODS * periodSeconds);
        sensor(all, "power", "Power", "power", "W", expires);
        sensor(all, "reactive_power", "Reactive power", "reactive_power", "var", expires);
        sensor(all, "frequency", "Frequency", "frequency", "Hz", expires);
        component(
                all,
                "power_factor",
                "Power factor",
                json ->
                        json.put("p", "sensor")
                                .put("device_class", "power_factor")
                                .put("state_class", "measurement")
                                .put("value_template", value("power_factor"))
                                .put("expire_after", expires));
        for (int phase = 1; phase <= phases; phase++) {
            String suffix = phases > 1 ? " L" + phase : "";
            sensor(all, "voltage_l" + phase, "Voltage" + suffix, "voltage", "V", expires);
            sensor(all, "current_l" + phase, "Current" + suffix, "current", "A", expires);
        }
        if (supply) {
            binary(all, "supply", "Supply", "power", expires);
            binary(all, "limited", "Limited", "", expires);
            binary(all, "over_limit", "Above the limit", "problem", expires);
            binary(all, "relay_fault", "Supply switch", "problem", expires);
        }
    }

    private void register(Json all, String id, String name) {
        component(
                all,
                id,
                name,
                json ->
                        json.put("p", "sensor")
                                .put("device_class", "energy")
                                .put("state_class", "total_increasing")
                                .put("unit_of_measurement", "kWh")
                                .put("suggested_display_precision", 2)
                                .put("state_topic", base() + "/" + id));
    }

    private void sensor(
            Json all, String id, String name, String deviceClass, String unit, long expires) {
        component(
                all,
                id,
                name,
                json ->
                        json.put("p", "sensor")
                                .put("device_class", deviceClass)
                                .put("state_class", "measurement")
                                .put("unit_of_measurement", unit)
                                .put("value_template", value(id))
                                .put("expire_after", expires));
    }

    private void binary(Json all, String id, String name, String deviceClass, long expires) {
        component(
                all,
                id,
                name,
                json -> {
                    json.put("p", "binary_sensor")
                            .put("value_template", value(id))
                            .put("expire_after", expires);
                    if (!deviceClass.isEmpty()) {
                        json.put("device_class", deviceClass);
                    }
                });
    }

    private void component(Json all, String id, String name, Consumer<Json> more) {
        all.object(
                id,
                json -> {
                    json.put("unique_id", meter.value() + "_" + id).put("name", name);
                    more.accept(json);
                });
    }

    /// A value that is not there is not known, rather than empty.
    private static String value(String id) {
        return "{{ value_json." + id + " | default('None') }}";
    }

    /// What is published each period.
    List<Message> values(Picture picture) {
        List<Message> messages = new ArrayList<>();
        if (picture.energy().known()) {
            register(messages, "imported", picture.energy().imported());
            register(messages, "exported", picture.energy().exported());
        }
        picture.flow()
                .ifPresent(
                        flow ->
                                messages.add(
                                        new Message(base() + "/now", now(picture, flow), false)));
        return messages;
    }

    private void register(List<Message> messages, String id, long milliwattHours) {
        if (milliwattHours > 0) {
            String kilowattHours =
                    BigDecimal.valueOf(milliwattHours, KILO_OF_MILLI).toPlainString();
            messages.add(new Message(base() + "/" + id, kilowattHours, true));
        }
    }

    private static String now(Picture picture, Flow flow) {
        return Json.object(
                json -> {
                    json.put("power", flow.watts(), 1)
                            .put("reactive_power", flow.vars(), 1)
                            .put("power_factor", flow.powerFactor(), 3);
                    flow.hertz().ifPresent(hertz -> json.put("frequency", hertz, 3));
                    for (int i = 0; i < flow.phases().size(); i++) {
                        json.put("voltage_l" + (i + 1), flow.phases().get(i).volts(), 1)
                                .put("current_l" + (i + 1), flow.phases().get(i).amperes(), 3);
                    }
                    picture.supply().ifPresent(supply -> supply(json, supply));
                });
    }

    private static void supply(Json json, SupplyStatus supply) {
        LimiterStatus limiter = supply.limiter();
        json.put("supply", switched(supply.output()))
                .put("relay_fault", onOff(supply.relayFault()))
                .put("limited", onOff(limiter.limit().isPresent()))
                .put("over_limit", onOff(limiter.over()));
        if (limiter.monitored() == MonitoredValue.ACTIVE_POWER_IMPORT) {
            limiter.limit().ifPresent(limit -> json.put("limit", limit));
        }
    }

    /// "None" is Home Assistant's word for a binary sensor whose state is unknown.
    static String switched(RelayPosition output) {
        return output == RelayPosition.UNKNOWN ? "None" : onOff(output == RelayPosition.CLOSED);
    }

    private static String onOff(boolean on) {
        return on ? "ON" : "OFF";
    }
}
