/// The screens as people use them: the whole demonstration runs, a real Chromium looks at it. One
/// demonstration serves all tests of this package.
@org.jspecify.annotations.NullMarked
package org.smartmeter.cli.system.screens;
