/// Which screens a meter has, as its configuration says: the local page, Home Assistant. `Screens`
/// brings the parts that they need and starts them beside the device.
@org.jspecify.annotations.NullMarked
package org.smartmeter.device.screens;
