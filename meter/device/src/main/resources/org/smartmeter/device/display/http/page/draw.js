/** Draws the power of the last minutes. Knows nothing of the page but the elements it is given. */

const WINDOW_MILLISECONDS = 5 * 60_000;
/** A silence this long is a gap, not a straight line. */
const SILENCE_MILLISECONDS = 5000;
const WIDTH = 460;
const HEIGHT = 130;
const SVG = "http://www.w3.org/2000/svg";

/** The smallest of 1, 2, 5 × 10ⁿ that is not below. */
function niceAbove(value) {
  const power = 10 ** Math.floor(Math.log10(Math.max(value, 100)));
  return [1, 2, 5, 10].map((step) => step * power).find((step) => step >= value);
}

function line(d, name) {
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("class", name);
  path.setAttribute("d", d);
  return path;
}

export class Trace {
  points = [];

  constructor(svg) {
    this.svg = svg;
  }

  add(at, watts) {
    const last = this.points.at(-1);
    if (last && at <= last.at) return;
    this.points.push({ at, watts });
    while (this.points.length > 0 && this.points[0].at < at - WINDOW_MILLISECONDS) this.points.shift();
  }

  /** Where the axis ends, W. */
  get scale() {
    const all = this.points.map((point) => point.watts);
    const most = Math.max(0, ...all);
    const least = Math.min(0, ...all);
    return { top: most > 0 || least === 0 ? niceAbove(most) : 0, bottom: least < 0 ? -niceAbove(-least) : 0 };
  }

  draw(chosen) {
    const { top, bottom } = this.scale;
    const end = this.points.at(-1)?.at ?? 0;
    const x = (at) => WIDTH - ((end - at) / WINDOW_MILLISECONDS) * WIDTH;
    const y = (watts) => 4 + ((top - watts) / (top - bottom)) * (HEIGHT - 8);
    const runs = [];
    let before = null;
    for (const point of this.points) {
      if (!before || point.at - before.at > SILENCE_MILLISECONDS) runs.push([]);
      runs.at(-1).push(`${x(point.at).toFixed(1)} ${y(point.watts).toFixed(1)}`);
      before = point;
    }
    const grid = line(`M0 ${y(top)}H${WIDTH}M0 ${y((top + bottom) / 2)}H${WIDTH}M0 ${y(bottom)}H${WIDTH}`, "grid");
    const areas = runs.map((run) => {
      const first = run[0].split(" ")[0];
      const last = run.at(-1).split(" ")[0];
      return line(`M${first} ${y(0)}L${run.join("L")}L${last} ${y(0)}Z`, "area");
    });
    const flows = runs.map((run) => line(`M${run.join("L")}`, "flow"));
    const mark = chosen ? [line(`M${x(chosen.at)} 0V${HEIGHT}`, "at")] : [];
    this.svg.replaceChildren(...areas, grid, ...flows, ...mark);
  }

  /** The point nearest to a place across the picture, 0…1. */
  nearest(share) {
    const end = this.points.at(-1)?.at ?? 0;
    const at = end - (1 - share) * WINDOW_MILLISECONDS;
    return this.points.reduce((best, point) => (!best || Math.abs(point.at - at) < Math.abs(best.at - at) ? point : best), null);
  }
}
