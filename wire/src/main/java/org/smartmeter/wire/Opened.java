package org.smartmeter.wire;

import java.util.Arrays;

/// A frame whose seal held: header and content are what the sender sealed for this topic. Whether
/// they are new is for the [ReplayWindow] to say. The content is not copied.
@SuppressWarnings("ArrayRecordComponent") // equals below compares contents
public record Opened(SealHeader header, byte[] content) {

    @Override
    public boolean equals(Object other) {
        return other instanceof Opened that
                && header.equals(that.header)
                && Arrays.equals(content, that.content);
    }

    @Override
    public int hashCode() {
        return 31 * header.hashCode() + Arrays.hashCode(content);
    }

    @Override
    public String toString() {
        return header + " with " + content.length + " bytes";
    }
}
