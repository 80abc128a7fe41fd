/// Days and months of energy as the screens show them, for customers and operators alike. Which
/// meters, and which part of their time, may be shown is decided before, in a
/// [org.smartmeter.server.curve.Scope]; nothing here looks beyond it.
@org.jspecify.annotations.NullMarked
package org.smartmeter.server.curve;
