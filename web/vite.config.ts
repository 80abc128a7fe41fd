import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { defineConfig, type Plugin } from "vite";

/** Writes the service worker with the list of files that make up the consumer's shell. */
function serviceWorker(): Plugin {
  return {
    name: "service-worker",
    generateBundle(_options, bundle) {
      const files = new Set<string>();
      const gather = (file: string) => {
        const item = bundle[file];
        if (!item || files.has(file)) return;
        files.add(file);
        if (item.type !== "chunk") return;
        [...item.imports, ...item.dynamicImports, ...(item.viteMetadata?.importedCss ?? [])].forEach(gather);
      };
      Object.values(bundle)
        .filter((item) => item.type === "chunk" && item.isEntry && item.name === "consumer")
        .forEach((item) => gather(item.fileName));
      const names = [...files].sort();
      const shell = ["/", "/manifest.webmanifest", "/icon.svg", ...names.map((file) => `/${file}`)];
      // The files' names carry the hashes of their contents.
      const hash = createHash("sha256").update(names.join());
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
