/// How fast and how right samples become measurements.
@org.jspecify.annotations.NullMarked
package org.smartmeter.benchmarks.metrology;
