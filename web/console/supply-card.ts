import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { MeterDetail, Supply } from "../kit/api.ts";
import { decimal, locale } from "../kit/language.ts";
import { age } from "../kit/parts.ts";
import { base } from "../kit/styles.ts";
import { dateAndTime } from "../kit/time.ts";
import { dense } from "./styles.ts";
import { sayLimit, sayMode, saySupply } from "./supply.ts";
import { words } from "./words.ts";

/** How the meter's switch stands, as the meter last said; nothing where it has none. */
@customElement("supply-card")
export class SupplyCard extends LitElement {
  @property({ attribute: false }) meter!: MeterDetail;

  static override styles = [
    base,
    dense,
    css`
      dl,
      .note {
        margin-block-start: 10px;
      }
    `,
  ];

  override render() {
    const { supply } = this.meter;
    if (supply === null) return nothing;
    const { answer, tone, reason } = saySupply(supply);
    return html`<section class="card" data-testid="supply">
      <h2>${words.supply}</h2>
      <p class="number figure ${tone}" data-testid="supply-answer">${answer}</p>
      ${reason ? html`<p class="soft">${reason}</p>` : nothing}
      ${this.cut(supply)}
      <dl>
        ${supply.stayOff ? html`<dt>${words.stayOff}</dt><dd class="wait">${words.stayOffSet}</dd>` : nothing}
        <dt>${words.limit}</dt>
        <dd>${sayLimit(supply) || words.noLimit}${supply.emergencyProfile === null ? nothing : html` <span class="tag">${words.emergency(supply.emergencyProfile)}</span>`}</dd>
        <dt>${words.controlMode}</dt>
        <dd>${sayMode(supply.mode)}</dd>
        <dt>${words.relayOperations}</dt>
        <dd>${decimal(supply.relayOperations)}</dd>
        <dt>${words.saidAt}</dt>
        <dd>${dateAndTime(Date.parse(supply.at), this.meter.zone, locale)} <span class="soft">${age(Date.now() - Date.parse(supply.at))}</span></dd>
      </dl>
    </section>`;
  }

  private cut(supply: Supply) {
    if (supply.cutAt === null) return nothing;
    const at = dateAndTime(Date.parse(supply.cutAt), this.meter.zone, locale);
    return html`<p class="note" role="status">${supply.cutHeld ? words.cutHeld(at) : words.cutAt(at)}</p>`;
  }
}
