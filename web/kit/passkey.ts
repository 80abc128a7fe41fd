/** Passkeys (W3C Web Authentication) as the server asks for them: bytes travel as base64url. */
import type { Assertion, PasskeyQuestion, Registration } from "./commands.ts";

export function toBase64Url(bytes: ArrayBuffer): string {
  const binary = Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join("");
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

export function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

/** Why a passkey cannot be used on this page, if it cannot. */
export type Hindrance = "insecure" | "elsewhere" | "unknown" | null;

/** @param origin the address that passkeys are made for */
export function hindrance(origin: string): Hindrance {
  if (location.origin !== origin) return "elsewhere";
  if (!window.isSecureContext) return "insecure";
  return "PublicKeyCredential" in window ? null : "unknown";
}

const named = (id: string) => ({ type: "public-key" as const, id: fromBase64Url(id) });

/** Has a passkey of the person sign a challenge; the device verifies them first. */
export async function sign(challenge: string, host: string, passkeys: string[]): Promise<Assertion> {
  const credential = (await navigator.credentials.get({
    publicKey: { challenge: fromBase64Url(challenge), rpId: host, allowCredentials: passkeys.map(named), userVerification: "required" },
  })) as PublicKeyCredential;
  const said = credential.response as AuthenticatorAssertionResponse;
  return {
    credential: toBase64Url(credential.rawId),
    authenticatorData: toBase64Url(said.authenticatorData),
    clientData: toBase64Url(said.clientDataJSON),
    signature: toBase64Url(said.signature),
  };
}

/** Has a device make a passkey. */
export async function make(question: PasskeyQuestion): Promise<Registration> {
  const credential = (await navigator.credentials.create({
    publicKey: {
      challenge: fromBase64Url(question.challenge),
      rp: { id: question.host, name: "Smart-Meter" },
      user: { id: fromBase64Url(question.person), name: question.name, displayName: question.displayName },
      pubKeyCredParams: question.algorithms.map((alg) => ({ type: "public-key", alg })),
      excludeCredentials: question.known.map(named),
      authenticatorSelection: { residentKey: "preferred", userVerification: "required" },
      attestation: "none",
    },
  })) as PublicKeyCredential;
  const made = credential.response as AuthenticatorAttestationResponse;
  return { attestation: toBase64Url(made.attestationObject), clientData: toBase64Url(made.clientDataJSON) };
}
