package org.smartmeter.server.commands;

import java.util.function.Supplier;
import org.smartmeter.commands.CommandConflictException;
import org.smartmeter.server.http.ApiException;

/// What the commands room refuses, as an answer over HTTP.
final class Refused {

    private Refused() {}

    static <T> T inWords(Supplier<T> act) {
        try {
            return act.get();
        } catch (CommandConflictException e) {
            throw ApiException.conflict("conflict", String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException e) {
            throw ApiException.badRequest(String.valueOf(e.getMessage()));
        }
    }
}
