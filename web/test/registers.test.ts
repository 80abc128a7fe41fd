import assert from "node:assert/strict";
import { test } from "node:test";
import { registerName } from "../console/registers.ts";

const rows: [code: string, unit: string, name: string][] = [
  ["1-0:1.8.0.255", "Wh", "Energy, import"],
  ["1-0:2.8.3.255", "Wh", "Energy, export in rate 3"],
  ["1-0:16.8.0.255", "Wh", "Energy, import less export"],
  ["1-0:41.8.0.255", "Wh", "Energy, import of L2"],
  ["1-0:62.8.0.255", "Wh", "Energy, export of L3"],
  ["1-0:1.6.0.255", "W", "Maximum demand, import"],
  ["1-0:1.6.0.255", "s", "Time of maximum demand, import"],
  ["1-0:1.6.0.101", "W", "Maximum demand, import, last billing period"],
  ["1-0:1.6.0.103", "W", "Maximum demand, import, 3 billing periods ago"],
  ["1-0:1.5.0.255", "W", "Last average power, import"],
  ["1-0:32.7.0.255", "V", "Voltage of L1"],
  ["1-0:71.7.0.255", "A", "Current of L3"],
  ["1-0:13.7.0.255", "", "Power factor"],
  ["1-0:14.7.0.255", "Hz", "Frequency"],
  ["1-0:1.7.0.255", "W", "Power, import"],
  ["0-0:96.14.0.255", "", "Rate that counts"],
  ["1-0:0.1.0.255", "", "Number of the billing period"],
  ["1-0:0.1.2.255", "s", "Billing period began"],
  ["7-0:3.0.0.255", "", "7-0:3.0.0.255"],
];

for (const [code, unit, name] of rows) {
  test(`${code} in ${unit || "no unit"} is called ${name}`, () => assert.equal(registerName(code, unit), name));
}
