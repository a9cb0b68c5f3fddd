/* The log's page opens without a connection. Kept: that page as its user saw it last, and the files
   that it is drawn with. Nothing else passes through here, and signing out empties it. */
"use strict";
const KEPT = "nhat-ky";
const PAGE = new URL("./", self.location).pathname;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

const whole = (answer) => answer.ok && !answer.redirected && answer.type === "basic";

const keepPage = async () => {
  const answer = await fetch(PAGE, { credentials: "same-origin" });
  if (whole(answer)) await (await caches.open(KEPT)).put(PAGE, answer);
};

// The page tells which files it is drawn with; those of older versions go.
const keepFiles = async (files) => {
  const kept = await caches.open(KEPT);
  const held = new Set((await kept.keys()).map((request) => request.url));
  await Promise.all(files.filter((url) => !held.has(url)).map((url) => kept.add(url).catch(() => {})));
  const page = new URL(PAGE, self.location).href;
  await Promise.all([...held].filter((url) => url !== page && !files.includes(url)).map((url) => kept.delete(url)));
};

self.addEventListener("message", (event) => {
  event.waitUntil(keepFiles(event.data.files).then(keepPage).catch(() => {}));
});

const page = async (request) => {
  try {
    const answer = await fetch(request);
    // Led away from its own page: nobody is signed in any more.
    if (answer.type === "opaqueredirect" || answer.status === 403) await caches.delete(KEPT);
    return answer;
  } catch (lost) {
    const kept = await caches.match(PAGE, { cacheName: KEPT });
    if (kept) return kept;
    throw lost;
  }
};

const file = async (request) => {
  const kept = await caches.match(request, { cacheName: KEPT });
  return kept || fetch(request);
};

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(request));
  else if (new URL(request.url).pathname.startsWith("/static/")) event.respondWith(file(request));
});
