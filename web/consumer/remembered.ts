import type { Curve, Home, Month } from "../kit/api.ts";

/** The last answers a customer saw, so that they can be read without a connection; gone at sign-out. */
export interface Remembered {
  at: number;
  home: Home;
  curve?: Curve;
  month?: Month;
}

const KEY = "last-seen";

export function remembered(): Remembered | null {
  const text = localStorage.getItem(KEY);
  if (text === null) return null;
  try {
    return JSON.parse(text) as Remembered;
  } catch {
    // Written by another version; it is only a copy.
    forget();
    return null;
  }
}

/** Keeps what is given beside what is kept already for the same home. */
export function remember(home: Home, more: Pick<Remembered, "curve" | "month">): void {
  const before = remembered();
  const kept = before?.home.place.id === home.place.id ? before : {};
  try {
    localStorage.setItem(KEY, JSON.stringify({ ...kept, ...more, home, at: Date.now() }));
  } catch {
    // No room on the device: the screen works without a copy.
    forget();
  }
}

export function forget(): void {
  localStorage.removeItem(KEY);
}
