package org.smartmeter.board.software;

import java.util.regex.Pattern;

/// The files of an image by their names.
public final class ImageEntries {

    private static final Pattern PATH =
            Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]*(/[A-Za-z0-9_][A-Za-z0-9._-]*)*");
    private static final Pattern EXECUTABLE = Pattern.compile("(.*/)?bin/[^/]+|.*/jspawnhelper");
    private static final int LONGEST_PATH = 200;

    private ImageEntries() {}

    /// @throws IllegalArgumentException if it could lie outside the slot, or is no plain name
    public static String checked(String path) {
        if (path.length() > LONGEST_PATH || !PATH.matcher(path).matches()) {
            throw new IllegalArgumentException("'" + path + "' is no file of an image");
        }
        return path;
    }

    static boolean isExecutable(String path) {
        return EXECUTABLE.matcher(path).matches();
    }
}
