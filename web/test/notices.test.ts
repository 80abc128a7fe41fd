import assert from "node:assert/strict";
import { test } from "node:test";
import type { MeterNotice } from "../kit/api.ts";
import { steps, tellState } from "../console/notices.ts";

const sent: MeterNotice = {
  number: 28000001,
  language: "en",
  title: "Works in your street",
  text: "",
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
  [{ state: "delivered", received }, "at the meter"],
  [{ state: "shown", received }, "seen on the display"],
  [{ state: "confirmed", received }, "confirmed"],
  [{ state: "expired", received, confirm: false }, "over"],
  [{ state: "expired", received }, "over, not confirmed"],
  [{ state: "expired" }, "over, never delivered"],
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
