package org.smartmeter.journal.flash;

/// A sector in use.
///
/// @param index its place in the part
record Sector(int index, SectorHeader header) {

    int number() {
        return header.number();
    }

    int start() {
        return header.start();
    }

    /// The bytes that one entry can take when the sector is begun with it.
    static int capacity(String name) {
        return NorFlash.SECTOR_BYTES
                - SectorHeader.FIXED_BYTES
                - name.length()
                - Integer.BYTES
                - Entry.OVERHEAD;
    }
}
