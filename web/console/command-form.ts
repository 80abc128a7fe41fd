import { css, html, LitElement, nothing, type PropertyValues } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { commandsApi, type Batch, type Order, type Recipients } from "../kit/commands.ts";
import { explain } from "../kit/parts.ts";
import { base } from "../kit/styles.ts";
import { freshId, isCritical, meterIds, sayConsequence } from "./commands.ts";
import { words } from "./commands-words.ts";
import { fieldsOf, onTheWire, orderOf } from "./order-fields.ts";
import { dense } from "./styles.ts";
import { period } from "./words.ts";

const WINDOWS = [3600, 6 * 3600, 24 * 3600, 3 * 24 * 3600, 7 * 24 * 3600];
const SPREADS = [0, 300, 900, 3600, 4 * 3600];
const USUAL_SPREAD = 900;
const TYPING_PAUSE_MILLISECONDS = 400;

/** Asks for a command to meters or a group, with what it will do to whom said beforehand. */
@customElement("command-form")
export class CommandForm extends LitElement {
  /** Of what kind and for which meter, when somebody came from a meter's page. */
  @property() kind = "disconnect";
  @property() meter = "";
  @state() private chosen = "disconnect";
  @state() private group: "meters" | "feeder" | "transformer" = "meters";
  @state() private groups = { feeders: [] as string[], transformers: [] as string[] };
  @state() private whom: { meters: number; notEnrolled: string[]; byFeeder: Record<string, number> } | null = null;
  @state() private order: Order = { kind: "disconnect" };
  @state() private trouble = "";
  @state() private asked: Batch | null = null;
  @state() private busy = false;
  private wish = freshId();
  private typing: number | undefined;
  private looked = 0;

