/// Who may look at what: users with their role, their passwords, how often one may try. Nothing
/// here knows of HTTP.
@org.jspecify.annotations.NullMarked
package org.smartmeter.server.signin;
