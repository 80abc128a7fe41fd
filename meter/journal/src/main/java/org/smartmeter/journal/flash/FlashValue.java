package org.smartmeter.journal.flash;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.smartmeter.journal.KeptValue;
import org.smartmeter.journal.StateDamagedException;
import org.smartmeter.journal.flash.SectorHeader.Kind;

/// A small value: its versions are appended as entries, the last whole one counts. When a sector is
/// full the next version begins a new one, and only when that version is whole is the old sector
/// given up. Nothing is ever copied to make room.
final class FlashValue implements KeptValue {

    private final SectorPool pool;
    private final Kind kind;
    private final String name;
    private final List<Sector> sectors;
    private Optional<byte[]> value = Optional.empty();
    private boolean settled;
    private boolean appendable;
    private int end;

    /// @param sectors where it was found, in ascending order of numbers
    FlashValue(SectorPool pool, Kind kind, String name, List<Sector> sectors) {
        this.pool = pool;
        this.kind = kind;
        this.name = name;
        this.sectors = new ArrayList<>(sectors);
    }

    List<Sector> sectors() {
        return List.copyOf(sectors);
    }

    /// Finds the value and writes it to a new sector: what a cut left half programmed may read
    /// otherwise the next time, what is written now does not.
    ///
    /// @throws StateDamagedException if there was a value and no version of it is sound
    void settle() {
        if (settled) {
            return;
        }
        value = look();
        if (!sectors.isEmpty()) {
            beginSector(value.orElseGet(() -> new byte[0]));
        }
        settled = true;
    }

    /// Writes a value to a new sector, whatever was there before.
    void rewrite(byte[] changed) {
        beginSector(changed);
        value = Optional.of(changed.clone());
        settled = true;
    }

    /// The value as it can be read, changing nothing.
    Optional<byte[]> look() {
        Optional<byte[]> newest = Optional.empty();
        ByteArrayOutputStream parts = new ByteArrayOutputStream();
        boolean begun = false;
        for (Sector sector : sectors) {
            SectorContent content = pool.content(sector);
            for (Entry entry : content.entries()) {
                if (entry.sound() && !entry.continues()) {
                    parts.reset();
                    begun = true;
                }
                begun &= entry.sound() && (!entry.continues() || fits(sector, parts.size()));
                if (begun) {
                    parts.write(content.sector(), entry.from(), entry.length());
                }
                if (begun && !entry.more()) {
                    newest = Optional.of(parts.toByteArray());
                    begun = false;
                }
            }
        }
        boolean wasThere = sectors.stream().anyMatch(each -> each.header().replaces() != 0);
        if (newest.isEmpty() && wasThere) {
            throw new StateDamagedException(
                    "no version of " + name + " on the flash is sound; its value is lost");
        }
        return newest.filter(found -> found.length > 0);
    }

    /// Whether the sector's bytes go on there in the value: between two parts one may be lost.
    // Older
    /// software did not say it.
    private static boolean fits(Sector sector, int place) {
        return sector.start() == place || sector.start() == 0;
    }

    @Override
    public Optional<byte[]> read() {
        return value.map(byte[]::clone);
    }

    @Override
    public void write(byte[] changed) {
        boolean appended = false;
        if (appendable && end + Entry.OVERHEAD + changed.length <= NorFlash.SECTOR_BYTES) {
            appendable = false; // until it is known that it went well
            appended = pool.append(sectors.getLast(), end, 0, changed, 0, changed.length);
        }
        if (appended) {
            end += Entry.OVERHEAD + changed.length;
            appendable = true;
            value = Optional.of(changed.clone());
        } else {
            rewrite(changed);
        }
        pool.eraseAhead();
    }

    /// Writes the value to a new sector, a long one to several, then gives up those before.
    private void beginSector(byte[] changed) {
        appendable = false;
        List<Sector> before = List.copyOf(sectors);
        int capacity = Sector.capacity(name);
        int from = 0;
        int count;
        do {
            count = Math.min(capacity, changed.length - from);
            int flags =
                    (from > 0 ? Entry.CONTINUES : 0)
                            | (from + count < changed.length ? Entry.MORE : 0);
            sectors.add(
                    pool.begin(
                            new SectorPool.Beginning(
                                    kind,
                                    name,
                                    sectors.isEmpty() ? 0 : sectors.getFirst().header().stream(),
                                    false,
                                    from,
                                    value.isPresent() ? before.getLast().number() : 0,
                                    flags),
                            changed,
                            from,
                            count));
            from += count;
        } while (from < changed.length);
        for (Sector each : before) {
            pool.release(each);
            sectors.remove(each);
        }
        end = sectors.getLast().header().length() + Entry.OVERHEAD + count;
        appendable = true;
    }

    @Override
    public void close() {
        // Nothing is held: every version is durable once written.
    }
}
