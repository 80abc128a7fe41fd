import { css, html, LitElement, nothing, unsafeCSS } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import uPlot from "uplot";
import uPlotStyles from "uplot/dist/uPlot.min.css?inline";
import { decimal } from "../language.ts";
import { base } from "../styles.ts";
import { words } from "../words.ts";
import { type ChartModel, type Series, valueMarks, valueRange } from "./model.ts";
import { type Colours, coloursOf, paint } from "./paint.ts";

const LETTER_WIDTH = 6.8;
const TIME_AXIS_HEIGHT = 26;
const AXIS_FONT = '12px system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif';

/**
 * One chart: axes with unit and zone, steps that break at gaps, a cursor for mouse, finger and arrow
 * keys, and the same as a table. Time runs from left to right in every language.
 */
@customElement("sm-chart")
export class Chart extends LitElement {
  @property({ attribute: false }) model: ChartModel | null = null;
  /** Height of the drawing in pixels. */
  @property({ type: Number }) height = 190;
  /** Leaves out legend and notes. */
  @property({ type: Boolean }) bare = false;
  @state() private cursor: number | null = null;
  @query(".plot") private canvasHolder!: HTMLElement;
  private plot: uPlot | null = null;
  private plottedEndAxis = false;
  private finger = false;
  private colours: Colours | null = null;
  private readonly resized = new ResizeObserver(() => this.fit());
  private readonly dark = matchMedia("(prefers-color-scheme: dark)");

