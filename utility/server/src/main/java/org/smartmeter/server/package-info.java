/// HTTP, sign-in and the wiring of the utility's rooms: the only place with a framework.
@org.jspecify.annotations.NullMarked
package org.smartmeter.server;
