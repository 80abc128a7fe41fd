/** What the console asks of the commands to meters: the contracts of `utility/server/API.md`, "Commands". */
import { ask } from "./api.ts";

/** What a command orders; which of the others are there follows from the kind. */
export interface Order {
  kind: "disconnect" | "reconnect" | "limit" | "emergency" | "schedule" | "message" | string;
  at?: string;
  monitored?: string;
  normal?: number;
  emergency?: number;
  overSeconds?: number;
  groups?: number[];
  profile?: number;
  durationSeconds?: number;
  samplePeriodSeconds?: number;
  pushPeriodSeconds?: number;
  title?: string;
}

export type CommandState = "requested" | "approved" | "queued" | "sent" | "received" | "done" | "refused" | "expired" | "quarantined" | "withdrawn";

/** Commands that were asked for together. */
export interface Batch {
  id: string;
  askedBy: string;
  reason: string;
  askedAt: string;
  from: string;
  until: string;
  spreadSeconds: number;
  order: Order;
  critical: boolean;
  meters: number;
  progress: Record<CommandState, number>;
  state: "waiting" | "open" | "over";
  approval: { by: string; at: string; list: string } | null;
}

export interface Command {
  id: number;
  batch: string;
  meter: string;
  feeder: string | null;
  order: Order;
  askedBy: string;
  reason: string;
  state: CommandState;
  since: string;
  detail: string;
  by: string | null;
  until: string;
}

export interface CommandChange {
  event: string;
  state: CommandState;
  at: string;
  by: string | null;
  detail: string;
}

/** Whom commands are for: one of the three. */
export interface Recipients {
  meters?: string[];
  feeder?: string;
  transformer?: string;
}

export interface CommandWish {
  /** Made here, so that asking again after a failure asks once. */
  id: string;
  to: Recipients;
  order: object;
  reason: string;
  until: string | null;
  spreadSeconds: number | null;
}

/** What a passkey is asked to sign. All bytes base64url. */
export interface ApprovalQuestion {
  list: string;
  challenge: string;
  host: string;
  origin: string;
  passkeys: string[];
}

export interface Assertion {
  credential: string;
  authenticatorData: string;
  clientData: string;
  signature: string;
}

export interface PasskeyQuestion {
  challenge: string;
  host: string;
  origin: string;
  person: string;
  name: string;
  displayName: string;
  algorithms: number[];
  known: string[];
}

export interface Registration {
  attestation: string;
  clientData: string;
}

export interface Passkeys {
  origin: string;
  passkeys: { id: string; label: string; added: string }[];
}

const commands = "operator/commands";
const approvals = "operator/approvals";

/** Every question about commands. */
export const commandsApi = {
  board: (offset: number, limit: number) =>
    ask<{ waiting: Batch[]; quarantined: number; newest: Batch[] }>("GET", `${commands}?offset=${offset}&limit=${limit}`),
  groups: () => ask<{ feeders: string[]; transformers: string[] }>("GET", `${commands}/groups`),
  recipients: (to: Recipients) =>
    ask<{ meters: number; notEnrolled: string[]; byFeeder: Record<string, number> }>("POST", `${commands}/recipients`, to),
  ask: (wish: CommandWish) => ask<Batch>("POST", commands, wish),
  batch: (id: string, state: string, offset: number, limit: number) =>
    ask<{ batch: Batch; list: string; total: number; commands: Command[] }>("GET", `${commands}/batches/${encodeURIComponent(id)}?state=${state}&offset=${offset}&limit=${limit}`),
  withdraw: (id: string, reason: string) => ask<{ withdrawn: number }>("POST", `${commands}/batches/${encodeURIComponent(id)}/withdrawal`, { reason }),
  history: (id: number) => ask<CommandChange[]>("GET", `${commands}/${id}/history`),
  ofMeter: (meter: string) => ask<Command[]>("GET", `${commands}/meters/${encodeURIComponent(meter)}`),
  quarantine: () => ask<{ command: Command; why: string }[]>("GET", `${commands}/quarantine`),
  withdrawHeld: (id: number, reason: string) => ask<{ withdrawn: number }>("POST", `${commands}/quarantine/${id}/withdrawal`, { reason }),
  release: (id: number, reason: string) => ask<void>("POST", `${approvals}/quarantine/${id}/release`, { reason }),
  question: (batch: string) => ask<ApprovalQuestion>("GET", `${approvals}/batches/${encodeURIComponent(batch)}`),
  approve: (batch: string, list: string, assertion: Assertion) => ask<Batch>("POST", `${approvals}/batches/${encodeURIComponent(batch)}`, { list, assertion }),
  decline: (batch: string, reason: string) => ask<Batch>("POST", `${approvals}/batches/${encodeURIComponent(batch)}/refusal`, { reason }),
  passkeys: () => ask<Passkeys>("GET", `${approvals}/passkeys`),
  passkeyQuestion: () => ask<PasskeyQuestion>("POST", `${approvals}/passkeys/question`, {}),
  register: (registration: Registration, assertion: Assertion | null, label: string) =>
    ask<void>("POST", `${approvals}/passkeys`, { registration, assertion, label }),
};
