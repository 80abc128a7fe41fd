package org.smartmeter.device;

import static org.assertj.core.api.Assertions.assertThat;

import org.smartmeter.terms.HashChain;
import org.smartmeter.terms.JournalRecord;
import org.smartmeter.wire.ChainSignature;
import org.smartmeter.wire.Ed25519;
import org.smartmeter.wire.MalformedException;
import org.smartmeter.wire.RawKeys;
import org.smartmeter.wire.RecordTag;
import org.smartmeter.wire.RecordsCodec;

/// Recomputes the chain from the records that arrived and holds every signature against it.
final class ChainCheck {

    private ChainCheck() {}

    static int signaturesThatHold(ModelUtility utility) {
        HashChain chain = HashChain.start(Bench.METER, utility.newestEpoch());
        long expected = 1;
        int held = 0;
        for (JournalRecord record : utility.records()) {
            assertThat(record.sequence()).isEqualTo(expected++);
            if (record.tag() == RecordTag.SIGNATURE) {
                assertThat(proves(utility, record, chain)).as("signature " + record).isTrue();
                held++;
            }
            chain = chain.plus(record);
        }
        return held;
    }

    private static boolean proves(ModelUtility utility, JournalRecord record, HashChain chain) {
        try {
            ChainSignature signature = RecordsCodec.signature(record.payload());
            assertThat(signature.upTo()).isEqualTo(record.sequence() - 1);
            return signature.proves(
                    Bench.METER,
                    utility.newestEpoch(),
                    chain.head(),
                    Ed25519.verifier(RawKeys.raw(utility.chain.getPublic())));
        } catch (MalformedException e) {
            throw new AssertionError(e);
        }
    }
}
