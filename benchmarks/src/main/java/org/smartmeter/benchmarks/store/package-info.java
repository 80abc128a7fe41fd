/// `bench store`: what a value costs on disk once its month is sealed, and how soon questions are
/// answered while readings come in.
@org.jspecify.annotations.NullMarked
package org.smartmeter.benchmarks.store;
