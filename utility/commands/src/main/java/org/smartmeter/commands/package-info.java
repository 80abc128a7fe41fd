/// What the utility orders its meters to do, from the wish to the meter's own report. In come
/// batches of commands that somebody asks for, a second person's approval, and what the meters
/// report; out go commands that are due, one at a time per meter, through the port
/// [org.smartmeter.commands.Sender]. Everything is kept in the schema `commands` of PostgreSQL and
/// every change is a row of its history; nobody is handed a clock or a line in here.
@org.jspecify.annotations.NullMarked
package org.smartmeter.commands;
