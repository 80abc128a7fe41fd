/// Fuzzing: every reader of bytes that come from outside is fed with what Jazzer makes up, guided
/// by the code it reaches. What a reader refuses in its own words is right; any other end is
/// a finding.
@org.jspecify.annotations.NullMarked
package org.smartmeter.benchmarks.fuzz;