  static override styles = [
    unsafeCSS(uPlotStyles),
    base,
    css`
      .says {
        min-block-size: 2.9em;
        font: var(--small);
        color: var(--ink);
        font-variant-numeric: tabular-nums;
        display: flex;
        flex-wrap: wrap;
        gap: 0 16px;
        align-items: flex-end;
        padding-block-end: 6px;
      }
      .says.tight {
        min-block-size: 1.8em;
      }
      .says a {
        display: inline-flex;
        align-items: center;
        min-block-size: 32px;
        font-weight: 600;
      }
      .key {
        display: inline-flex;
        align-items: center;
        gap: 6px;
        color: var(--ink-soft);
      }
      .key svg {
        flex: none;
      }
      .plot {
        direction: ltr;
        touch-action: pan-y;
        border-radius: 6px;
      }
      .u-cursor-x {
        border-inline-end: 1px solid var(--ink-soft);
      }
      .notes {
        color: var(--ink-soft);
        font: var(--small);
        margin-block-start: 4px;
      }
      .notes li {
        display: inline;
      }
      .notes li + li::before {
        content: " · ";
      }
      .table {
        max-block-size: 320px;
        overflow: auto;
        font: var(--small);
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    this.dark.addEventListener("change", this.recolour);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.dark.removeEventListener("change", this.recolour);
    this.resized.disconnect();
    this.plot?.destroy();
    this.plot = null;
  }

  override render() {
    const model = this.model;
    const reachable = (model?.series[0]?.stretches.length ?? 0) - 1;
    return html`
      <div class="says ${this.bare ? "tight" : ""}" data-testid="chart-says">${model ? this.saying(model) : nothing}</div>
      <div
        class="plot"
        role="slider"
        tabindex="0"
        aria-label="${model?.label ?? words.loading}. ${words.chartHint}"
        aria-valuemin="0"
        aria-valuemax=${Math.max(0, reachable)}
        aria-valuenow=${this.cursor ?? Math.max(0, this.lastKnown())}
        aria-valuetext=${this.spoken()}
        @keydown=${this.pressed}
        @pointerdown=${this.touched}
        @pointermove=${this.touched}
      ></div>
      ${model && !this.bare ? this.below(model) : nothing}
    `;
  }

  private saying(model: ChartModel) {
    if (this.cursor !== null && this.cursor < (model.series[0]?.stretches.length ?? 0)) {
      const lead = model.leads?.(this.cursor);
      return html`<span>${model.says(this.cursor)}</span>${lead ? html`<a href=${lead.address}>${lead.text}</a>` : nothing}`;
    }
    return this.bare ? nothing : model.series.map((series) => this.key(series));
  }

  private key(series: Series) {
    const colour = `var(--${series.tone})`;
    const sample =
      series.kind === "bars"
        ? html`<svg width="12" height="12" aria-hidden="true"><rect width="12" height="12" rx="2" fill=${colour} /></svg>`
        : html`<svg width="22" height="6" aria-hidden="true">
            <path d="M0 3H22" fill="none" stroke=${colour} stroke-width="2.5" stroke-dasharray=${series.dashed ? "4 3" : "none"} />
          </svg>`;
    return html`<span class="key">${sample}${series.name}${series.note ? html` <b>${series.note}</b>` : nothing}</span>`;
  }

  private below(model: ChartModel) {
    return html`
      <ul class="notes">${model.notes.map((note) => html`<li>${note}</li>`)}</ul>
      ${model.table
        ? html`<details>
            <summary>${words.asTable}</summary>
            <div class="table" tabindex="0" role="region" aria-label=${model.label}>
              <table>
                <thead><tr>${model.table.columns.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
                <tbody>${model.table.rows().map((row) => html`<tr>${row.map((cell) => html`<td>${cell}</td>`)}</tr>`)}</tbody>
              </table>
            </div>
          </details>`
        : nothing}
    `;
  }

  override updated(changed: Map<PropertyKey, unknown>): void {
    if (!this.model || !(changed.has("model") || changed.has("height"))) return;
    const endAxis = this.model.endUnit !== undefined;
    if (this.plot && this.plottedEndAxis === endAxis) {
      this.plot.setData(this.data(this.model), true);
      this.fit();
    } else {
      this.draw(this.model);
      this.plottedEndAxis = endAxis;
    }
  }

  private data(model: ChartModel): uPlot.AlignedData {
    const stretches = model.series[0]?.stretches ?? [];
    return [
      stretches.map((stretch) => (stretch.start + stretch.end) / 2),
      stretches.map((stretch) => stretch.value),
    ] as uPlot.AlignedData;
  }

  private draw(model: ChartModel): void {
    this.plot?.destroy();
    this.colours = coloursOf(this);
    this.plot = new uPlot(this.options(model), this.data(model), this.canvasHolder);
    this.resized.observe(this.canvasHolder);
  }

  private options(first: ChartModel): uPlot.Options {
    const model = () => this.model ?? first;
    const ofAxis = (atEnd: boolean) => model().series.filter((series) => (series.atEnd ?? false) === atEnd);
    const marks = (atEnd: boolean) => valueMarks(...valueRange(ofAxis(atEnd)));
    const range = (atEnd: boolean): uPlot.Range.MinMax => [marks(atEnd)[0] ?? 0, marks(atEnd).at(-1) ?? 1];
    const faint = () => this.colours?.inkSoft ?? "";
    const valueAxis = (atEnd: boolean): uPlot.Axis => ({
      scale: atEnd ? "end" : "y",
      side: atEnd ? 1 : 3,
      size: (_plot, labels) => 10 + LETTER_WIDTH * Math.max(4, ...(labels ?? []).map((label) => label.length)),
      gap: 6,
      font: AXIS_FONT,
      stroke: faint,
      splits: () => marks(atEnd),
      values: (_plot, values) => this.valueLabels(values, (atEnd ? model().endUnit : model().unit) ?? ""),
      grid: { show: !atEnd, stroke: () => this.colours?.line ?? "", width: 1 },
      ticks: { show: false },
    });
    return {
      width: this.canvasHolder.clientWidth || 320,
      height: this.height,
      padding: [10, first.endUnit === undefined ? 12 : 0, 0, 0],
      legend: { show: false },
      scales: {
        x: { time: false, range: () => [model().start, model().end] },
        y: { range: () => range(false) },
        ...(first.endUnit === undefined ? {} : { end: { range: () => range(true) } }),
      },
      axes: [
        {
          size: TIME_AXIS_HEIGHT,
          gap: 6,
          font: AXIS_FONT,
          stroke: faint,
          splits: () => model().marks.map((mark) => mark.at),
          values: () => model().marks.map((mark) => mark.label),
          grid: { show: false },
          ticks: { show: false },
        },
        valueAxis(false),
        ...(first.endUnit === undefined ? [] : [valueAxis(true)]),
      ],
      series: [{}, { paths: () => null, points: { show: false } }],
      cursor: {
        y: false,
        drag: { x: false, y: false },
        // After a finger the cursor stays: the browser makes up a mouse that leaves at once.
        bind: { mouseleave: (_plot, _target, leave) => (event) => (this.finger ? null : leave(event)) },
        points: { size: 9, fill: () => this.colours?.energy ?? "", stroke: () => this.colours?.surface ?? "", width: 2 },
      },
      hooks: {
        draw: [(plot) => this.colours && paint(plot, model(), this.colours, devicePixelRatio)],
        setCursor: [(plot) => (this.cursor = plot.cursor.idx ?? null)],
      },
    };
  }

  private valueLabels(values: number[], unit: string): string[] {
    const step = Math.abs((values[1] ?? 1) - (values[0] ?? 0));
    const digits = step >= 1 && Number.isInteger(step) ? 0 : step >= 0.1 && Number.isInteger(Math.round(step * 1000) / 100) ? 1 : 2;
    return values.map((value, index) => decimal(value, digits) + (index === values.length - 1 ? ` ${unit}` : ""));
  }

  private lastKnown(): number {
    return this.model?.series[0]?.stretches.findLastIndex((stretch) => stretch.value !== null) ?? -1;
  }

  private spoken(): string {
    const at = this.cursor ?? this.lastKnown();
    return this.model && at >= 0 && at < (this.model.series[0]?.stretches.length ?? 0) ? this.model.says(at) : "";
  }

  private pressed(event: KeyboardEvent): void {
    const stretches = this.model?.series[0]?.stretches ?? [];
    const last = this.lastKnown();
    const from = this.cursor ?? last + 1;
    const page = Math.max(2, Math.round(stretches.length / 24));
    const goals: Record<string, number> = {
      ArrowLeft: from - 1,
      ArrowRight: from + 1,
      PageUp: from - page,
      PageDown: from + page,
      Home: 0,
      End: last,
    };
    const goal = goals[event.key];
    if (event.key === "Escape") this.point(null);
    else if (event.key === "Enter" && this.cursor !== null) {
      const lead = this.model?.leads?.(this.cursor);
      if (lead) location.assign(lead.address);
    } else if (goal !== undefined) this.point(Math.min(stretches.length - 1, Math.max(0, goal)));
    else return;
    event.preventDefault();
  }

  private point(index: number | null): void {
    const stretch = index === null ? undefined : this.model?.series[0]?.stretches[index];
    if (!this.plot || !stretch) {
      this.plot?.setCursor({ left: -10, top: -10 });
      return;
    }
    this.plot.setCursor({
      left: this.plot.valToPos((stretch.start + stretch.end) / 2, "x"),
      top: this.plot.valToPos(stretch.value ?? 0, "y"),
    });
  }

  private touched(event: PointerEvent): void {
    this.finger = event.pointerType !== "mouse";
    if (!this.finger || !this.plot) return;
    const box = this.plot.over.getBoundingClientRect();
    this.plot.setCursor({ left: event.clientX - box.left, top: event.clientY - box.top });
  }

  private fit(): void {
    const width = this.canvasHolder?.clientWidth ?? 0;
    if (this.plot && width > 0 && (width !== this.plot.width || this.height !== this.plot.height)) {
      this.plot.setSize({ width, height: this.height });
    }
  }

  private readonly recolour = () => {
    this.colours = coloursOf(this);
    this.plot?.redraw(false, true);
  };
}
