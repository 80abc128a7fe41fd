/// What the screens need of the line to the meters, apart from how the head-end does it.
@org.jspecify.annotations.NullMarked
package org.smartmeter.server.line;
