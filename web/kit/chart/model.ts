/** What a chart shows, without any drawing: the same model feeds the canvas, the spoken value and the table. */
import type { IntervalStatus } from "../energy.ts";
import type { TimeMark } from "../time.ts";

/** A value over a stretch of the horizontal axis (epoch milliseconds for times); null is a gap. */
export interface Stretch {
  start: number;
  end: number;
  value: number | null;
  status?: IntervalStatus;
}

export interface Series {
  name: string;
  /** What stands beside the name in the legend, for example the total. */
  note?: string;
  kind: "steps" | "bars" | "line";
  tone: "energy" | "past" | "ink";
  dashed?: boolean;
  /** Measured on the axis at the end side. */
  atEnd?: boolean;
  stretches: Stretch[];
}

export interface ChartModel {
  /** The chart's name for who cannot see it. */
  label: string;
  start: number;
  end: number;
  marks: TimeMark[];
  unit: string;
  endUnit?: string;
  /** The first series is the one that the cursor walks along. */
  series: Series[];
  /** What the cursor says at a stretch of the first series. */
  says: (index: number) => string;
  /** Where a stretch of the first series leads, if anywhere. */
  leads?: (index: number) => { address: string; text: string } | null;
  /** Remarks under the chart: zone, gaps, estimates, change of the clock. */
  notes: string[];
  /** The same as a table; none for what changes every second. */
  table?: { columns: string[]; rows: () => string[][] };
}

/** Round marks of a value axis from 0 (or below, when values are) to at least `highest`, four or five of them. */
export function valueMarks(lowest: number, highest: number): number[] {
  const bottom = Math.min(lowest, 0);
  // Where nothing flows the axis still needs a length.
  const top = highest <= 0 && bottom === 0 ? 1 : Math.max(highest, 0);
  const rough = (top - bottom) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 2.5, 5, 10].find((each) => each * power >= rough * 0.999) ?? 10) * power;
  const from = Math.floor(bottom / step + 1e-9);
  const to = Math.max(from + 1, Math.ceil(top / step - 1e-9));
  return Array.from({ length: to - from + 1 }, (_, index) => Number(((from + index) * step).toPrecision(12)));
}

/** Lowest and highest value of the series on one axis. */
export function valueRange(series: Series[]): [number, number] {
  const values = series.flatMap((each) => each.stretches.map((stretch) => stretch.value ?? 0));
  return values.reduce<[number, number]>(([low, high], value) => [Math.min(low, value), Math.max(high, value)], [0, 0]);
}
