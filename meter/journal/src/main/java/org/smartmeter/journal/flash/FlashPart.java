package org.smartmeter.journal.flash;

import java.time.Duration;

/// What a data sheet says of a part.
///
/// @param sectors of 4 KiB
/// @param ratedErases how often each sector may be programmed and erased at least
/// @param retentionYears how long it keeps what was programmed, at least
/// @param programTime typical, of a page
/// @param eraseTime typical, of a sector
/// @param readBytesPerSecond at the clock and width that the figures assume
public record FlashPart(
        String name,
        int sectors,
        int ratedErases,
        int retentionYears,
        Duration programTime,
        Duration eraseTime,
        long readBytesPerSecond) {

    /// Winbond W25Q256JV, 32 MiB, data sheet revision G of 3 August 2017: 131,072 pages of 256
    /// bytes, 8,192 sectors of 4 KiB (section 1); at least 100,000 program and erase cycles a
    /// sector, more than 20 years of retention (section 2); a page programmed in 0.7 ms, at most
    /// 3, a sector erased in 50 ms, at most 400 (section 9.6). Reading is counted at 104 MHz on
    /// four lines, which it does from 2.7 V on.
    ///
    /// Checked: geometry against revision L, times against a driver that quotes them; endurance,
    /// retention and clock only against the sheet of the sister part W25Q64JV (revision J).
    public static final FlashPart W25Q256JV =
            new FlashPart(
                    "W25Q256JV",
                    8_192,
                    100_000,
                    20,
                    Duration.ofNanos(700_000),
                    Duration.ofMillis(50),
                    52_000_000);

    public long bytes() {
        return (long) sectors * NorFlash.SECTOR_BYTES;
    }
}
