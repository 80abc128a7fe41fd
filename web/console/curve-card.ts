import { css, html, LitElement, nothing, type PropertyValues } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { api, type Curve, type MeterDetail, Refused } from "../kit/api.ts";
import "../kit/chart/chart.ts";
import { dayChart } from "../kit/chart/curves.ts";
import { energyText, locale } from "../kit/language.ts";
import { blank, explain, number, problem } from "../kit/parts.ts";
import { base } from "../kit/styles.ts";
import { addDays, dayToShow, localDay, longDay, timeOfDay } from "../kit/time.ts";
import { words as kit } from "../kit/words.ts";
import "./register-list.ts";
import "./validation-list.ts";
import { dense } from "./styles.ts";
import { words } from "./words.ts";

/** A meter's curve. It is personal: the reason for looking is asked first and goes on record. */
@customElement("curve-card")
export class CurveCard extends LitElement {
  @property({ attribute: false }) meter!: MeterDetail;
  @property() day = "";
  @state() private curve: Curve | null = null;
  @state() private failure: unknown = null;
  @state() private until: string | null = null;
  @state() private trouble = "";
  private asked = "";

  static override styles = [
    base,
    dense,
    css`
      form {
        display: grid;
        gap: 12px;
        max-inline-size: 640px;
        margin-block-start: 10px;
      }
      form button {
        justify-self: start;
      }
      .days {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        align-items: center;
      }
      .days input {
        inline-size: auto;
        font-size: 14px;
      }
      .days button {
        font-size: 14px;
      }
      .note {
        margin-block-end: 10px;
      }
    `,
  ];

  private get wanted(): string {
    const { lastMeasured, zone } = this.meter;
    return this.day || dayToShow(lastMeasured, localDay(Date.now(), zone), zone);
  }

  override willUpdate(changed: PropertyValues<this>): void {
    const question = `${this.meter.id} ${this.wanted}`;
    if (!(changed.has("meter") || changed.has("day")) || question === this.asked) return;
    if (!this.asked.startsWith(`${this.meter.id} `)) this.until = null;
    this.asked = question;
    void this.load();
  }

  private readonly load = async (): Promise<void> => {
    const question = this.asked;
    this.curve = null;
    this.failure = null;
    try {
      const curve = await api.meterCurve(this.meter.id, this.wanted);
      if (question === this.asked) this.curve = curve;
    } catch (failure) {
      if (question === this.asked) this.failure = failure;
    }
  };

  private async give(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const reason = String(new FormData(event.target as HTMLFormElement).get("reason")).trim();
    try {
      this.until = (await api.giveReason(this.meter.id, reason)).until;
      this.trouble = "";
      await this.load();
    } catch (failure) {
      this.trouble = explain(failure);
    }
  }

  override render() {
    return html`<section class="card" data-testid="curve"><h2>${words.curve}</h2>${this.content()}</section>`;
  }

  private content() {
    if (this.failure instanceof Refused && this.failure.code === "reason-needed") return this.form();
    if (this.failure) return problem(this.failure, this.load);
    if (!this.curve) return html`<div class="number figure">${blank("0.00 kWh")}</div><sm-chart .height=${240}></sm-chart>`;
    const curve = this.curve;
    return html`
      ${this.until === null
        ? nothing
        : html`<p class="note good" role="status">${words.openUntil(timeOfDay(Date.parse(this.until), this.meter.zone, locale))}</p>`}
      <div class="row">${this.days()} ${number(energyText(Number(curve.total)), kit.kilowattHour, "figure")}</div>
      <sm-chart .model=${dayChart(curve, this.wanted === localDay(Date.now(), this.meter.zone))} .height=${240}></sm-chart>
      <validation-list .meter=${this.meter.id} .day=${this.wanted}></validation-list>
      <register-list .meter=${this.meter}></register-list>
    `;
  }

  private form() {
    return html`<p>${words.personal}</p>
      <form @submit=${this.give}>
        <label>${words.whyLook}<input name="reason" required minlength="5" maxlength="500" placeholder=${words.whyExample} autocomplete="off" /></label>
        ${this.trouble ? html`<p class="note alarm" role="alert">${this.trouble}</p>` : nothing}
        <button class="primary">${words.openCurve}</button>
      </form>`;
  }

  private days() {
    const today = localDay(Date.now(), this.meter.zone);
    const go = (day: string) => location.assign(`#/meters/${this.meter.id}?day=${day}`);
    return html`<div class="days">
      <button @click=${() => go(addDays(this.wanted, -1))}>${words.dayBefore}</button>
      <input type="date" aria-label=${words.day} .value=${this.wanted} max=${today} @change=${(event: Event) => {
        const { value } = event.target as HTMLInputElement;
        if (value) go(value);
      }} />
      <button ?disabled=${this.wanted >= today} @click=${() => go(addDays(this.wanted, 1))}>${words.dayAfter}</button>
      <b>${longDay(this.wanted, locale)}</b>
    </div>`;
  }
}
