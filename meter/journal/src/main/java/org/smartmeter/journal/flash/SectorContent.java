package org.smartmeter.journal.flash;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What stands in a sector behind its header, as it was read once. Bits of a torn entry may read
/// otherwise the next time, so nothing is decided by reading twice.
///
/// @param end the byte behind the last entry
record SectorContent(byte[] sector, List<Entry> entries, int end) {

    /// Walks from entry to entry. One that is damaged keeps its place if a sound one follows: what
    /// a cut tore is always the last.
    static SectorContent of(byte[] sector, SectorHeader header) {
        List<Entry> entries = new ArrayList<>();
        int at = header.length();
        Optional<Entry> next = Entry.parse(sector, header.number(), at);
        while (next.isPresent()) {
            Entry entry = next.get();
            next = Entry.parse(sector, header.number(), entry.end());
            if (!entry.sound() && next.filter(Entry::sound).isEmpty()) {
                break;
            }
            entries.add(entry);
            at = entry.end();
        }
        return new SectorContent(sector, entries, at);
    }

    /// What was written here was complete before the power could go.
    boolean isClosed() {
        return !entries.isEmpty() && entries.getLast().closed();
    }

    /// A sector that copies another is begun when its first entry stands.
    boolean isBegun() {
        return !entries.isEmpty() && entries.getFirst().sound();
    }

    /// All bytes, one entry after the other. Damaged ones are given as they are: the layers above
    /// have checks of their own and find what is damaged in its place.
    byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (Entry entry : entries) {
            bytes.write(sector, entry.from(), entry.length());
        }
        return bytes.toByteArray();
    }
}
