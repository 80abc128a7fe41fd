/// The button on the meter itself, for a home without any screen: presses come in from a contact,
/// and do what the local page's button would. The port `PushButton` is a driver's or a model's.
@org.jspecify.annotations.NullMarked
package org.smartmeter.device.button;
