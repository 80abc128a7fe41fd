/// The line between meter and utility: what both ends must agree on to the last byte.
@org.jspecify.annotations.NullMarked
package org.smartmeter.wire;
