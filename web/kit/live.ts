/** A stream of server-sent events that comes back by itself, and rests while nobody looks. */
export class LiveStream {
  #source: EventSource | null = null;
  #timer: number | undefined;
  #failures = 0;
  #wanted = false;

  /**
   * @param address where the events come from
   * @param listeners what to do with each event's data, by the event's name
   * @param changed told when the connection comes up or goes down
   */
  constructor(
    private readonly address: string,
    private readonly listeners: Record<string, (data: never) => void>,
    private readonly changed: (up: boolean) => void,
  ) {}

  open(): void {
    if (this.#wanted) return;
    this.#wanted = true;
    document.addEventListener("visibilitychange", this.#looked);
    window.addEventListener("online", this.#now);
    this.#connect();
  }

  close(): void {
    this.#wanted = false;
    document.removeEventListener("visibilitychange", this.#looked);
    window.removeEventListener("online", this.#now);
    this.#disconnect();
  }

  readonly #looked = () => (document.hidden ? this.#disconnect() : this.#now());

  readonly #now = () => {
    this.#failures = 0;
    if (this.#wanted && this.#source?.readyState !== EventSource.OPEN) this.#connect();
  };

  #disconnect(): void {
    clearTimeout(this.#timer);
    this.#source?.close();
    this.#source = null;
  }

  #connect(): void {
    this.#disconnect();
    if (document.hidden) return;
    const source = new EventSource(this.address);
    this.#source = source;
    source.onopen = () => {
      this.#failures = 0;
      this.changed(true);
    };
    source.onerror = () => {
      this.changed(false);
      // The browser would try again every few seconds for ever and gives up on an error status; neither suits.
      this.#disconnect();
      const wait = Math.min(30_000, 1000 * 2 ** this.#failures++) * (0.75 + Math.random() / 2);
      this.#timer = window.setTimeout(() => this.#connect(), wait);
    };
    for (const [name, listener] of Object.entries(this.listeners)) {
      source.addEventListener(name, (event) => listener(JSON.parse((event as MessageEvent<string>).data) as never));
    }
  }
}
