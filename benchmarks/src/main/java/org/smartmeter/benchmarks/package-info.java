/// The benchmarks behind every figure that we state.
@org.jspecify.annotations.NullMarked
package org.smartmeter.benchmarks;
