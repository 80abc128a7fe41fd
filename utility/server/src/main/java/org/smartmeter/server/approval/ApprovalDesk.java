package org.smartmeter.server.approval;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.smartmeter.commands.Approval;
import org.smartmeter.commands.BatchRequest;
import org.smartmeter.commands.ListHash;
import org.smartmeter.commands.Person;
import org.smartmeter.headend.ApprovalKey;
import org.smartmeter.wire.Ed25519Signer;
import org.smartmeter.wire.Orders;

/// Holds the approval key and uses it only for what a person approved with their passkey: before
/// the first signature for a batch it looks again at the passkey's word over the batch as it lies
/// in the database, and before each one at whether the order is on that list. Thread-safe.
public final class ApprovalDesk {

    /// So many lists that were looked at are remembered, since each of their orders is signed
    // alone.
    private static final int REMEMBERED = 64;

    private static final int LONGEST_LABEL = 60;

    private final ApprovalKey key;
    private final Passkeys passkeys;
    private final Ceremonies ceremonies;
    private final Map<UUID, ApprovedList> looked =
            new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<UUID, ApprovedList> eldest) {
                    return size() > REMEMBERED;
                }
            };

    private ApprovalDesk(ApprovalKey key, Passkeys passkeys, String host) {
        this.key = key;
        this.passkeys = passkeys;
        this.ceremonies = new Ceremonies(host);
    }

    /// Opens key and passkeys in a directory; makes what is missing.
    ///
    /// @param host for which passkeys are made
    public static ApprovalDesk open(Path directory, String host, SecureRandom random) {
        return new ApprovalDesk(ApprovalKey.open(directory, random), new Passkeys(directory), host);
    }

    /// The oldest first.
    public List<Passkey> passkeysOf(Person owner) {
        return passkeys.of(owner);
    }

    /// Takes a new passkey of a person. The first is taken from whoever is signed in as them; for
    /// another one, one that is known has to speak.
    ///
    /// @param challenge that the device was given for this
    /// @param known an assertion over the same challenge; of somebody without a passkey any
    /// @throws PasskeyRefusedException if one of them is not as it must be
    public Passkey register(
            RelyingParty party,
            byte[] challenge,
            Registration registration,
            Optional<Assertion> known,
            Person owner,
            String label,
            Instant now)
            throws PasskeyRefusedException {
        if (!passkeys.of(owner).isEmpty()) {
            if (known.isEmpty()) {
                throw new PasskeyRefusedException("use a passkey that you have to add another one");
            }
            speak(party, challenge, known.get(), owner);
        }
        Passkey made =
                ceremonies.registered(party, challenge, registration, owner, named(label), now);
        if (passkeys.find(made.id()).isPresent()) {
            throw new PasskeyRefusedException("this passkey is registered already");
        }
        passkeys.keep(made);
        return made;
    }

    private static String named(String label) {
        String name = label.strip();
        String shown = name.isEmpty() ? "passkey" : name;
        return shown.substring(0, Math.min(shown.length(), LONGEST_LABEL));
    }

    /// Forgets all passkeys of a person, whose device is lost. What they approved and was not sent
    /// yet is not signed any more; they may register a new one from the next sign-in on.
    ///
    /// @return how many there were
    public int forget(Person owner) {
        return passkeys.forget(owner);
    }

    /// A person approves a batch with their passkey.
    ///
    /// @param batch as it lies in the database; the device signed its [ListHash]
    /// @return the approval, which rests on the assertion
    /// @throws PasskeyRefusedException if the assertion is not this person's over this list, or
    /// the person asked for it
    public Approval approve(
            RelyingParty party, BatchRequest batch, Assertion assertion, Person person, Instant now)
            throws PasskeyRefusedException {
        requireAnother(batch, person);
        ListHash hash = ListHash.of(batch);
        speak(party, challenge(hash), assertion, person);
        return new Approval(person, hash, assertion.proof(), now);
    }

    /// What a device signs to approve a list: the bytes of its hash.
    public static byte[] challenge(ListHash hash) {
        return HexFormat.of().parseHex(hash.hex());
    }

    private void speak(RelyingParty party, byte[] challenge, Assertion said, Person owner)
            throws PasskeyRefusedException {
        Passkey passkey = passkey(said, owner);
        long counter = ceremonies.asserted(party, challenge, said, passkey);
        passkeys.keep(passkey.counted(counter));
    }

    private Passkey passkey(Assertion said, Person owner) throws PasskeyRefusedException {
        return passkeys.find(said.credential())
                .filter(passkey -> passkey.owner().equals(owner))
                .orElseThrow(
                        () ->
                                new PasskeyRefusedException(
                                        "this passkey is not registered for " + owner));
    }

    private static void requireAnother(BatchRequest batch, Person person)
            throws PasskeyRefusedException {
        if (person.equals(batch.askedBy())) {
            throw new PasskeyRefusedException(
                    person + " asked for it; another person has to approve it");
        }
    }

    /// The second signature, for the orders of an approved batch and no others.
    ///
    /// @param batch as it lies in the database
    /// @throws PasskeyRefusedException if the approval does not hold for it
    public Ed25519Signer signer(BatchRequest batch, Approval approval)
            throws PasskeyRefusedException {
        ApprovedList list = list(batch, approval);
        return message -> {
            if (!list.covers(Orders.signedOver(message))) {
                throw new IllegalStateException(
                        "an order that is not on the list of batch "
                                + batch.id()
                                + " as it was approved is not signed");
            }
            return key.sign(message);
        };
    }

    private synchronized ApprovedList list(BatchRequest batch, Approval approval)
            throws PasskeyRefusedException {
        ListHash hash = ListHash.of(batch);
        ApprovedList known = looked.get(batch.id());
        if (known != null
                && known.hash().equals(hash)
                && known.proof().equals(approval.proof())
                && passkeys.find(known.credential()).isPresent()) {
            return known;
        }
        Assertion said = Assertion.of(approval.proof());
        requireAnother(batch, approval.person());
        ceremonies.assertedBefore(challenge(hash), said, passkey(said, approval.person()));
        ApprovedList list = ApprovedList.of(batch, hash, approval.proof(), said.credential());
        looked.put(batch.id(), list);
        return list;
    }

    /// The algorithms a passkey may have, best first, by their COSE numbers.
    public static List<Integer> algorithms() {
        return Ceremonies.algorithms();
    }

    /// A number that nobody can guess, for a device to sign.
    public static byte[] freshChallenge(SecureRandom random) {
        byte[] challenge = new byte[32];
        random.nextBytes(challenge);
        return challenge;
    }

    /// The handle under which devices know a person: the same each time, and nothing but the name.
    public static byte[] handleOf(Person person) {
        return person.name().getBytes(StandardCharsets.UTF_8);
    }
}
