/// What foreign meters say in telegrams, apart from how it is written: telegrams, their registers,
/// times and damages, the checksums and the data lines of IEC 62056-21 that its descendants share.
/// Bytes come in, telegrams go out; nothing here waits, opens or asks the time.
@NullMarked
package org.smartmeter.drivers.telegram;

import org.jspecify.annotations.NullMarked;
