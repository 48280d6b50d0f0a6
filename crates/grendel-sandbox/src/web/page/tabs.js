// Tabs: one of several panels, with arrow keys to move between the tabs.
// https://www.w3.org/WAI/ARIA/apg/patterns/tabs/

/** Sets up the tabs within `list`. Opens the tab that was open last. */
export function beginTabs(list) {
  const tabs = [...list.querySelectorAll('[role="tab"]')];
  const kept = remembered(list.id);
  tabs.forEach((tab) => {
    tab.addEventListener("click", () => open(list, tabs, tab));
    tab.addEventListener("keydown", (event) => key(event, list, tabs, tab));
  });
  open(list, tabs, tabs.find((tab) => tab.id === kept) ?? tabs[0]);
}

/** Opens the panel of a tab by the tab's id, as if a person had pressed the tab. */
export const openTab = (id) => document.getElementById(id)?.click();

function open(list, tabs, chosen) {
  for (const tab of tabs) {
    const selected = tab === chosen;
    tab.setAttribute("aria-selected", String(selected));
    tab.tabIndex = selected ? 0 : -1;
    document.getElementById(tab.getAttribute("aria-controls")).hidden = !selected;
  }
  remember(list.id, chosen.id);
}

function key(event, list, tabs, tab) {
  const at = tabs.indexOf(tab);
  const places = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 };
  if (!(event.key in places)) return;
  event.preventDefault();
  const next = tabs[(places[event.key] + tabs.length) % tabs.length];
  open(list, tabs, next);
  next.focus();
}

/**
 * Returns a value that the browser keeps for this page. Some browsers keep none; then every visit begins with the first
 * tab.
 */
export function remembered(name) {
  try {
    return localStorage.getItem(`grendel-${name}`);
  } catch {
    return null;
  }
}

export function remember(name, value) {
  try {
    localStorage.setItem(`grendel-${name}`, value);
  } catch {
    // The page works without it.
  }
}
