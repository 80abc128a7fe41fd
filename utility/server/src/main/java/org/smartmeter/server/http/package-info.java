/// The ground of every page and every answer: the web server, who may reach what, headers, errors
/// in one shape, the screens' files. No question of the trade is answered here.
@org.jspecify.annotations.NullMarked
package org.smartmeter.server.http;
