package org.smartmeter.simulator.files;

import java.util.function.Supplier;

/// Cuts the power at every single operation of a compact life of a meter's memory, finds several
/// disks after each cut, and on some of them cuts again at every operation of the start. Wherever
/// that happens, what was told is there, nothing is invented, what was found once stays, and the
/// memory goes on.
///
/// @param cuts of the life
/// @param cutsInRecovery that came while it started after the first
/// @param recoveries that were checked
public record PowerCutSweep(long cuts, long cutsInRecovery, long recoveries) {

    private static final int ROUNDS_AFTERWARDS = 3;

    /// Sweeps.
    ///
    /// @param blank makes an empty disk
    /// @param rounds how long the life is
    /// @param chances how many disks are found after each cut
    /// @param nestedEach at each how many of them the start is cut too: 1 for all
    /// @throws BrokenPromiseException naming the cut, if a promise is broken
    public static PowerCutSweep of(
            Supplier<CuttableDisk> blank, int rounds, int chances, int nestedEach) {
        CuttableDisk whole = blank.get();
        new MemoryDiary().live(whole.files(), rounds, 1);
        long nested = 0;
        long recoveries = 0;
        for (long cut = 1; cut <= whole.operations(); cut++) {
            CuttableDisk disk = blank.get().cutAt(cut);
            MemoryDiary diary = new MemoryDiary();
            boolean wasCut = isCut(() -> diary.live(disk.files(), rounds, 1));
            if (!wasCut) {
                throw new IllegalStateException("the life is not the same each time");
            }
            for (int chance = 0; chance < chances; chance++) {
                String place = "cut " + cut + ", chance " + chance;
                CuttableDisk found = disk.survivors(1_000 * cut + chance);
                goOn(found.survivors(chance), diary.copy(), place);
                recoveries++;
                if (recoveries % nestedEach == 0) {
                    nested += sweepRecovery(found, diary, chance, place);
                }
            }
        }
        return new PowerCutSweep(whole.operations(), nested, recoveries + nested);
    }

    private static long sweepRecovery(
            CuttableDisk found, MemoryDiary diary, long chance, String place) {
        long cuts = 0;
        while (true) {
            CuttableDisk again = found.survivors(chance).cutAt(cuts + 1);
            if (!isCut(() -> MemoryDiary.start(again.files()))) {
                return cuts;
            }
            cuts++;
            goOn(again.survivors(cuts), diary.copy(), place + ", then cut " + cuts);
        }
    }

    /// Checks, loses the power with nothing under way, checks again, lives on and checks again.
    private static void goOn(CuttableDisk found, MemoryDiary diary, String place) {
        try {
            diary.assertKept(found.files());
            CuttableDisk next = found.survivors(1);
            diary.assertKept(next.files());
            diary.live(next.files(), ROUNDS_AFTERWARDS, 2);
            diary.assertKept(next.survivors(2).files());
        } catch (RuntimeException e) {
            throw new IllegalStateException("after " + place + ": " + e.getMessage(), e);
        }
    }

    private static boolean isCut(Runnable step) {
        try {
            step.run();
            return false;
        } catch (PowerCutException e) {
            return true;
        }
    }
}
