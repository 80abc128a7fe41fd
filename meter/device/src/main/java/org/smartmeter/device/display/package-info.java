/// What the people of the home see of their meter, and what they press. `HomeDisplay` joins the
/// device as a part: it paints a `Picture` each second from measured windows, durable registers,
/// supply and notices, and takes what somebody pressed. Screens read pictures from any thread: the
/// local page in `http`, the terminal, Home Assistant.
@org.jspecify.annotations.NullMarked
package org.smartmeter.device.display;
