import { css, html, LitElement, svg } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { Batch } from "../kit/commands.ts";
import { decimal } from "../kit/language.ts";
import { base } from "../kit/styles.ts";
import { parts, sayProgress, states } from "./commands.ts";

const WIDTH = 100;
const HEIGHT = 8;

/** How far a batch is: a bar of its parts, and the same in words with the counts. */
@customElement("progress-bar")
export class ProgressBar extends LitElement {
  @property({ attribute: false }) batch!: Batch;

  static override styles = [
    base,
    css`
      svg {
        display: block;
        inline-size: 100%;
        block-size: 8px;
        border-radius: 4px;
        overflow: hidden;
        background: var(--line);
      }
      svg:dir(rtl) {
        transform: scaleX(-1);
      }
      .requested,
      .approved,
      .quarantined {
        fill: var(--warn);
      }
      .queued,
      .sent,
      .received {
        fill: var(--money);
      }
      .done {
        fill: var(--energy);
      }
      .refused,
      .expired {
        fill: var(--alarm);
      }
      .withdrawn {
        fill: var(--past);
      }
      p {
        margin-block-start: 4px;
      }
      .counts {
        display: flex;
        flex-wrap: wrap;
        gap: 2px 12px;
      }
      .counts b {
        font-weight: 600;
        color: var(--ink);
      }
    `,
  ];

  override render() {
    const shown = parts(this.batch);
    return html`<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label=${sayProgress(this.batch)}>
        ${shown.map(({ state, from, share }) => svg`<rect class=${state} x=${from * WIDTH} y="0" width=${share * WIDTH} height=${HEIGHT}></rect>`)}
      </svg>
      <p class="soft counts" data-testid="progress">
        ${shown.map(({ state, count }) => html`<span title=${states[state].means}><b>${decimal(count)}</b> ${states[state].word}</span>`)}
      </p>`;
  }
}
