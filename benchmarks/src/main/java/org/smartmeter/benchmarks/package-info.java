/// The benchmarks behind every figure that we state. Each puts a peer or the machine's own limit,
/// measured in the same run, beside its figure, because machines are shared and noisy.
@org.jspecify.annotations.NullMarked
package org.smartmeter.benchmarks;
