// What a reader may set for this browser only (theme, text size), and a few small conveniences.
// Everything on the portal works without this file; the stylesheet hides its buttons where there are no scripts.
const root = document.documentElement;

const remembered = (name) => {
  try { return localStorage.getItem(name); } catch { return null; }
};
const remember = (name, value) => {
  try { localStorage.setItem(name, value); } catch { /* private window: holds for this page only */ }
};

const isDark = () =>
  root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;

const SIZES = ["normal", "large", "larger"];

for (const name of ["theme", "size"]) {
  const value = remembered(`portal-${name}`);
  if (value) root.dataset[name] = value;
}

const actions = {
  theme(button) {
    root.dataset.theme = isDark() ? "light" : "dark";
    remember("portal-theme", root.dataset.theme);
    button.setAttribute("aria-pressed", String(isDark()));
  },
  size() {
    const next = SIZES[(SIZES.indexOf(root.dataset.size ?? "normal") + 1) % SIZES.length];
    root.dataset.size = next;
    remember("portal-size", next);
  },
  print() {
    window.print();
  },
  choose(button) {
    const boxes = document.querySelectorAll(`input[name="row"][form="${button.dataset.form}"]`);
    const all = [...boxes].every((box) => box.checked);
    for (const box of boxes) box.checked = !all;
  },
  async copy(button) {
    const label = button.querySelector("[data-label]") ?? button;
    try {
      await navigator.clipboard.writeText(button.dataset.url);
      label.textContent = button.dataset.done;
    } catch {
      window.prompt(label.textContent, button.dataset.url);
    }
  },
};

for (const button of document.querySelectorAll("[data-action]")) {
  const action = button.dataset.action;
  if (!(action in actions)) continue;
  if (action === "theme") button.setAttribute("aria-pressed", String(isDark()));
  button.addEventListener("click", () => actions[action](button));
}

// On a phone the menu is wider than the screen: the part one is in is scrolled into it.
const here = document.querySelector(".site-nav [aria-current]");
if (here) {
  const menu = here.closest("nav");
  menu.scrollLeft += Math.max(0, here.getBoundingClientRect().right - menu.getBoundingClientRect().right);
}

// How far an import is. It is told aloud at each quarter only; at the end the page says what became of it.
const watch = async (part) => {
  const [bar, text, aloud] = ["progress", "#progress-text", "[role=status]"].map((one) => part.querySelector(one));
  let quarter = 0;
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 1000));
    let told;
    try {
      const answer = await fetch(part.dataset.progress);
      if (answer.redirected || answer.status === 404) return location.reload();
      told = await answer.json();
    } catch { continue; }
    if (told.state !== "importing") return location.reload();
    bar.max = told.total || 1;
    bar.value = told.done;
    text.textContent = told.text;
    const reached = Math.floor((4 * told.done) / (told.total || 1));
    if (reached > quarter) aloud.textContent = told.text;
    quarter = reached;
  }
};

for (const part of document.querySelectorAll("[data-progress]")) watch(part);
