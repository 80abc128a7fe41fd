import { css, html, LitElement, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import { api, type Home, Refused, type Session, sessionEnded, Unreachable } from "../kit/api.ts";
import { age, empty, problem } from "../kit/parts.ts";
import { Route } from "../kit/route.ts";
import "../kit/sign-in.ts";
import { base } from "../kit/styles.ts";
import { words as kit } from "../kit/words.ts";
import "./day.ts";
import "./now.ts";
import { forget, remember, remembered } from "./remembered.ts";
import "./use.ts";
import { words } from "./words.ts";

const REFRESH_MILLISECONDS = 30_000;

type Standing = "starting" | "out" | "ended" | "staff" | "homeless" | "in" | "failed";

/** The customer's app: who is signed in, which page, and whether the utility can be reached. */
@customElement("consumer-app")
export class ConsumerApp extends LitElement {
  @state() private standing: Standing = "starting";
  @state() private home: Home | null = null;
  @state() private failure: unknown = null;
  /** Since when the shown data are only remembered; null while connected. */
  @state() private offlineSince: number | null = null;
  private readonly route = new Route(this);
  private clock: number | undefined;

  static override styles = [
    base,
    css`
      .frame {
        max-inline-size: 1080px;
        margin-inline: auto;
        padding: 12px 16px calc(96px + env(safe-area-inset-bottom));
      }
      header {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 12px;
        padding-block-end: 10px;
      }
      header b {
        font-size: 18px;
        line-height: 1.25;
        display: block;
      }
      header button {
        padding-inline: 8px;
        margin-inline-end: -8px;
        flex: none;
      }
      .note {
        margin-block-end: 12px;
      }
      nav {
        position: fixed;
        inset: auto 0 0 0;
        background: var(--raised);
        border-block-start: 1px solid var(--line);
        display: flex;
        justify-content: center;
        padding-block-end: env(safe-area-inset-bottom);
        z-index: 5;
      }
      nav a {
        flex: 1;
        max-inline-size: 140px;
        min-block-size: 64px;
        display: grid;
        place-content: center;
        justify-items: center;
        gap: 2px;
        font: var(--small);
        color: var(--ink-soft);
        text-decoration: none;
      }
      nav a[aria-current] {
        color: var(--energy);
        font-weight: 600;
      }
      @media (min-width: 900px) {
        nav {
          position: absolute;
          inset: 8px 0 auto;
          inline-size: fit-content;
          margin-inline: auto;
          background: none;
          border: 0;
          padding: 0;
        }
        nav a {
          min-block-size: var(--tap);
          padding-inline: 16px;
          grid-auto-flow: column;
          gap: 8px;
          font: var(--text);
        }
        nav a[aria-current] {
          background: var(--energy-soft);
          border-radius: 10px;
        }
      }
      .centre {
        max-inline-size: 480px;
        margin: 12vh auto;
        padding: 16px;
        display: grid;
        gap: 16px;
        text-align: center;
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener(sessionEnded, () => this.leave("ended"));
    window.addEventListener("online", () => void this.load());
    this.clock = window.setInterval(() => this.tick(), REFRESH_MILLISECONDS);
    void this.load();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.clock);
  }

  /** Keeps the last reading and the stated age true, and tries again while there is no connection. */
  private tick(): void {
    if (this.standing === "in" && !document.hidden) void this.load();
    this.requestUpdate();
  }

  private async load(): Promise<void> {
    try {
      const session = await api.session();
      if (session.role !== "customer") {
        this.standing = "staff";
        return;
      }
      this.home = await api.home();
      remember(this.home, {});
      this.offlineSince = null;
      this.standing = "in";
    } catch (failure) {
      this.unable(failure);
    }
  }

  private unable(failure: unknown): void {
    this.failure = failure;
    const kept = remembered();
    if (failure instanceof Unreachable && kept) {
      this.home = kept.home;
      this.offlineSince = kept.at;
      this.standing = "in";
    } else if (failure instanceof Refused && failure.status === 401) this.leave(this.standing === "in" ? "ended" : "out");
    else if (failure instanceof Refused && failure.code === "no-home") this.standing = "homeless";
    else this.standing = "failed";
  }

  private leave(standing: "out" | "ended"): void {
    forget();
    this.home = null;
    this.standing = standing;
  }

  private async signOut(): Promise<void> {
    forget();
    try {
      await api.signOut();
      this.leave("out");
    } catch (failure) {
      this.failure = failure;
      this.standing = "failed";
    }
  }

  override render() {
    switch (this.standing) {
      case "starting":
        return html`<main class="centre soft" aria-busy="true">${kit.loading}</main>`;
      case "out":
      case "ended":
        return html`<sm-sign-in
          purpose=${words.purpose}
          remark=${words.kept}
          ?ended=${this.standing === "ended"}
          @signed-in=${(event: CustomEvent<Session>) => this.entered(event.detail)}
        ></sm-sign-in>`;
      case "staff":
        return html`<main class="centre">
          <h1>${kit.product}</h1>
          <p>${words.notACustomer}</p>
          <a class="button" href="/console/">${words.toConsole}</a>
          <button class="quiet" @click=${this.signOut}>${kit.signOut}</button>
        </main>`;
      case "homeless":
        return html`<main class="centre">
          <h1>${kit.product}</h1>
          <div class="card" data-testid="no-home">${empty(words.noHome, words.noHomeNext)}</div>
          <button class="quiet" @click=${this.signOut}>${kit.signOut}</button>
        </main>`;
      case "failed":
        return html`<main class="centre"><h1>${kit.product}</h1>${problem(this.failure, () => void this.load())}</main>`;
      case "in":
        return this.home ? this.frame(this.home) : nothing;
    }
  }

  private entered(session: Session): void {
    this.standing = session.role === "customer" ? "starting" : "staff";
    if (session.role === "customer") void this.load();
  }

  private frame(home: Home) {
    return html`<div class="frame">
        <header>
          <b data-testid="place" dir="auto">${home.place.name || home.place.address}</b>
          <button class="quiet" @click=${this.signOut}>${kit.signOut}</button>
        </header>
        <main>
          ${this.offlineSince === null
            ? nothing
            : html`<p class="note" role="status" data-testid="offline">${words.offlineSince(age(Date.now() - this.offlineSince))}</p>`}
          ${this.page(home)}
        </main>
      </div>
      ${this.navigation()}`;
  }

  private page(home: Home) {
    const { words: path, query } = this.route.place;
    const offline = this.offlineSince !== null;
    switch (path[0] ?? "now") {
      case "now":
        return html`<now-page .home=${home} ?offline=${offline} @unreachable=${(event: CustomEvent) => this.unable(event.detail)}></now-page>`;
      case "use":
        return html`<use-page .home=${home} .month=${query.get("month") ?? ""} ?offline=${offline}></use-page>`;
      case "day":
        return html`<day-page .home=${home} .day=${path[1] ?? home.today}></day-page>`;
      default:
        return html`<p class="card">${words.notFound} <a href="#/">${words.now}</a></p>`;
    }
  }

  private navigation() {
    const here = this.route.place.words[0] ?? "now";
    const link = (address: string, pages: string[], text: string, path: string) =>
      html`<a href=${address} aria-current=${pages.includes(here) ? "page" : nothing}>
        <svg width="22" height="22" viewBox="0 0 22 22" fill="none" stroke="currentColor" stroke-width="2" stroke-linejoin="round" aria-hidden="true"><path d=${path} /></svg>
        ${text}
      </a>`;
    return html`<nav aria-label=${words.navigation}>
      ${link("#/", ["now"], words.now, "M12 2 5 12h5l-1 8 8-11h-6z")}
      ${link("#/use", ["use", "day"], words.use, "M3 19h16M6 15V9M11 15V4M16 15v-4")}
    </nav>`;
  }
}