  static override styles = [
    base,
    dense,
    css`
      form {
        display: grid;
        gap: 12px;
      }
      .pair {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(180px, 100%), 1fr));
        gap: 12px;
        align-items: start;
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
      .says {
        display: grid;
        gap: 8px;
      }
      form > button {
        justify-self: start;
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    void commandsApi.groups().then(
      (groups) => (this.groups = groups),
      (failure: unknown) => (this.trouble = explain(failure)),
    );
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("kind")) this.choose(this.kind || "disconnect");
  }

  override firstUpdated(): void {
    this.typed();
  }

  private choose(kind: string): void {
    this.chosen = kind;
    this.order = { kind };
  }

  override render() {
    const options = (codes: string[]) => html`<option value="">${words.choose}</option>${codes.map((code) => html`<option>${code}</option>`)}`;
    const select = (name: string, label: string, values: Record<string, string>, value: string, pick: (value: string) => void) =>
      html`<label>${label}<select name=${name} @change=${(event: Event) => pick((event.target as HTMLSelectElement).value)}>
        ${Object.entries(values).map(([key, text]) => html`<option value=${key} ?selected=${key === value}>${text}</option>`)}
      </select></label>`;
    return html`<section class="card" data-testid="command-form">
      <h2>${words.newCommand}</h2>
      <form @submit=${this.submit} @input=${this.typed} @change=${this.typed}>
        <div class="pair">
          ${select("kind", words.kind, words.kinds, this.chosen, (kind) => this.choose(kind))}
          ${select("group", words.forWhom, words.groups, this.group, (group) => (this.group = group as typeof this.group))}
          ${this.group === "feeder" ? html`<label>${words.feeder}<select name="feeder" required>${options(this.groups.feeders)}</select></label>` : nothing}
          ${this.group === "transformer" ? html`<label>${words.transformer}<select name="transformer" required>${options(this.groups.transformers)}</select></label>` : nothing}
        </div>
        ${this.group === "meters"
          ? html`<label>${words.meters}<textarea name="meters" rows="2" required spellcheck="false" placeholder=${words.metersExample} .defaultValue=${this.meter}></textarea></label>`
          : nothing}
        ${fieldsOf(this.chosen)}
        <div class="pair">
          <label>${words.window}<select name="window">${WINDOWS.map((seconds) => html`<option value=${seconds} ?selected=${seconds === 24 * 3600}>${period(seconds)}</option>`)}</select></label>
          <label>${words.spread}<select name="spread">
            ${SPREADS.map((seconds) => html`<option value=${seconds} ?selected=${seconds === this.usualSpread}>${seconds === 0 ? words.atOnce : period(seconds)}</option>`)}
          </select></label>
        </div>
        <label>${words.reason}<input name="reason" required minlength="5" maxlength="500" placeholder=${words.reasonExample} autocomplete="off" /></label>
        <div class="says" data-testid="command-says">${this.says()}</div>
        ${this.trouble ? html`<p class="note alarm" role="alert">${this.trouble}</p>` : nothing}
        ${this.asked ? html`<p class="note good" role="status">${words.asked} <a href="#/commands/${this.asked.id}">${words.follow}</a></p>` : nothing}
        <button class="primary" ?disabled=${this.busy}>${isCritical(this.order) ? words.askApproval : words.ask}</button>
      </form>
    </section>`;
  }

  /** A street that comes back at one stroke trips its feeder again; a single home may come at once. */
  private get usualSpread(): number {
    return this.chosen === "reconnect" && (this.whom?.meters ?? 0) > 1 ? USUAL_SPREAD : 0;
  }

  private says() {
    if (!this.whom) return nothing;
    const { meters, notEnrolled, byFeeder } = this.whom;
    const feeders = Object.entries(byFeeder)
      .map(([feeder, n]) => `${feeder || words.withoutFeeder}: ${n}`)
      .join(", ");
    return html`<p class="soft">${words.whomMeans(meters, feeders ? words.ofFeeders(feeders) : "")} ${notEnrolled.length > 0 ? words.notEnrolled(notEnrolled.length) : nothing}</p>
      ${meters > 0
        ? html`<p class=${isCritical(this.order) ? "note alarm" : "note"}>${sayConsequence(this.order, meters)} ${isCritical(this.order) ? words.needsApproval : nothing}</p>`
        : nothing}`;
  }

  private get form(): HTMLFormElement {
    return this.renderRoot.querySelector("form") as HTMLFormElement;
  }

  private to(given: FormData): Recipients | null {
    switch (this.group) {
      case "meters": {
        const meters = meterIds(String(given.get("meters") ?? ""));
        return meters.length === 0 ? null : { meters };
      }
      case "feeder":
      case "transformer": {
        const code = String(given.get(this.group) ?? "");
        return code === "" ? null : { [this.group]: code };
      }
    }
  }

  /** Whoever types sees soon what it means. */
  private readonly typed = (): void => {
    this.asked = null;
    this.order = orderOf(this.chosen, new FormData(this.form));
    clearTimeout(this.typing);
    this.typing = window.setTimeout(() => void this.look(), TYPING_PAUSE_MILLISECONDS);
  };

  private async look(): Promise<void> {
    const mine = ++this.looked;
    const to = this.to(new FormData(this.form));
    this.order = orderOf(this.chosen, new FormData(this.form));
    if (to === null) {
      this.whom = null;
      this.trouble = "";
      return;
    }
    try {
      const whom = await commandsApi.recipients(to);
      if (mine !== this.looked) return;
      this.whom = whom;
      this.trouble = "";
    } catch (failure) {
      if (mine !== this.looked) return;
      this.whom = null;
      this.trouble = explain(failure);
    }
  }

  private async submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const given = new FormData(this.form);
    const to = this.to(given);
    if (to === null) return;
    this.busy = true;
    this.trouble = "";
    const order = orderOf(this.chosen, given);
    // A cut for later is good until it is due; the server knows when that is.
    const until = order.kind === "disconnect" && order.at ? null : new Date(Date.now() + Number(given.get("window")) * 1000).toISOString();
    try {
      this.asked = await commandsApi.ask({
        id: this.wish,
        to,
        order: onTheWire(order),
        reason: String(given.get("reason")).trim(),
        until,
        spreadSeconds: Number(given.get("spread")),
      });
      this.wish = freshId();
      this.form.querySelector<HTMLInputElement>("[name=reason]")!.value = "";
      this.dispatchEvent(new Event("decided", { bubbles: true, composed: true }));
    } catch (failure) {
      this.trouble = explain(failure);
    } finally {
      this.busy = false;
    }
  }
}
