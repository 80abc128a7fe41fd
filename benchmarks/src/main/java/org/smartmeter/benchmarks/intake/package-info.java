/// `bench intake`: from meters in a second process through the real line to committed.
@org.jspecify.annotations.NullMarked
package org.smartmeter.benchmarks.intake;
