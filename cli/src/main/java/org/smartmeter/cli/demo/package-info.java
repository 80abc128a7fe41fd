/// The demonstration: the whole system on embedded parts with a living neighbourhood, on loopback.
@org.jspecify.annotations.NullMarked
package org.smartmeter.cli.demo;
