// What a reader may set for this browser only (theme, text size), and two small conveniences.
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
