/// What a customer sees: the home they live in, and nothing from before they moved in.
@org.jspecify.annotations.NullMarked
package org.smartmeter.server.customer;
