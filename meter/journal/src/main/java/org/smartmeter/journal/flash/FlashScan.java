package org.smartmeter.journal.flash;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What a part holds, by the headers of its sectors: 32 bytes of each, all of the header where a
/// sector is in use.
///
/// @param erases how often each sector was erased; where that cannot be read, as often as the one
/// that was erased most
/// @param sectors in use, in ascending order of numbers
/// @param torn sectors with a part of a header, more than one bit of it missing: one that was cut
// while it was written or given up.
/// It must not be found later, when unstable bits of it happen to read as they once were
/// @param erased sectors that were erased completely and not taken, as far as can be read
/// @param mended those of the sectors whose header had to be mended
record FlashScan(
        int[] erases,
        List<Sector> sectors,
        List<Integer> torn,
        BitSet erased,
        List<MendedHeader> mended) {

    private static final int LOOK_BYTES = 32;

    static FlashScan of(NorFlash flash) {
        int[] erases = new int[flash.sectors()];
        List<Sector> found = new ArrayList<>();
        List<Integer> torn = new ArrayList<>();
        BitSet erased = new BitSet();
        List<MendedHeader> mended = new ArrayList<>();
        byte[] bytes = new byte[SectorHeader.LONGEST];
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        long wearBefore = 0;
        for (int index = 0; index < erases.length; index++) {
            flash.read(index, 0, buffer.clear().limit(LOOK_BYTES));
            long wear = buffer.getLong(0);
            // Most are erased as often as their neighbour, and their check need not be computed.
            erases[index] =
                    index > 0 && wear == wearBefore
                            ? erases[index - 1]
                            : SectorHeader.erases(bytes).orElse(-1);
            wearBefore = wear;
            if (SectorHeader.isNone(bytes)) {
                // The count of erases is programmed only when an erase was complete.
                erased.set(index, SectorHeader.isBlank(bytes) && erases[index] >= 0);
                continue;
            }
            flash.read(index, 0, buffer.clear());
            Optional<SectorHeader> sound = SectorHeader.parse(bytes);
            Optional<SectorHeader> header = sound.or(() -> SectorHeader.mended(bytes));
            if (header.isEmpty()) {
                torn.add(index);
                continue;
            }
            Sector sector = new Sector(index, header.get());
            found.add(sector);
            if (sound.isEmpty()) {
                mended.add(MendedHeader.of(sector, bytes));
            }
        }
        int most = Math.max(0, Arrays.stream(erases).max().orElse(0));
        Arrays.setAll(erases, index -> erases[index] < 0 ? most : erases[index]);
        found.sort(Comparator.comparingInt(Sector::number));
        return new FlashScan(erases, found, torn, erased, mended);
    }
}
