import { css, html, LitElement, nothing, type PropertyValues } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { api, type MeterDetail, type MeterRegister } from "../kit/api.ts";
import { decimal, locale } from "../kit/language.ts";
import { problem } from "../kit/parts.ts";
import { base } from "../kit/styles.ts";
import { dateAndTime } from "../kit/time.ts";
import { registerName } from "./registers.ts";
import { dense } from "./styles.ts";
import { words } from "./words.ts";

/** What every register of a meter showed last; shown where a reason for looking is on record. */
@customElement("register-list")
export class RegisterList extends LitElement {
  @property({ attribute: false }) meter!: MeterDetail;
  @state() private registers: MeterRegister[] = [];
  @state() private failure: unknown = null;
  private asked = "";

  static override styles = [
    base,
    dense,
    css`
      .list {
        max-block-size: 300px;
        overflow: auto;
        margin-block-start: 12px;
      }
      td.value {
        text-align: end;
      }
    `,
  ];

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("meter") || this.meter.id === this.asked) return;
    this.asked = this.meter.id;
    void this.load();
  }

  private readonly load = async (): Promise<void> => {
    const meter = this.asked;
    try {
      const registers = await api.meterRegisters(meter);
      if (meter === this.asked) [this.registers, this.failure] = [registers, null];
    } catch (failure) {
      if (meter === this.asked) this.failure = failure;
    }
  };

  private value(register: MeterRegister): string {
    if (register.unit !== "s") return `${decimal(Number(register.value))} ${register.unit}`;
    return Number(register.value) === 0 ? "–" : dateAndTime(Number(register.value) * 1000, this.meter.zone, locale);
  }

  override render() {
    if (this.failure) return problem(this.failure, this.load);
    if (this.registers.length === 0) return nothing;
    return html`<div class="list" tabindex="0" role="region" aria-label=${words.registers} data-testid="registers">
      <table>
        <thead>
          <tr><th scope="col">${words.register}</th><th scope="col">${words.value}</th><th scope="col">${words.time}</th></tr>
        </thead>
        <tbody>
          ${this.registers.map(
            (register) => html`<tr title=${register.code}>
              <td>${registerName(register.code, register.unit)}</td>
              <td class="value nowrap">${this.value(register)}</td>
              <td class="nowrap soft">${dateAndTime(Date.parse(register.time), this.meter.zone, locale)}</td>
            </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }
}
