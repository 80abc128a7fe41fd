package org.smartmeter.wire;

import java.security.GeneralSecurityException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.crypto.Cipher;

/// Cipher objects that are lent and come back: making one costs more than a seal, and one per meter
/// or per virtual thread would be too many. There are never more than were lent at the same time.
final class GcmCiphers {

    private static final Queue<Cipher> IDLE = new ConcurrentLinkedQueue<>();

    private GcmCiphers() {}

    /// What is done with a lent cipher.
    interface Work {
        byte[] with(Cipher cipher) throws GeneralSecurityException;
    }

    static byte[] lend(Work work) throws GeneralSecurityException {
        Cipher idle = IDLE.poll();
        Cipher cipher = idle != null ? idle : Cipher.getInstance("AES/GCM/NoPadding");
        try {
            return work.with(cipher);
        } finally {
            IDLE.add(cipher); // every work starts with an init, so a failed one leaves no trace
        }
    }
}
