import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { defineConfig, type Plugin } from "vite";

/** Writes the service worker with the list of files that make up the consumer's shell. */
function serviceWorker(): Plugin {
  return {
    name: "service-worker",
    generateBundle(_options, bundle) {
      const shell = ["/", "/manifest.webmanifest", "/icon.svg"];
      const hash = createHash("sha256");
      for (const [file, item] of Object.entries(bundle)) {
        if (!file.endsWith(".js") && !file.endsWith(".css")) continue;
        hash.update(item.type === "chunk" ? item.code : item.source);
        if (!file.includes("console")) shell.push("/" + file);
      }
      const source = readFileSync("consumer/service-worker.js", "utf8")
        .replace("SHELL_VERSION", JSON.stringify(hash.digest("hex").slice(0, 12)))
        .replace("SHELL_FILES", JSON.stringify(shell));
      this.emitFile({ type: "asset", fileName: "service-worker.js", source });
    },
  };
}

export default defineConfig({
  appType: "mpa",
  plugins: [serviceWorker()],
  build: {
    outDir: "target/classes/META-INF/resources",
    emptyOutDir: true,
    target: "es2022",
    // A strict content policy: nothing inline, no data: addresses, no preload shim.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rollupOptions: { input: { consumer: "index.html", console: "console/index.html" } },
  },
});
