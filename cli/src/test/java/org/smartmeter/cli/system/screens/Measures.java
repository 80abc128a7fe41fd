package org.smartmeter.cli.system.screens;

import com.microsoft.playwright.Page;
import java.util.List;

/// What can be measured on a page, whatever shadow its elements stand in.
final class Measures {

    private static final String EVERY_ELEMENT =
            """
            const every = (root) => [...root.querySelectorAll("*")].flatMap(
                (each) => [each, ...(each.shadowRoot ? every(each.shadowRoot) : [])]);
            """;

    private Measures() {}

    /// By how many pixels the page is wider than its screen.
    static int sidewaysPixels(Page page) {
        return ((Number)
                        page.evaluate(
                                "document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                .intValue();
    }

    /// What can be pressed and is smaller than a finger needs, with its size; links inside a
    /// sentence are exempt as in WCAG 2.2, 2.5.8.
    static List<String> tooSmallForFingers(Page page, int pixels) {
        return strings(
                page.evaluate(
                        "(least) => {"
                                + EVERY_ELEMENT
                                + """
                                  return every(document)
                                    .filter((each) => each.matches("a[href], button, input, select, summary, [role=button]"))
                                    .filter((each) => each.checkVisibility())
                                    .filter((each) => !(each.matches("a") && getComputedStyle(each).display === "inline"))
                                    .map((each) => [each, each.getBoundingClientRect()])
                                    .filter(([, box]) => box.width < least - 0.5 || box.height < least - 0.5)
                                    .map(([each, box]) =>
                                      `${each.localName} "${each.textContent.trim()}" ${box.width} × ${box.height}`);
                                }
                                """,
                        pixels));
    }

    private static List<String> strings(Object found) {
        return ((List<?>) found).stream().map(String::valueOf).toList();
    }
}
