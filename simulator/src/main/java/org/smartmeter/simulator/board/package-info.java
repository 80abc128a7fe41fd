/// Models of what sits on a meter's board beside its front end: the relay in the current path, the
/// sensors of covers and magnets, the button. Tests and demonstrations operate them from outside.
@org.jspecify.annotations.NullMarked
package org.smartmeter.simulator.board;
