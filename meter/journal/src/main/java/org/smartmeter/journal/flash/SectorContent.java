package org.smartmeter.journal.flash;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What stands in a sector behind its header, as it was read once. Bits of a torn entry may read
/// otherwise the next time, so nothing is decided by reading twice.
///
/// @param end the byte behind the last entry
record SectorContent(byte[] sector, List<Entry> entries, int end) {

    /// Walks from entry to entry. One that is damaged keeps its place if a sound one follows: what
    /// a cut tore is always the last. Its length may be what is damaged, so the next one is looked
    /// for by its own check.
    static SectorContent of(byte[] sector, SectorHeader header) {
        List<Entry> entries = new ArrayList<>();
        int at = header.length();
        boolean atEnd = false;
        while (!atEnd) {
            Optional<Entry> next = sound(sector, header, at);
            if (next.isEmpty()) {
                next = Entry.soundBehind(sector, header.number(), at);
                if (next.isPresent()) {
                    entries.add(Entry.damaged(at, next.get().offset()));
                }
            }
            next.ifPresent(entries::add);
            at = next.map(Entry::end).orElse(at);
            atEnd = next.isEmpty();
        }
        return new SectorContent(sector, entries, at);
    }

    /// No more than the sound entries with which a sector begins.
    ///
    /// @param beginning the sector's first bytes
    static SectorContent beginning(byte[] beginning, SectorHeader header) {
        List<Entry> entries = new ArrayList<>();
        int at = header.length();
        Optional<Entry> next = sound(beginning, header, at);
        while (next.isPresent()) {
            entries.add(next.get());
            at = next.get().end();
            next = sound(beginning, header, at);
        }
        return new SectorContent(beginning, entries, at);
    }

    private static Optional<Entry> sound(byte[] sector, SectorHeader header, int at) {
        return Entry.parse(sector, header.number(), at).filter(Entry::sound);
    }

    List<Entry> damaged() {
        return entries.stream().filter(entry -> !entry.sound()).toList();
    }

    /// Whatever stands behind the last sound entry, as one damaged one; empty if nothing does.
    Optional<Entry> unreadableEnd() {
        int used = sector.length;
        while (used > end && sector[used - 1] == (byte) 0xFF) {
            used--;
        }
        return used == end ? Optional.empty() : Optional.of(Entry.damaged(end, used));
    }

    /// What was written here was complete before the power could go.
    boolean isClosed() {
        return !entries.isEmpty() && entries.getLast().closed();
    }

    /// A sector that copies another is begun when its first entry stands; others follow only then.
    boolean isBegun() {
        return !entries.isEmpty();
    }

    /// All bytes, one entry after the other. Damaged ones are given as they are: the layers above
    /// have checks of their own and find what is damaged in its place.
    byte[] bytes() {
        return bytes(Optional.empty(), 0);
    }

    /// The bytes where it is known how many were written. Damaged neighbours are found as one
    /// entry that has the lengths and checks between them for bytes; so much is left out of
    /// it that what follows keeps its place. All of them where that does not explain why
    /// there are more.
    byte[] fitted(int length) {
        byte[] all = bytes();
        int tooMany = all.length - length;
        Optional<Entry> longest =
                damaged().stream()
                        .max(Comparator.comparingInt(Entry::length))
                        .filter(it -> tooMany > 0 && tooMany % Entry.OVERHEAD == 0)
                        .filter(it -> it.length() >= tooMany);
        return longest.isPresent() ? bytes(longest, tooMany) : all;
    }

    private byte[] bytes(Optional<Entry> shortened, int by) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (Entry entry : entries) {
            boolean isShortened = shortened.filter(entry::equals).isPresent();
            bytes.write(sector, entry.from(), entry.length() - (isShortened ? by : 0));
        }
        return bytes.toByteArray();
    }
}
