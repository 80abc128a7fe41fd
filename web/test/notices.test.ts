import assert from "node:assert/strict";
import { test } from "node:test";
import type { MeterNotice } from "../kit/api.ts";
import { money, steps, tellState, urgenciesOf } from "../console/notices.ts";

const sent: MeterNotice = {
  number: 28000001,
  language: "en",
  title: "Works in your street",
  text: "",
  kind: "message",
  payment: null,
  urgency: "warning",
  confirm: true,
  sent: "2026-11-22T18:00:00Z",
  until: "2026-11-24T23:00:00Z",
  sender: "omar",
  reason: "cable exchange",
  state: "waiting",
  open: true,
  received: null,
  shown: null,
  confirmed: null,
  withdrawn: null,
};

const received = "2026-11-22T18:00:05Z";
const rows: [change: Partial<MeterNotice>, word: string][] = [
  [{}, "on its way"],
  [{ state: "refused" }, "not taken, the meter is asked again"],
  [{ state: "delivered", received }, "at the meter"],
  [{ state: "shown", received }, "seen on the display"],
  [{ state: "confirmed", received }, "confirmed"],
  [{ state: "expired", received, confirm: false }, "over"],
  [{ state: "expired", received }, "over, not confirmed"],
  [{ state: "expired" }, "over, never delivered"],
  [{ state: "accepted", received, kind: "offer" }, "accepted"],
  [{ state: "declined", received, kind: "offer" }, "declined"],
  [{ state: "expired", received, kind: "offer" }, "over, not answered"],
  [{ state: "withdrawing", received }, "being taken back"],
  [{ state: "withdrawn" }, "taken back"],
];

for (const [change, word] of rows) {
  test(`a notice with ${JSON.stringify(change)} is "${word}"`, () => assert.equal(tellState({ ...sent, ...change }).word, word));
}

test("a notice's steps are those that it has come through, oldest first", () => {
  assert.deepEqual(
    steps({ ...sent, received, confirmed: "2026-11-22T19:00:00Z" }).map(({ name }) => name),
    ["sent", "received", "confirmed"],
  );
});

test("an offer's last step is its answer", () => {
  const steps_ = steps({ ...sent, kind: "offer", state: "declined", received, confirmed: "2026-11-22T19:00:00Z" });
  assert.deepEqual(steps_.map(({ name }) => name), ["sent", "received", "declined"]);
});

test("neither bill nor offer can be a warning", () => {
  assert.ok(urgenciesOf("message").includes("warning"));
  assert.ok(!urgenciesOf("bill").includes("warning") && !urgenciesOf("offer").includes("warning"));
});

const amounts: [currency: string, amount: string, shown: string][] = [
  ["PKR", "4260.00", "PKR\u00a04,260.00"],
  ["EUR", "0.05", "€0.05"],
  ["JPY", "4260", "JP¥4,260"],
  ["KWD", "1.250", "KWD\u00a01.250"],
  ["PKR", "9007199254740993.01", "PKR\u00a09,007,199,254,740,993.01"],
];

for (const [currency, amount, shown] of amounts) {
  test(`${currency} ${amount} keeps every digit`, () => assert.equal(money({ currency, amount, due: "2026-12-20" }, "en-GB"), shown));
}
