package org.smartmeter.commands;

import com.google.protobuf.ByteString;
import java.time.Instant;

/// Who approved a batch.
///
/// @param list what exactly
/// @param proof what the approver's device signed; opaque in here, for whoever holds the approval
/// key
public record Approval(Person person, ListHash list, ByteString proof, Instant at) {}
