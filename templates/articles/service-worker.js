/* Care pages that were opened on this phone stay readable where there is no connection.
   The network comes first: a saved page is shown only when nothing answers, and says
   when it was saved. Forms, requests, plans, search and the desk are never kept. */
const VERSION = "{{ version }}";
const CARE = /^(?:\/(?:{{ prefixes }}))?\/(?:articles\/[-\w]+\/(?:calm\/)?|help-now\/)$/;
const READERS = ["", "?for=companion"];
const WORDS = {{ words }};
const MOST_PAGES = 12;
let forgotten = 0;

const isCare = (url) => url.origin === location.origin && CARE.test(url.pathname) && READERS.includes(url.search);
const named = (url) => url.origin + url.pathname + url.search;
const saved = (address) => caches.match(address, { ignoreVary: true });

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("message", (event) => {
  if (event.data === "forget") event.waitUntil(forget());
  if (event.data === "keep") event.waitUntil(renew(new URL(event.source.url)).catch(() => {}));
});

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== location.origin) return;
  if (event.request.mode !== "navigate") {
    if (url.pathname.startsWith("/static/")) event.respondWith(part(event.request));
    return;
  }
  if (isCare(url)) event.respondWith(page(event, named(url)));
  event.waitUntil(renew(url).catch(() => {}));
});

async function page(event, address) {
  try {
    const answer = await fetch(event.request);
    event.waitUntil(keep(address, answer.clone()).catch(() => {}));
    return answer;
  } catch (lost) {
    const kept = await saved(address);
    if (!kept) throw lost;
    return dated(kept);
  }
}

async function part(request) {
  try {
    return await fetch(request);
  } catch (lost) {
    const kept = await saved(request.url);
    if (!kept) throw lost;
    return kept;
  }
}

/* Only what patients can read now is kept: a page that was taken back goes at once. */
async function keep(address, answer) {
  const since = forgotten;
  if (answer.status >= 500) return;
  const pages = await caches.open("pages");
  const mayStay = answer.status === 200 && !/no-store/.test(answer.headers.get("cache-control"));
  if (!mayStay) return void (await pages.delete(address));
  const parts = await caches.open("parts");
  for (const one of partsOf(await answer.clone().text())) {
    if (!(await parts.match(one, { ignoreVary: true }))) await parts.add(one);
  }
  if (since !== forgotten) return forget();
  await pages.put(address, answer);
  if (since !== forgotten) return forget();
  for (const old of (await pages.keys()).slice(0, -MOST_PAGES)) await pages.delete(old);
}

const partsOf = (html) => [...html.matchAll(/(?:href|src)="(\/static\/[^"]+)"/g)].map((found) => found[1]);

/* When anything was published, taken back or changed, each saved page is read again. */
async function renew(url) {
  const done = `version-${VERSION}`;
  const pages = await caches.open("pages");
  const due = (await caches.has(done)) ? [] : (await pages.keys()).map((one) => one.url);
  const here = named(url);
  if (isCare(url) && !due.includes(here) && !(await saved(here))) due.push(here);
  for (const one of due) {
    await keep(one, await fetch(one, { cache: "no-cache", redirect: "manual" }));
  }
  if (await caches.has(done)) return;
  await tidy(pages);
  await caches.open(done);
  for (const name of await caches.keys()) {
    if (name.startsWith("version-") && name !== done) await caches.delete(name);
  }
}

async function tidy(pages) {
  const wanted = new Set();
  for (const answer of await pages.matchAll()) {
    for (const one of partsOf(await answer.text())) wanted.add(new URL(one, location.origin).href);
  }
  const parts = await caches.open("parts");
  for (const one of await parts.keys()) if (!wanted.has(one.url)) await parts.delete(one);
}

async function forget() {
  forgotten += 1;
  for (const name of await caches.keys()) await caches.delete(name);
}

async function dated(kept) {
  const html = await kept.text();
  const language = (/<html lang="([\w-]+)"/.exec(html) || ["", "en"])[1];
  const moment = new Date(kept.headers.get("date"));
  const when = moment.toLocaleString(language, { dateStyle: "medium", timeStyle: "short" });
  const words = (WORDS[language] || WORDS.en).replace("WHEN", when);
  const bar = `<div class="announcement" role="status"><p class="wrap"><strong>${words}</strong></p></div>`;
  const headers = new Headers(kept.headers);
  headers.delete("content-encoding");
  headers.delete("content-length");
  return new Response(html.replace("<main", `${bar}<main`), { headers });
}
