import { css, html, LitElement, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import { api, Refused, type Session, sessionEnded } from "../kit/api.ts";
import { problem } from "../kit/parts.ts";
import { Route } from "../kit/route.ts";
import "../kit/sign-in.ts";
import { base } from "../kit/styles.ts";
import { words as kit } from "../kit/words.ts";
import "./batch-page.ts";
import { words as commandWords } from "./commands-words.ts";
import "./commands-page.ts";
import "./coverage.ts";
import "./meter.ts";
import "./meters.ts";
import "./overview.ts";
import "./refusals.ts";
import { dense } from "./styles.ts";
import { words } from "./words.ts";

type Standing = "starting" | "out" | "ended" | "customer" | "in" | "failed";

/** The operators' console: who is signed in and which page. */
@customElement("console-app")
export class ConsoleApp extends LitElement {
  @state() private standing: Standing = "starting";
  @state() private session: Session | null = null;
  private failure: unknown = null;
  private readonly route = new Route(this);

  static override styles = [
    base,
    dense,
    css`
      .frame {
        display: grid;
        grid-template-columns: 200px minmax(0, 1fr);
        min-block-size: 100dvh;
      }
      .side {
        border-inline-end: 1px solid var(--line);
        background: var(--surface);
        padding: 18px 12px;
        display: flex;
        flex-direction: column;
        position: sticky;
        inset-block-start: 0;
        block-size: 100dvh;
      }
      .side b {
        font-size: 16px;
        padding: 0 10px 14px;
      }
      nav {
        display: grid;
        gap: 2px;
      }
      nav a {
        display: flex;
        align-items: center;
        min-block-size: var(--tap);
        padding-inline: 10px;
        border-radius: 8px;
        color: var(--ink-soft);
        text-decoration: none;
      }
      nav a[aria-current] {
        background: var(--energy-soft);
        color: var(--energy);
        font-weight: 600;
      }
      .person {
        display: grid;
        justify-items: start;
        margin-block-start: auto;
        padding-inline-start: 10px;
      }
      .person button {
        padding-inline: 0;
        font-size: 14px;
      }
      main {
        padding: 20px 24px 40px;
        max-inline-size: 1280px;
      }
      .skip {
        position: absolute;
        inset-block-start: -60px;
        inset-inline-start: 8px;
        z-index: 9;
      }
      .skip:focus {
        inset-block-start: 8px;
      }
      .centre {
        max-inline-size: 480px;
        margin: 12vh auto;
        display: grid;
        gap: 16px;
        text-align: center;
      }
      @media (max-width: 860px) {
        .frame {
          grid-template-columns: minmax(0, 1fr);
          align-content: start;
        }
        .side {
          position: static;
          block-size: auto;
          flex-flow: row wrap;
          align-items: center;
          gap: 2px 12px;
          padding: 8px 12px;
          border-inline-end: 0;
          border-block-end: 1px solid var(--line);
        }
        .side b {
          padding: 0 4px;
        }
        nav {
          order: 3;
          inline-size: 100%;
          display: flex;
          overflow-x: auto;
        }
        .person {
          margin: 0;
          margin-inline-start: auto;
          display: flex;
          align-items: center;
          gap: 12px;
        }
        main {
          padding: 14px 12px 40px;
        }
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener(sessionEnded, () => (this.standing = "ended"));
    void this.load();
  }

  private readonly load = async (): Promise<void> => {
    try {
      this.enter(await api.session());
    } catch (failure) {
      this.failure = failure;
      this.standing = failure instanceof Refused && failure.status === 401 ? "out" : "failed";
    }
  };

  private enter(session: Session): void {
    this.session = session;
    this.standing = session.role === "customer" ? "customer" : "in";
  }

  private async signOut(): Promise<void> {
    try {
      await api.signOut();
      this.standing = "out";
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
          ?ended=${this.standing === "ended"}
          @signed-in=${(event: CustomEvent<Session>) => this.enter(event.detail)}
        ></sm-sign-in>`;
      case "customer":
        return html`<main class="centre">
          <h1>${kit.product}</h1>
          <p>${words.notAnOperator}</p>
          <a class="button" href="/">${words.toHome}</a>
          <button class="quiet" @click=${this.signOut}>${kit.signOut}</button>
        </main>`;
      case "failed":
        return html`<main class="centre"><h1>${kit.product}</h1>${problem(this.failure, () => void this.load())}</main>`;
      case "in":
        return this.frame();
    }
  }

  override updated(): void {
    const [page = "", item] = this.route.place.words;
    const name = { "": words.overview, meters: words.meters, coverage: words.coverage, commands: commandWords.commands, refusals: words.refusals }[page] ?? words.notFound;
    document.title = `${page === "commands" ? name : (item ?? name)} · ${kit.product}`;
  }

  private frame() {
    const here = this.route.place.words[0] ?? "";
    const link = (page: string, text: string) =>
      html`<a href="#/${page}" aria-current=${here === page ? "page" : nothing}>${text}</a>`;
    return html`<div class="frame">
        <header class="side">
          <button class="skip" @click=${this.skip}>${words.skip}</button>
          <b>${kit.product}</b>
          <nav aria-label=${words.navigation}>
            ${link("", words.overview)} ${link("meters", words.meters)} ${link("coverage", words.coverage)} ${link("commands", commandWords.commands)} ${link("refusals", words.refusals)}
          </nav>
          <div class="person">
            <span class="soft" data-testid="person">${this.session?.displayName}</span>
            <button class="quiet" @click=${this.signOut}>${kit.signOut}</button>
          </div>
        </header>
        <main id="main" tabindex="-1">${this.page()}</main>
      </div>`;
  }

  private commands(batch: string | undefined, query: URLSearchParams) {
    return batch === undefined
      ? html`<commands-page .session=${this.session} .offset=${Number(query.get("offset") ?? 0)} .kind=${query.get("kind") ?? ""} .meter=${query.get("meter") ?? ""}></commands-page>`
      : html`<batch-page .session=${this.session} .batch=${batch}></batch-page>`;
  }

  private skip(): void {
    this.renderRoot.querySelector<HTMLElement>("#main")?.focus();
  }

  private page() {
    const { words: path, query } = this.route.place;
    switch (path[0] ?? "") {
      case "":
        return html`<overview-page></overview-page>`;
      case "meters":
        return path[1] === undefined
          ? html`<meters-page .place=${this.route.place}></meters-page>`
          : html`<meter-page .meter=${path[1]} .day=${query.get("day") ?? ""}></meter-page>`;
      case "coverage":
        return html`<coverage-page .day=${query.get("day") ?? ""}></coverage-page>`;
      case "commands":
        return this.commands(path[1], query);
      case "refusals":
        return html`<refusals-page .meter=${query.get("meter") ?? ""}></refusals-page>`;
      default:
        return html`<h1>${words.notFound}</h1><a href="#/">${words.overview}</a>`;
    }
  }
}
