// Light or dark: as the system has it, until somebody chooses. Loaded before anything is drawn, so that nothing flashes.

(() => {
  const root = document.documentElement;
  const KEPT = "grendel-theme";
  const system = matchMedia("(prefers-color-scheme: dark)");

  const chosen = () => {
    try {
      return localStorage.getItem(KEPT);
    } catch {
      return null;
    }
  };
  const isDark = () => (chosen() ?? (system.matches ? "dark" : "light")) === "dark";

  const apply = () => {
    root.dataset.theme = isDark() ? "dark" : "light";
    const toggle = document.getElementById("theme-toggle");
    if (toggle) name(toggle, isDark() ? "light" : "dark");
  };

  /** The button says what pressing it leads to, so it is never pressed down. */
  const name = (toggle, other) => {
    toggle.textContent = other === "dark" ? "Dark" : "Light";
    toggle.title = `Turn to the ${other} theme`;
    toggle.setAttribute("aria-label", toggle.title);
  };

  const turn = () => {
    try {
      localStorage.setItem(KEPT, isDark() ? "light" : "dark");
    } catch {
      // Without a place to keep it, the choice is the system's.
    }
    apply();
  };

  apply();
  system.addEventListener("change", apply);
  document.addEventListener("DOMContentLoaded", () => {
    document.getElementById("theme-toggle").addEventListener("click", turn);
    apply();
  });
})();
