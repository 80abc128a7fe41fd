package org.smartmeter.wire;

import java.util.Optional;

/// The three one-way channels between a meter and its utility. Each has its own topic and its own
/// keys.
public enum Channel {
    /// Meter to utility: hello, records. At least once.
    UP(1, "up"),
    /// Utility to meter: receipts, orders. At least once.
    DOWN(2, "down"),
    /// Meter to utility, once a second while somebody looks. At most once.
    LIVE(3, "live");

    private final int number;
    private final String word;

    Channel(int number, String word) {
        this.number = number;
        this.word = word;
    }

    /// The number that stands in the header of a seal.
    public int number() {
        return number;
    }

    /// The last level of the topic.
    public String word() {
        return word;
    }

    public static Optional<Channel> ofNumber(int number) {
        for (Channel channel : values()) {
            if (channel.number == number) {
                return Optional.of(channel);
            }
        }
        return Optional.empty();
    }

    static Optional<Channel> ofWord(String word) {
        for (Channel channel : values()) {
            if (channel.word.equals(word)) {
                return Optional.of(channel);
            }
        }
        return Optional.empty();
    }
}
