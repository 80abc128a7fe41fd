// Keeps the consumer's shell (pages' files, never an answer of the API) so that the app opens
// without a connection. The build fills in the version and the list of files.
const version = SHELL_VERSION;
const shell = SHELL_FILES;
const shelf = `shell-${version}`;

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches
      .open(shelf)
      .then((cache) => cache.addAll(shell))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) =>
        Promise.all(
          names.filter((name) => name.startsWith("shell-") && name !== shelf).map((name) => caches.delete(name)),
        ),
      )
      .then(() => self.clients.claim()),
  );
});

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== self.location.origin) return;
  if (!shell.includes(url.pathname)) return;
  // The page itself comes fresh when there is a connection; its hashed files never change.
  const fresh = url.pathname === "/";
  event.respondWith(
    caches.open(shelf).then(async (cache) => {
      const kept = await cache.match(url.pathname);
      if (kept && !fresh) return kept;
      try {
        return await fetch(event.request);
      } catch (failure) {
        if (kept) return kept;
        throw failure;
      }
    }),
  );
});
