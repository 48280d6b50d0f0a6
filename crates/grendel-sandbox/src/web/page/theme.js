// The light or dark theme: the system's, until a person chooses. The script loads before the page is drawn, so it
// cannot flash.

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

  /** Names the button after the theme that a press turns to, so the button never has a pressed state. */
  const name = (toggle, other) => {
    toggle.textContent = other === "dark" ? "Dark" : "Light";
    toggle.title = `Turn to the ${other} theme`;
    toggle.setAttribute("aria-label", toggle.title);
  };

  const turn = () => {
    try {
      localStorage.setItem(KEPT, isDark() ? "light" : "dark");
    } catch {
      // Without storage the page keeps the theme of the system.
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
