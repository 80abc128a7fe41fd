package org.smartmeter.server.approval;

import java.time.Instant;
import org.smartmeter.commands.Person;

/// A key that a person's device keeps and uses only in front of them (W3C Web Authentication).
///
/// @param id of the credential, base64url
/// @param publicKey its attested credential data as the device gave them, base64url
/// @param counter as the device last told; 0 from devices that do not count
/// @param label by which its owner knows it
public record Passkey(
        String id, Person owner, String publicKey, long counter, String label, Instant added) {

    Passkey counted(long now) {
        return new Passkey(id, owner, publicKey, now, label, added);
    }
}
