package org.smartmeter.readings.feed;

/// How far somebody has followed the stream. Written as `transaction.number`.
///
/// @param transaction that wrote the last item
/// @param number of the item
public record FeedPosition(long transaction, long number) implements Comparable<FeedPosition> {

    /// Before everything.
    public static final FeedPosition START = new FeedPosition(0, 0);

    /// @throws IllegalArgumentException if it is none
    public static FeedPosition parse(String text) {
        int point = text.indexOf('.');
        try {
            long transaction = Long.parseLong(text.substring(0, Math.max(0, point)));
            long number = Long.parseLong(text.substring(point + 1));
            if (transaction >= 0 && number >= 0) {
                return new FeedPosition(transaction, number);
            }
        } catch (NumberFormatException _) {
            // told below, with the text
        }
        throw new IllegalArgumentException("'" + text + "' is no position of the stream");
    }

    @Override
    public int compareTo(FeedPosition other) {
        int byTransaction = Long.compare(transaction, other.transaction);
        return byTransaction != 0 ? byTransaction : Long.compare(number, other.number);
    }

    @Override
    public String toString() {
        return transaction + "." + number;
    }
}
