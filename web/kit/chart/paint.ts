/** Draws a chart's series on uPlot's canvas: steps that break at gaps, dashes for estimates, bars, lines. */
import type uPlot from "uplot";
import type { ChartModel, Series, Stretch } from "./model.ts";

/** The colours in force, read from the tokens, because a canvas knows no variables. */
export interface Colours {
  energy: string;
  energySoft: string;
  past: string;
  ink: string;
  inkSoft: string;
  line: string;
  surface: string;
}

export function coloursOf(element: Element): Colours {
  const style = getComputedStyle(element);
  const token = (name: string) => style.getPropertyValue(name).trim();
  return {
    energy: token("--energy"),
    energySoft: token("--energy-soft"),
    past: token("--past"),
    ink: token("--ink"),
    inkSoft: token("--ink-soft"),
    line: token("--line"),
    surface: token("--surface"),
  };
}

/** From here on steps are drawn finer, or neighbours would run into each other. */
const MANY = 300;

interface Brush {
  plot: uPlot;
  context: CanvasRenderingContext2D;
  ratio: number;
  colours: Colours;
}

/** Draws every series of the model: grounds first, then what is compared with, then what is. */
export function paint(plot: uPlot, model: ChartModel, colours: Colours, ratio: number): void {
  const context = plot.ctx;
  const brush = { plot, context, ratio, colours };
  context.save();
  context.beginPath();
  context.rect(plot.bbox.left, plot.bbox.top - 2 * ratio, plot.bbox.width + 4 * ratio, plot.bbox.height + 4 * ratio);
  context.clip();
  for (const series of model.series.filter((each) => each.kind !== "line")) {
    if (series.kind === "bars") bars(brush, series);
    else if (!series.dashed) {
      gapHatch(brush, series);
      fillUnder(brush, series);
    }
  }
  const order = [...model.series].sort((one, other) => Number(other.dashed ?? false) - Number(one.dashed ?? false));
  for (const series of order) {
    if (series.kind === "steps") steps(brush, series);
    if (series.kind === "line") line(brush, series);
  }
  context.restore();
}

const x = (brush: Brush, at: number) => brush.plot.valToPos(at, "x", true);
const y = (brush: Brush, series: Series, value: number) =>
  brush.plot.valToPos(value, series.atEnd ? "end" : "y", true);

function steps(brush: Brush, series: Series): void {
  const { context, ratio, colours } = brush;
  context.strokeStyle = colours[series.tone];
  context.lineWidth = (series.dashed ? 1.75 : series.stretches.length > MANY ? 1.5 : 2.25) * ratio;
  context.lineJoin = "round";
  for (const estimated of [false, true]) {
    context.setLineDash(series.dashed ? [4 * ratio, 4 * ratio] : estimated ? [5 * ratio, 3 * ratio] : []);
    context.beginPath();
    let last: Stretch | null = null;
    for (const stretch of series.stretches) {
      if (stretch.value === null || (stretch.status === "estimated") !== estimated) {
        last = null;
        continue;
      }
      const level = y(brush, series, stretch.value);
      if (last?.end === stretch.start) context.lineTo(x(brush, stretch.start), level);
      else context.moveTo(x(brush, stretch.start), level);
      context.lineTo(x(brush, stretch.end), level);
      last = stretch;
    }
    context.stroke();
  }
  context.setLineDash([]);
}

function fillUnder(brush: Brush, series: Series): void {
  const { context, colours } = brush;
  const floor = y(brush, series, 0);
  context.fillStyle = colours.energySoft;
  context.globalAlpha = 0.6;
  for (const stretch of series.stretches) {
    if (stretch.value === null) continue;
    // Whole pixels, or neighbours would show a seam between them.
    const from = Math.round(x(brush, stretch.start));
    const to = Math.round(x(brush, stretch.end));
    const level = y(brush, series, stretch.value);
    context.fillRect(from, Math.min(level, floor), to - from, Math.abs(floor - level));
  }
  context.globalAlpha = 1;
}

/** Hatches what is missing between known stretches, so that a gap cannot be taken for zero. */
function gapHatch(brush: Brush, series: Series): void {
  const { context, plot, ratio, colours } = brush;
  const lastKnown = series.stretches.findLastIndex((stretch) => stretch.value !== null);
  context.strokeStyle = colours.past;
  context.globalAlpha = 0.55;
  context.lineWidth = ratio;
  const { top, height } = plot.bbox;
  for (const stretch of series.stretches.slice(0, lastKnown + 1)) {
    if (stretch.value !== null) continue;
    context.save();
    context.beginPath();
    const from = x(brush, stretch.start);
    const to = x(brush, stretch.end);
    context.rect(from, top, to - from, height);
    context.clip();
    context.beginPath();
    // Lines lie on one grid over the whole chart, so that neighbouring gaps join.
    const every = 7 * ratio;
    for (let at = Math.floor((from - height) / every) * every; at < to; at += every) {
      context.moveTo(at, top + height);
      context.lineTo(at + height, top);
    }
    context.stroke();
    context.restore();
  }
  context.globalAlpha = 1;
}

function bars(brush: Brush, series: Series): void {
  const { context, ratio, colours } = brush;
  const floor = y(brush, series, 0);
  for (const stretch of series.stretches) {
    if (stretch.value === null) continue;
    const from = x(brush, stretch.start);
    const to = x(brush, stretch.end);
    const space = Math.max(ratio, (to - from) * 0.16);
    const level = y(brush, series, stretch.value);
    context.beginPath();
    context.roundRect(from + space, level, to - from - 2 * space, floor - level, [3 * ratio, 3 * ratio, 0, 0]);
    if (stretch.status === "actual") {
      context.fillStyle = colours[series.tone];
      context.fill();
    } else {
      context.fillStyle = colours.energySoft;
      context.fill();
      context.strokeStyle = colours[series.tone];
      context.lineWidth = 1.25 * ratio;
      context.setLineDash([3 * ratio, 2.5 * ratio]);
      context.stroke();
      context.setLineDash([]);
    }
  }
}

function line(brush: Brush, series: Series): void {
  const { context, ratio, colours } = brush;
  const path = new Path2D();
  let drawing = false;
  for (const stretch of series.stretches) {
    if (stretch.value === null) {
      drawing = false;
      continue;
    }
    const at = x(brush, (stretch.start + stretch.end) / 2);
    const level = y(brush, series, stretch.value);
    if (drawing) path.lineTo(at, level);
    else path.moveTo(at, level);
    drawing = true;
  }
  context.lineJoin = "round";
  // A rim of the ground's colour keeps the line apart from bars behind it.
  context.strokeStyle = colours.surface;
  context.lineWidth = 5 * ratio;
  context.stroke(path);
  context.strokeStyle = colours[series.tone];
  context.lineWidth = 2 * ratio;
  context.stroke(path);
  const end = series.stretches.findLast((stretch) => stretch.value !== null);
  if (!end || end.value === null) return;
  context.beginPath();
  context.arc(x(brush, (end.start + end.end) / 2), y(brush, series, end.value), 3.5 * ratio, 0, 2 * Math.PI);
  context.fillStyle = colours[series.tone];
  context.fill();
}
