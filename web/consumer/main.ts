import { askedLanguage, speak } from "../kit/language.ts";
import { words as kitWords } from "../kit/words.ts";
import { words } from "./words.ts";

const language = askedLanguage(location.search, navigator.languages);
if (language === "ur") {
  const urdu = await import("./words.ur.ts");
  Object.assign(words, urdu.consumer);
  Object.assign(kitWords, urdu.kit);
}
speak(language);
document.title = `${words.title} · ${kitWords.product}`;
await import("./app.ts");

if ("serviceWorker" in navigator) await navigator.serviceWorker.register("/service-worker.js");
