package org.smartmeter.board.software;

import java.util.Arrays;
import org.smartmeter.board.software.SoftwareRefusedException.Reason;
import org.smartmeter.device.SoftwareVersion;
import org.smartmeter.wire.Ed25519Verifier;
import org.smartmeter.wire.MalformedException;
import org.smartmeter.wire.SoftwareHead;
import org.smartmeter.wire.v1.Software;
import org.smartmeter.wire.v1.SoftwareManifest;

/// Which images this board takes.
///
/// @param maker checks the maker's signature
/// @param board kind of this board
/// @param running version that runs
public record Acceptance(Ed25519Verifier maker, String board, SoftwareVersion running) {

    private static final long MOST_BYTES = 512L << 20;

    /// @return what the head says, to be believed from here on
    SoftwareManifest check(SoftwareHead head, Software order) throws SoftwareRefusedException {
        if (!Arrays.equals(head.manifestHash(), order.getManifestSha256().toByteArray())) {
            throw refused(Reason.NOT_ORDERED, "another image was ordered");
        }
        if (!head.isSignedBy(maker)) {
            throw refused(Reason.SIGNATURE, "the maker did not sign it");
        }
        SoftwareManifest manifest = manifest(head);
        if (!manifest.getBoard().equals(board)) {
            throw refused(
                    Reason.OTHER_BOARD,
                    "for a board '" + manifest.getBoard() + "', this is '" + board + "'");
        }
        if (manifest.getSize() < 1 || manifest.getSize() > MOST_BYTES) {
            throw refused(Reason.SIZE, manifest.getSize() + " bytes");
        }
        SoftwareVersion version = SoftwareVersion.in(manifest.getVersion());
        if (version.compareTo(running) < 0 && !order.getAllowDowngrade()) {
            throw refused(Reason.OLDER, manifest.getVersion() + " is older than what runs");
        }
        if (running.compareTo(SoftwareVersion.in(manifest.getMinimumVersion())) < 0) {
            throw refused(
                    Reason.NEEDS_ANOTHER, "needs " + manifest.getMinimumVersion() + " before it");
        }
        return manifest;
    }

    private static SoftwareManifest manifest(SoftwareHead head) throws SoftwareRefusedException {
        try {
            return head.parse();
        } catch (MalformedException e) {
            throw refused(Reason.NOT_ORDERED, String.valueOf(e.getMessage()));
        }
    }

    private static SoftwareRefusedException refused(Reason reason, String text) {
        return new SoftwareRefusedException(reason, text);
    }
}
