/// The stream of what happens, for people and programs outside: server-sent events, pages to pull,
/// and webhooks that are called until they have answered.
@org.jspecify.annotations.NullMarked
package org.smartmeter.server.feed;
