import { css, html, LitElement, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { api, type MeterDetail, type NoticeKind, type Payment } from "../kit/api.ts";
import { locale } from "../kit/language.ts";
import { explain, placeText } from "../kit/parts.ts";
import { base } from "../kit/styles.ts";
import { addDays, localDay, longDay } from "../kit/time.ts";
import { currencies, kinds, languages, urgenciesOf } from "./notices.ts";
import { dense } from "./styles.ts";
import { words } from "./words.ts";

const MOST_DAYS = 399;
const DAYS_TO_PAY = 14;
/** How long each kind is usually shown; a bill beyond the day it is due. */
const USUAL_DAYS: Record<NoticeKind, number> = { message: 7, bill: 2 * DAYS_TO_PAY, offer: 7 };

/** Writes to the display of one meter, with what it will do said beforehand. */
@customElement("notice-form")
export class NoticeForm extends LitElement {
  @property({ attribute: false }) meter!: MeterDetail;
  @state() private kind: NoticeKind = "message";
  @state() private lastDay = "";
  @state() private confirm = false;
  @state() private trouble = "";
  @state() private sent = false;
  @state() private busy = false;

  static override styles = [
    base,
    dense,
    css`
      form {
        display: grid;
        gap: 12px;
        margin-block-start: 4px;
      }
      .pair {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(170px, 100%), 1fr));
        gap: 12px;
      }
      label {
        font-size: 13px;
        font-weight: 500;
        color: var(--ink-soft);
      }
      input,
      select,
      textarea {
        font-size: 14px;
        min-inline-size: 0;
      }
      textarea {
        resize: vertical;
        min-block-size: 84px;
      }
      .tick {
        display: flex;
        align-items: center;
        gap: 10px;
        min-block-size: var(--tap);
        color: var(--ink);
        font-size: 14px;
      }
      .tick input {
        inline-size: 20px;
        block-size: 20px;
        min-block-size: 20px;
        accent-color: var(--energy);
      }
      form button {
        justify-self: start;
      }
    `,
  ];

  private get today(): string {
    return localDay(Date.now(), this.meter.zone);
  }

  private get until(): string {
    return this.lastDay || addDays(this.today, USUAL_DAYS[this.kind]);
  }

  override render() {
    return html`<details>
      <summary>${words.writeNotice}</summary>
      <form @submit=${this.submit} @input=${() => (this.sent = false)} data-testid="notice-form">
        <label>${words.noticeKind}<select name="kind" .value=${this.kind}
          @change=${(event: Event) => (this.kind = (event.target as HTMLSelectElement).value as NoticeKind)}>
          ${kinds.map((kind) => html`<option value=${kind}>${words.noticeKinds[kind]}</option>`)}
        </select></label>
        <label>${words.noticeTitle}<input name="title" required maxlength="120" dir="auto" autocomplete="off" /></label>
        <label>${words.noticeText}<textarea name="text" maxlength="1200" rows="3" dir="auto"></textarea></label>
        ${this.kind === "bill" ? this.payment() : nothing}
        <div class="pair">
          <label>${words.language}<select name="language">
            ${Object.entries(languages).map(([code, name]) => html`<option value=${code} lang=${code}>${name}</option>`)}
          </select></label>
          <label>${words.urgency}<select name="urgency">
            ${urgenciesOf(this.kind).map((urgency) => html`<option value=${urgency}>${words.urgencies[urgency]}</option>`)}
          </select></label>
          <label>${words.lastDay}<input type="date" name="lastDay" required value=${this.until} min=${this.today} max=${addDays(this.today, MOST_DAYS)}
            @change=${(event: Event) => (this.lastDay = (event.target as HTMLInputElement).value)} /></label>
        </div>
        ${this.kind === "offer" ? nothing : html`<label class="tick"><input type="checkbox" name="confirm" .checked=${this.confirm}
          @change=${(event: Event) => (this.confirm = (event.target as HTMLInputElement).checked)} />${words.askToConfirm}</label>`}
        <label>${words.whyNotice}<input name="reason" required minlength="5" maxlength="500" placeholder=${words.whyNoticeExample} autocomplete="off" /></label>
        <p class="soft" data-testid="notice-says">${this.says()}</p>
        ${this.trouble ? html`<p class="note alarm" role="alert">${this.trouble}</p>` : nothing}
        ${this.sent ? html`<p class="note good" role="status">${words.noticeSent}</p>` : nothing}
        <button class="primary" ?disabled=${this.busy}>${words.sendNotice}</button>
      </form>
    </details>`;
  }

  private payment() {
    return html`<div class="pair">
      <label>${words.amount}<input name="amount" required inputmode="decimal" pattern="[0-9]{1,15}([.][0-9]{1,4})?" placeholder="4260.00" autocomplete="off" /></label>
      <label>${words.currency}<input name="currency" required maxlength="3" pattern="[A-Za-z]{3}" list="currencies" placeholder="PKR" autocomplete="off" /></label>
      <datalist id="currencies">${currencies.map((code) => html`<option value=${code}></option>`)}</datalist>
      <label>${words.dueDay}<input type="date" name="due" required value=${addDays(this.today, DAYS_TO_PAY)} max=${addDays(this.today, MOST_DAYS)} /></label>
    </div>`;
  }

  private says(): string {
    const where = this.meter.place ? placeText(this.meter.place) : this.meter.id;
    const asked = this.kind === "offer" ? words.noticeAnswers : this.confirm ? words.noticeConfirms : "";
    return `${words.noticeWill(where, longDay(this.until, locale))} ${asked}`.trim();
  }

  private async submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const given = new FormData(form);
    const say = (name: string) => String(given.get(name) ?? "");
    const payment: Payment | null =
      this.kind === "bill" ? { currency: say("currency").toUpperCase(), amount: say("amount"), due: say("due") } : null;
    this.busy = true;
    this.trouble = "";
    try {
      await api.sendNotice(this.meter.id, {
        language: say("language"),
        title: say("title"),
        text: say("text"),
        kind: this.kind,
        payment,
        urgency: say("urgency"),
        confirm: this.confirm,
        lastDay: say("lastDay"),
        reason: say("reason"),
      });
      form.reset();
      this.kind = "message";
      this.confirm = false;
      this.lastDay = "";
      this.sent = true;
      this.dispatchEvent(new Event("sent"));
    } catch (failure) {
      this.trouble = explain(failure);
    } finally {
      this.busy = false;
    }
  }
}
