// Tabs: one panel of several, with the arrow keys between their names.
// https://www.w3.org/WAI/ARIA/apg/patterns/tabs/

/** Makes the tabs within `list` work. What was open last is open again. */
export function beginTabs(list) {
  const tabs = [...list.querySelectorAll('[role="tab"]')];
  const kept = remembered(list.id);
  tabs.forEach((tab) => {
    tab.addEventListener("click", () => open(list, tabs, tab));
    tab.addEventListener("keydown", (event) => key(event, list, tabs, tab));
  });
  open(list, tabs, tabs.find((tab) => tab.id === kept) ?? tabs[0]);
}

/** Opens the panel of a tab by the tab's id, as if somebody had pressed it. */
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

/** A browser may keep nothing for a page; then every visit begins with the first tab. */
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
    // Nothing depends on it.
  }
}
