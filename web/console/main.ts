import { speak } from "../kit/language.ts";
import { words as kit } from "../kit/words.ts";
import { words } from "./words.ts";

speak("en");
document.title = `${kit.product} · ${words.purpose}`;
await import("./app.ts");
