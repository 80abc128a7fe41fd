package org.smartmeter.device.display.http;

import java.util.Set;

/// A path of the local page that a feature of the meter brings along; guarded like the page's own.
/// Asked by many threads.
public interface LocalPath {

    /// Like `/api/wifi`.
    String path();

    /// `GET`, `POST`.
    Set<String> methods();

    /// Whether changes need the display's PIN. If none is set they are refused when this says
    /// [PinRule#ALWAYS].
    PinRule pin();

    /// @return the JSON to answer with
    String answer(String method, Form form) throws RefusedException;
}
