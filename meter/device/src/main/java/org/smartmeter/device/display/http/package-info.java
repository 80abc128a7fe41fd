/// The meter's page on the home's network: files, what flows now as server-sent events, and what
/// was pressed. `DisplayServer` is the edge; `RequestGuard`, `RequestBudget` and `Pin` decide, as
/// pure functions of what comes in, who may ask for what. Others add paths of their own as
/// `LocalPath`.
@org.jspecify.annotations.NullMarked
package org.smartmeter.device.display.http;
