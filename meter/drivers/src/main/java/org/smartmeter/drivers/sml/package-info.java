/// SML, the Smart Message Language of German meters (BSI TR-03109-1, annex IV a/b): the transport
/// with its escape sequences, the tree of tagged values inside, and the GetList responses that
// carry
/// a meter's registers.
@NullMarked
package org.smartmeter.drivers.sml;

import org.jspecify.annotations.NullMarked;
