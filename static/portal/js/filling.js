// A form being filled in: saved while one types, lines counted, like titles named.
// Without this file the buttons of the form do the same; with it nothing typed is lost to a lost connection.
const form = document.querySelector("form[data-autosave]");

const PAUSE = 3000; // after the last key
const RETRY = 10000; // after a failure
const TITLE_PAUSE = 700;
const FORGET = 14 * 24 * 3600 * 1000;

const state = document.querySelector("[data-state]");
const version = form.elements.version;
const storeName = `dvk-form-${form.dataset.draft}`;
// A file goes with its own button; the version and the token are not typed.
const NOT_TYPED = ["csrfmiddlewaretoken", "version", "attachment", "attachment_kind"];

const store = {
  read() { try { return JSON.parse(localStorage.getItem(storeName)); } catch { return null; } },
  keep(values) { try { localStorage.setItem(storeName, JSON.stringify({ values, at: Date.now() })); } catch { /* full or private */ } },
  forget() {
    try {
      for (const key of Object.keys(localStorage).filter((one) => one.startsWith("dvk-form-"))) {
        if (!(JSON.parse(localStorage.getItem(key)).at > Date.now() - FORGET)) localStorage.removeItem(key);
      }
    } catch { /* private */ }
  },
  drop() { try { localStorage.removeItem(storeName); } catch { /* private */ } },
};

const typed = () => {
  const values = {};
  for (const [name, value] of new FormData(form)) if (!NOT_TYPED.includes(name)) values[name] = value;
  return values;
};
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
const say = (text) => { if (state.textContent !== text) state.textContent = text; };

// Another window may have signed in anew meanwhile: the cookie has the token that counts.
const token = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? form.elements.csrfmiddlewaretoken.value;

let saved = typed();
let timer = null;
let stopped = false;
let leaving = false;
// One request at a time, each after the one before.
let queue = Promise.resolve();
const inTurn = (work) => (queue = queue.then(work, work));

const later = (pause) => {
  clearTimeout(timer);
  timer = setTimeout(() => inTurn(save), pause);
};

const save = async () => {
  const values = typed();
  if (stopped || leaving || same(values, saved)) return;
  say(form.dataset.saving);
  const body = new URLSearchParams({ ...values, version: version.value });
  let answer;
  try {
    answer = await fetch(form.dataset.autosave, { method: "POST", body, headers: { "X-CSRFToken": token() } });
  } catch {
    say(form.dataset.offline);
    return later(RETRY);
  }
  if (answer.redirected || answer.status === 403) {
    say(form.dataset.signedOut);
    return later(RETRY);
  }
  if (!answer.ok && answer.status !== 409) {
    say(form.dataset.offline);
    return later(RETRY);
  }
  const told = await answer.json();
  say(told.message);
  if (!answer.ok) { stopped = true; return; }
  version.value = told.version;
  saved = values;
  if (same(typed(), saved)) store.drop(); else later(PAUSE);
};

form.addEventListener("input", (event) => {
  if (NOT_TYPED.includes(event.target.name)) return;
  const values = typed();
  if (same(values, saved)) { store.drop(); return; }
  store.keep(values);
  if (!stopped) later(PAUSE);
});

window.addEventListener("online", () => later(0));
window.addEventListener("beforeunload", (event) => {
  if (!leaving && !same(typed(), saved)) event.preventDefault();
});

// A button waits until what is typed is saved, so that it sends the version that counts, and so that the
// copy on this device goes. A second click meanwhile does nothing.
let waiting = false;
form.addEventListener("submit", (event) => {
  if (leaving) return;
  event.preventDefault();
  if (waiting) return;
  waiting = true;
  clearTimeout(titleTimer);
  inTurn(save).then(() => setTimeout(() => {
    // Later than the event itself, during which a form does not submit again.
    leaving = true;
    clearTimeout(timer);
    form.elements.csrfmiddlewaretoken.value = token();
    form.requestSubmit(event.submitter);
  }));
});
window.addEventListener("pageshow", (event) => { if (event.persisted) waiting = leaving = false; });

// What an earlier visit could not save; of other forms it is forgotten after a while.
store.forget();
const kept = store.read();
const offer = document.querySelector("[data-kept]");
const put = (values) => {
  for (const [name, value] of Object.entries(values)) {
    const field = form.elements[name];
    if (field) field.value = value;
  }
  form.dispatchEvent(new Event("input", { bubbles: true }));
  for (const part of document.querySelectorAll("[data-lines]")) count(part);
};
if (kept && same(kept.values, saved)) store.drop();
else if (kept) {
  offer.hidden = false;
  offer.querySelector("[data-kept-time]").textContent = new Date(kept.at).toLocaleString(document.documentElement.lang);
  offer.querySelector("[data-kept-use]").addEventListener("click", () => {
    offer.hidden = true;
    put(kept.values);
    form.querySelector("input:not([type=hidden]), textarea, select")?.focus();
  });
  offer.querySelector("[data-kept-drop]").addEventListener("click", () => { offer.hidden = true; store.drop(); });
}

// About how many lines a text takes on paper; longer ones are accepted all the same.
const count = (part) => {
  const text = document.getElementById(part.dataset.lines).value;
  const lines = text.split("\n").filter((line) => line.trim())
    .reduce((sum, line) => sum + Math.ceil(line.length / part.dataset.characters), 0);
  part.querySelector("[data-count]").textContent = lines;
  part.querySelector("[data-longer]").hidden = !(part.dataset.most && lines > Number(part.dataset.most));
};
for (const part of document.querySelectorAll("[data-lines]")) {
  document.getElementById(part.dataset.lines).addEventListener("input", () => count(part));
}

let titleTimer = null;
const title = form.elements.title;
const titles = document.querySelector("[data-similar-titles]");
const name = async () => {
  if (leaving) return;
  try {
    const answer = await fetch(`${form.dataset.similar}?${new URLSearchParams({ title: title.value })}`);
    if (answer.ok && !answer.redirected) titles.innerHTML = await answer.text();
  } catch { /* it is only a hint */ }
};
title?.addEventListener("input", () => {
  clearTimeout(titleTimer);
  titleTimer = setTimeout(() => inTurn(name), TITLE_PAUSE);
});
