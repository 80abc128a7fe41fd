package org.smartmeter.drivers.telegram;

/// Reads telegrams of one kind out of captured or arriving bytes.
public interface TelegramFormat {

    /// As the command line names it: `p1`, `sml`, `iec62056-21`.
    String name();

    /// Finds every telegram.
    ///
    /// @param bytes what was captured; may begin and end in the middle of a telegram
    /// @param ended whether nothing follows: then a telegram whose last line has no end is whole,
    /// else it waits for more
    Capture read(byte[] bytes, boolean ended);
}
