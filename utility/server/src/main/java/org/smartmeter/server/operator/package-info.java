/// What an operator sees: the state of the meters and the intake, what was refused, and, with a
/// reason on record, a single meter's curve.
@org.jspecify.annotations.NullMarked
package org.smartmeter.server.operator;
