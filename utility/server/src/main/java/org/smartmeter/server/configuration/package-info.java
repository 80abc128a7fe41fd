/// What an operator of the utility's server may set, read from one file and checked whole before
/// anything starts. Goes out: typed values, or an error that names file, line and reason.
@org.jspecify.annotations.NullMarked
package org.smartmeter.server.configuration;
