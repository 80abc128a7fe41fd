/// What the meter's own program costs its board.
@org.jspecify.annotations.NullMarked
package org.smartmeter.benchmarks.footprint;
