import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

const sources = ["kit", "consumer", "console"].flatMap((room) =>
  readdirSync(room, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(ts|css)$/.test(name))
    .map((name) => ({ name: `${room}/${name}`, text: readFileSync(`${room}/${name}`, "utf8") })),
);

/** Relative luminance of "#rrggbb" (WCAG 2). */
function luminance(colour: string): number {
  const channel = (from: number) => {
    const share = parseInt(colour.slice(from, from + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

const palettes = readFileSync("kit/tokens.css", "utf8")
  .split("@media")
  .slice(0, 2)
  .map((text) => Object.fromEntries([...text.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map((match) => [match[1], match[2] ?? ""])));

test("text stands out from its ground by 4.5 to 1, in light and dark", () => {
  const pairs = [
    ...["ink", "ink-soft", "ink-faint", "energy", "money", "warn", "alarm"].flatMap((text) =>
      ["ground", "surface", "raised"].map((ground) => [text, ground]),
    ),
    ...["energy", "money", "warn", "alarm"].map((name) => [name, `${name}-soft`]),
    ["on-energy", "energy"],
    ["ink", "line"],
  ];
  assert.equal(palettes.length, 2);
  for (const palette of palettes) {
    for (const [text = "", ground = ""] of pairs) {
      const ratio = contrast(palette[text] ?? "", palette[ground] ?? "");
      assert.ok(ratio >= 4.5, `${text} on ${ground}: ${ratio.toFixed(2)}`);
    }
    for (const mark of ["past", "edge"]) {
      assert.ok(contrast(palette[mark] ?? "", palette["surface"] ?? "") >= 3, `${mark} on surface`);
    }
  }
});

test("layout is logical, so that right-to-left languages mirror by themselves", () => {
  const physical = /(margin|padding|border)-(left|right)|text-align: (left|right)|float: |[{;\s](left|right): \d/;
  for (const { name, text } of sources) {
    assert.doesNotMatch(text, physical, name);
  }
});

test("nothing is styled or scripted inline, which the content policy would block", () => {
  for (const { name, text } of sources) {
    assert.doesNotMatch(text, /\sstyle=|\son(click|load|error)=/, name);
  }
});
