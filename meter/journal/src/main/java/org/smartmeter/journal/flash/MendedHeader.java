package org.smartmeter.journal.flash;

import java.util.List;
import org.smartmeter.journal.flash.SectorHeader.Kind;

/// A sector whose header was found with one bit turned.
///
/// @param unprogrammed the bit reads as erased and was programmed: as where the header was cut
/// while it was written; else the other way round, as where the sector was being given up
record MendedHeader(Sector sector, boolean unprogrammed) {

    /// @param read the sector's first bytes as they were read
    static MendedHeader of(Sector sector, byte[] read) {
        byte[] programmed = sector.header().encode();
        boolean unprogrammed = false;
        for (int i = 0; i < programmed.length; i++) {
            unprogrammed |= (read[SectorHeader.WEAR_BYTES + i] & ~programmed[i]) != 0;
        }
        return new MendedHeader(sector, unprogrammed);
    }

    /// Whether no power cut can have left it so. One in the writing of a header leaves the
    /// last sector of a file or value, with no second entry behind; one in giving a sector up
    /// leaves another in its place.
    ///
    /// @param stream all sectors of the same file or value
    boolean isDamage(List<Sector> stream, SectorPool pool) {
        if (stream.stream().anyMatch(this::isReplacedBy)) {
            return false;
        }
        return !unprogrammed
                || !stream.getLast().equals(sector)
                || pool.content(sector).entries().size() > 1;
    }

    private boolean isReplacedBy(Sector other) {
        SectorHeader header = other.header();
        int copied = sector.header().replaces();
        return header.number() > sector.number()
                && (header.kind() == Kind.VALUE
                        || header.cut()
                        || header.replaces() == sector.number()
                        || (copied != 0 && header.replaces() == copied));
    }
}
