package org.smartmeter.wire;

import java.util.List;
import org.smartmeter.terms.MeterId;

/// One channel of one meter as MQTT names it: `sem/1/<meter-id>/<channel>`.
public record Topic(MeterId meter, Channel channel) {

    private static final String PREFIX = "sem/1/";

    /// @throws IllegalArgumentException if the text is not the topic of a meter's channel
    public static Topic parse(String text) {
        List<String> levels = List.of(text.split("/", -1));
        if (levels.size() != 4 || !text.startsWith(PREFIX)) {
            throw new IllegalArgumentException(
                    "not a topic of ours: '" + text + "'; it looks like sem/1/SEM0000000004410/up");
        }
        Channel channel =
                Channel.ofWord(levels.get(3))
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "topic '"
                                                        + text
                                                        + "' ends in neither up, down nor live"));
        return new Topic(new MeterId(levels.get(2)), channel);
    }

    /// The filter that matches this channel of every meter, like `sem/1/+/up`.
    public static String subscription(Channel channel) {
        return PREFIX + "+/" + channel.word();
    }

    @Override
    public String toString() {
        return PREFIX + meter + "/" + channel.word();
    }
}
