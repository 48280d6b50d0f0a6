// The start of the page. Reads the world, draws every part, and then follows the changes.

import { forgetAll } from "./acting.js";
import { beginAccounts } from "./account_list.js";
import { announce } from "./announcer.js";
import { beginCalls } from "./call_list.js";
import { followClock } from "./clock.js";
import { coalesced } from "./coalesce.js";
import { beginComposer } from "./composer.js";
import { the } from "./dom.js";
import { listen, onConnection, onHint } from "./hints.js";
import { beginJournal } from "./journal_list.js";
import { beginMessageLinks } from "./message_links.js";
import { beginPeople } from "./people_list.js";
import { beginRoom } from "./room.js";
import { forgetWorld, onWorld, refreshWorld } from "./screen.js";
import { beginScenarios } from "./scenario_list.js";
import { beginTabs } from "./tabs.js";
import { beginTrouble } from "./trouble_switches.js";
import { beginViews, showView } from "./views.js";
import { beginWelcome } from "./welcome.js";

async function begin() {
  beginViews();
  for (const list of document.querySelectorAll('[role="tablist"]')) beginTabs(list);
  skipLink();
  onWorld((isNew) => isNew && forgetAll());
  onHint("world", coalesced(() => refreshWorld().catch(() => {})));
  onConnection((isThere) => {
    the("silent").hidden = isThere;
    if (isThere) return;
    forgetWorld();
    announce("The sandbox does not answer.");
  });
  beginAccounts();
  beginCalls();
  beginJournal();
  beginTrouble();
  beginScenarios();
  beginPeople();
  beginWelcome();
  beginMessageLinks();
  await refreshWorld();
  await Promise.all([beginComposer(), followClock(), beginRoom()]);
  listen();
  document.body.dataset.ready = "true";
}

/** Sets up the skip link. It must not change the address, because the address says whose screen this is. */
function skipLink() {
  the("skip").addEventListener("click", (event) => {
    event.preventDefault();
    showView("chat");
    const box = the("message-line").hidden ? the("command-line").querySelector("input, button") : the("message-box");
    box?.focus();
  });
}

begin().catch((error) => {
  the("silent").hidden = false;
  the("silent").textContent = `The page could not begin: ${error.message}`;
});
