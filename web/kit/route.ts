import type { ReactiveController, ReactiveControllerHost } from "lit";

/** Where the reader is: the path's words and the query behind `#`, as in `#/meters/SEM0000000000001?day=2026-11-22`. */
export interface Place {
  words: string[];
  query: URLSearchParams;
}

/** Reads an address's part from `#` on. */
export function placeOf(hash: string): Place {
  const [path = "", query = ""] = hash.replace(/^#/, "").split("?");
  const words = path
    .split("/")
    .filter((word) => word !== "")
    .map(decodeURIComponent);
  return { words, query: new URLSearchParams(query) };
}

/** Tells its component whenever the address changes, so that links, back and forward work. */
export class Route implements ReactiveController {
  place = placeOf(location.hash);

  constructor(private readonly host: ReactiveControllerHost) {
    host.addController(this);
  }

  hostConnected(): void {
    window.addEventListener("hashchange", this.#changed);
  }

  hostDisconnected(): void {
    window.removeEventListener("hashchange", this.#changed);
  }

  readonly #changed = () => {
    this.place = placeOf(location.hash);
    this.host.requestUpdate();
  };
}
