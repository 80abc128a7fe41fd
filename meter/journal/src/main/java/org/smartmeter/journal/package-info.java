/// The meter's nonvolatile, append-only memory. Touches the world through Files only.
@org.jspecify.annotations.NullMarked
package org.smartmeter.journal;
