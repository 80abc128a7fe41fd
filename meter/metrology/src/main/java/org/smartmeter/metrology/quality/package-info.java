/// Power quality in the terms of IEC 61000-4-30, -4-7 and -4-15: what a window of ten or twelve
/// cycles says about the supply, dips, swells and interruptions, flicker, and values over 3 s,
/// 10 min and 2 h. Pure arithmetic and state machines on values that
/// [org.smartmeter.metrology.Metrology] hands in; every result goes out as a [QualityResult].
@org.jspecify.annotations.NullMarked
package org.smartmeter.metrology.quality;
