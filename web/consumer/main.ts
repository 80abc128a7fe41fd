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

if ("serviceWorker" in navigator) {
  try {
    await navigator.serviceWorker.register("/service-worker.js");
  } catch (failure) {
    // A browser refuses it behind a certificate it does not trust; everything but opening offline still works.
    console.info("The page cannot be kept for opening without a connection:", failure);
  }
}
