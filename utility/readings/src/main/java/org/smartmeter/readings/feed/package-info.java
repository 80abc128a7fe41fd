/// Events from meters and findings of validation as one stream in one order, that other rooms and
/// other programs follow: each keeps its own position and reads on from it, so nothing is missed
/// and nothing needs to be kept for it.
@org.jspecify.annotations.NullMarked
package org.smartmeter.readings.feed;
