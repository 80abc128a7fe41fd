package org.smartmeter.headend;

import java.time.Instant;
import java.util.Optional;
import org.smartmeter.terms.MeterId;

/// Something the head-end refused.
///
/// @param meter whose message it was, as far as that is known; not proven when the certificate or
/// the seal was what failed
/// @param detail what was wrong, in words
public record Refusal(Instant at, Optional<MeterId> meter, RefusalReason reason, String detail) {}
