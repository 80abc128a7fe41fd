package org.smartmeter.headend;

import io.netty.handler.codec.mqtt.MqttConnAckMessage;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttMessageIdAndPropertiesVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttReasonCodes;
import io.netty.handler.codec.mqtt.MqttSubAckMessage;
import io.netty.handler.codec.mqtt.MqttSubAckPayload;
import io.netty.handler.codec.mqtt.MqttUnsubAckMessage;
import java.util.Arrays;
import java.util.List;

/// The answers of the embedded broker in MQTT 3.1.1 and 5.
final class Mqtt {

    private static final int REFUSED_3 = 0x80;

    private Mqtt() {}

    /// Tells a version 5 client what this broker does not do.
    static MqttConnAckMessage accepted(boolean version5) {
        var answer =
                MqttMessageBuilders.connAck()
                        .returnCode(MqttConnectReturnCode.CONNECTION_ACCEPTED)
                        .sessionPresent(false);
        if (version5) {
            answer.properties(
                    properties ->
                            properties
                                    .sessionExpiryInterval(0L)
                                    .maximumQos((byte) 1)
                                    .retainAvailable(false)
                                    .wildcardSubscriptionAvailable(false)
                                    .sharedSubscriptionAvailable(false));
        }
        return answer.build();
    }

    static MqttConnectReturnCode identifierRejected(boolean version5) {
        return version5
                ? MqttConnectReturnCode.CONNECTION_REFUSED_CLIENT_IDENTIFIER_NOT_VALID
                : MqttConnectReturnCode.CONNECTION_REFUSED_IDENTIFIER_REJECTED;
    }

    static MqttConnectReturnCode notAuthorized(boolean version5) {
        return version5
                ? MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED_5
                : MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED;
    }

    /// Version 3.1.1 cannot refuse a publish: the answer is the same, the message goes nowhere.
    static MqttMessage publishAck(int packetId, boolean version5, boolean accepted) {
        var answer = MqttMessageBuilders.pubAck().packetId(packetId);
        if (version5 && !accepted) {
            answer.reasonCode(MqttReasonCodes.PubAck.NOT_AUTHORIZED.byteValue());
        }
        return answer.build();
    }

    static int subscriptionRefused(boolean version5) {
        return version5 ? MqttReasonCodes.SubAck.NOT_AUTHORIZED.byteValue() & 0xFF : REFUSED_3;
    }

    static MqttSubAckMessage subscribeAck(int packetId, List<Integer> granted) {
        var payload = new MqttSubAckPayload(granted.stream().mapToInt(Integer::intValue).toArray());
        return new MqttSubAckMessage(
                new MqttFixedHeader(MqttMessageType.SUBACK, false, MqttQoS.AT_MOST_ONCE, false, 0),
                new MqttMessageIdAndPropertiesVariableHeader(
                        packetId, MqttProperties.NO_PROPERTIES),
                payload);
    }

    static MqttUnsubAckMessage unsubscribeAck(int packetId, int topics) {
        Short[] successes = new Short[topics];
        Arrays.fill(successes, (short) 0);
        return MqttMessageBuilders.unsubAck().packetId(packetId).addReasonCodes(successes).build();
    }
}
