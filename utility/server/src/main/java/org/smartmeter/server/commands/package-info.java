/// The commands room in the server: what operators ask for, the approvers' word, the one thread
/// that carries commands to the line and brings the meters' answers back, and what the pages see
/// of it. What may happen to a command is decided in [org.smartmeter.commands].
@org.jspecify.annotations.NullMarked
package org.smartmeter.server.commands;
