/** What the registers of a meter are called (IEC 62056-6-1, value groups C, D, E and F of a code A-B:C.D.E.F). */

const sums: Record<number, string> = {
  1: "import",
  2: "export",
  3: "reactive import",
  4: "reactive export",
  5: "reactive, quadrant I",
  6: "reactive, quadrant II",
  7: "reactive, quadrant III",
  8: "reactive, quadrant IV",
  9: "apparent import",
  10: "apparent export",
  15: "import and export together",
  16: "import less export",
};

const phases: Record<number, string> = { 20: "L1", 40: "L2", 60: "L3" };

/** `Energy import` for 1, `Energy import of L2` for 41; empty if it has no name. */
function quantity(c: number): string {
  const phase = phases[c - (c % 20)];
  const sum = sums[phase ? c % 20 : c];
  return sum ? sum + (phase ? ` of ${phase}` : "") : "";
}

function momentary(c: number): string {
  const phase = phases[c - (c % 20)] ?? "";
  if (phase && c % 20 === 12) return `Voltage of ${phase}`;
  if (phase && c % 20 === 11) return `Current of ${phase}`;
  if (c === 13) return "Power factor";
  if (c === 14) return "Frequency";
  return quantity(c) && `Power, ${quantity(c)}`;
}

/** The name of a register, by its code and unit; the code itself where it has none. */
export function registerName(code: string, unit: string): string {
  const [medium = "", rest = ""] = code.split(":");
  const [c = 0, d = 0, e = 0, f = 0] = rest.split(".").map(Number);
  if (medium === "0-0" && c === 96 && d === 14) return "Rate that counts";
  if (medium !== "1-0") return code;
  if (c === 0 && d === 1) return e === 2 ? "Billing period began" : "Number of the billing period";
  const what = quantity(c);
  const when = f > 100 && f < 255 ? (f === 101 ? ", last billing period" : `, ${f - 100} billing periods ago`) : "";
  if (d === 7) return momentary(c) || code;
  if (!what) return code;
  if (d === 8) return `Energy, ${what}${e > 0 ? ` in rate ${e}` : ""}`;
  if (d === 4) return `Average power now, ${what}`;
  if (d === 5) return `Last average power, ${what}`;
  if (d === 6) return `${unit === "s" ? "Time of maximum demand" : "Maximum demand"}, ${what}${when}`;
  return code;
}
