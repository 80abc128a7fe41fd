/// What flows to a screen while somebody looks: live values of a meter, news that readings came in,
/// figures of the intake. A slow screen is let go rather than waited for.
@org.jspecify.annotations.NullMarked
package org.smartmeter.server.live;
