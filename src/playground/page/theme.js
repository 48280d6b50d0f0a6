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
    if (toggle) toggle.setAttribute("aria-pressed", String(isDark()));
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
