package org.smartmeter.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.smartmeter.terms.MeterId;

class TopicTest {

    private static final MeterId METER = new MeterId("SEM0000000004410");

    @ParameterizedTest
    @EnumSource(Channel.class)
    void readsWhatItWrites(Channel channel) {
        Topic topic = new Topic(METER, channel);

        assertThat(Topic.parse(topic.toString())).isEqualTo(topic);
    }

    @Test
    void namesTheMeterAndTheChannel() {
        assertThat(new Topic(METER, Channel.UP)).hasToString("sem/1/SEM0000000004410/up");
        assertThat(Topic.subscription(Channel.LIVE)).isEqualTo("sem/1/+/live");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sem/1/SEM0000000004410",
                "sem/1/SEM0000000004410/up/",
                "sem/2/SEM0000000004410/up",
                "sem/1/SEM0000000004410/sideways",
                "sem/1/+/up",
                "sem/1/sem0000000004410/up",
                "/sem/1/SEM0000000004410/up"
            })
    void refusesEveryOtherTopic(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Topic.parse(text));
    }
}
