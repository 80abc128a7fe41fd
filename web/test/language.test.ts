import assert from "node:assert/strict";
import { test } from "node:test";
import { askedLanguage, energyText, percentText, powerText } from "../kit/language.ts";

test("the address asks before the browser, and English stands in for what is not spoken", () => {
  assert.equal(askedLanguage("?lang=ur", ["en-GB"]), "ur");
  assert.equal(askedLanguage("", ["ur-PK", "en"]), "ur");
  assert.equal(askedLanguage("?lang=xx", ["de-DE"]), "en");
});

test("only what is complete reads 100 %", () => {
  assert.equal(percentText(1), "100");
  assert.equal(percentText(0.99999), "99.99");
  assert.equal(percentText(0.9994), "99.94");
});

test("figures carry as many digits as are of use", () => {
  assert.deepEqual([9.612, 96.12, 9612].map(energyText), ["9.61", "96.1", "9,612"]);
  assert.deepEqual([1.842, 18.42, 184.2].map(powerText), ["1.84", "18.4", "184"]);
});
