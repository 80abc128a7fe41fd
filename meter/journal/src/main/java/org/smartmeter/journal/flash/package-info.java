/// The file layer below the journal on raw NOR flash: {@link
/// org.smartmeter.journal.flash.FlashFiles} keeps files and values, {@link
/// org.smartmeter.journal.flash.NorFlash} is the part. The layout stands at SectorHeader and Entry,
/// how wear is spread at SectorPool, what a cut leaves and how it is mended at FlashFile and
/// FlashValue.
@org.jspecify.annotations.NullMarked
package org.smartmeter.journal.flash;
