package org.smartmeter.journal.flash;

/// How far a part is worn.
///
/// @param mostErases of the sector that was erased most
/// @param meanErases of all sectors
/// @param usedSectors that hold something
/// @param failedSectors that could not be erased or programmed since the part was opened
public record FlashWear(int mostErases, double meanErases, int usedSectors, int failedSectors) {}
