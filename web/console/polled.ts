import type { ReactiveController, ReactiveControllerHost } from "lit";

/** An answer of the server that is asked for again and again; a failure leaves the last answer standing. */
export class Polled<T> implements ReactiveController {
  value: T | null = null;
  failure: unknown = null;
  private timer: number | undefined;
  private asked = 0;

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly ask: () => Promise<T>,
    private readonly everyMilliseconds: number,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    this.timer = window.setInterval(() => {
      if (!document.hidden) void this.load();
    }, this.everyMilliseconds);
  }

  hostDisconnected(): void {
    clearInterval(this.timer);
  }

  /** Forgets the last answer, because another one is wanted now. */
  async restart(): Promise<void> {
    this.value = null;
    await this.load();
  }

  /** Asks once; an answer that was overtaken by a newer question is dropped. */
  readonly load = async (): Promise<void> => {
    const mine = ++this.asked;
    try {
      const value = await this.ask();
      if (mine !== this.asked) return;
      this.value = value;
      this.failure = null;
    } catch (failure) {
      if (mine !== this.asked) return;
      this.failure = failure;
    }
    this.host.requestUpdate();
  };
}
