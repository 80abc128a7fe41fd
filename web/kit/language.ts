/** The language of the page: chosen once at start, before anything is drawn. */

export type Language = "en" | "ur";

const known: Record<Language, { locale: string; direction: "ltr" | "rtl" }> = {
  en: { locale: "en-GB", direction: "ltr" },
  ur: { locale: "ur-PK", direction: "rtl" },
};

/** The locale for dates and numbers. */
export let locale = known.en.locale;

/** The language asked for by the address (`?lang=ur`), else the first one of the browser that is spoken here. */
export function askedLanguage(search: string, preferred: readonly string[]): Language {
  const wanted = [new URLSearchParams(search).get("lang") ?? "", ...preferred];
  for (const each of wanted) {
    const language = each.split("-")[0] as Language;
    if (language in known) return language;
  }
  return "en";
}

/** Sets the document's language and direction, and the locale of dates and numbers. */
export function speak(language: Language): void {
  locale = known[language].locale;
  document.documentElement.lang = language;
  document.documentElement.dir = known[language].direction;
}

/** A number with exactly `digits` decimals and the language's separators. */
export function decimal(value: number, digits = 0): string {
  return new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);
}

/** Kilowatt-hours with as many digits as are of use: 9.61, 96.1, 9,612. */
export function energyText(kwh: number): string {
  const size = Math.abs(kwh);
  return decimal(kwh, size < 10 ? 2 : size < 1000 ? 1 : 0);
}

/** Kilowatts with as many digits as are of use: 1.84, 18.4, 184. */
export function powerText(kilowatts: number): string {
  const size = Math.abs(kilowatts);
  return decimal(kilowatts, size < 10 ? 2 : size < 100 ? 1 : 0);
}

/** A share 0…1 as percent, cut (not rounded up), so that only what is complete reads 100 %. */
export function percentText(share: number): string {
  const cut = Math.floor(share * 10_000 + 1e-6) / 100;
  return decimal(cut, cut === 100 ? 0 : 2);
}

/** Picks the form of a word by the language's plural rules. */
export function plural(count: number, forms: { one: string; other: string }): string {
  return new Intl.PluralRules(locale).select(count) === "one" ? forms.one : forms.other;
}
