// The facts of an account in words, the chips of its headline, and the controls with which a person changes it.

/** The name of each fact and how to read it from an account, in the order in which they are shown. */
export const accountFacts = [
  ["Sign-in", (account) => account.sign_in],
  ["Sending mail", (account) => account.sending],
  ["Risk", (account) => account.risk ?? "none"],
  ["Password", (account) => account.password],
  ["Sessions revoked", (account) => instant(account.sessions_revoked)],
  ["Methods", (account) => account.methods],
  ["Forwarding", (account) => account.forwarding ?? "none"],
  ["Inbox rules", (account) => account.rules],
  ["Directory roles", (account) => account.roles],
  ["Kind", (account) => kind(account)],
  ["Active Directory", (account) => inDirectory(account.active_directory)],
  ["Tenant", (account) => account.tenant],
  ["Object id", (account) => account.object_id],
];

/** Returns a fact in words. A fact without a value has words as well. */
export function factWords(value) {
  if (Array.isArray(value)) return value.length > 0 ? value.join(", ") : "none";
  if (value === null || value === undefined || value === "") return "not known";
  return String(value);
}

/**
 * Returns the chips beside the name: words, and whether they are good, bad or plain. A chip never has a colour alone.
 */
export function headline(account) {
  const signIn = account.sign_in === "blocked" ? ["sign-in blocked", "bad"] : ["sign-in enabled", "good"];
  const all = [account.deleted ? ["deleted", "bad"] : signIn];
  if (account.sending === "restricted") all.push(["sending restricted", "bad"]);
  if (account.risk) all.push([`risk ${account.risk}`, "bad"]);
  if (account.forwarding) all.push(["forwards mail", "bad"]);
  if (account.rules > 0) all.push([account.rules === 1 ? "1 inbox rule" : `${account.rules} inbox rules`, "plain"]);
  if (account.synced) all.push(["synced", "plain"]);
  if (account.guest) all.push(["guest", "plain"]);
  return all;
}

/** Returns the controls of an account, each with the values that it can take. */
export function controls(account) {
  const withOwn = (name, all) => {
    const own = String(account[name] ?? "");
    return all.some(([value]) => value === own) ? all : [...all, [own, own]];
  };
  const list = [
    { name: "sign_in", label: "Sign-in", options: [["enabled", "enabled"], ["blocked", "blocked"]] },
    { name: "sending", label: "Sending mail", options: withOwn("sending", [["free", "free"], ["restricted", "restricted"]]) },
    { name: "risk", label: "Risk", options: withOwn("risk", [["", "none"], ["low", "low"], ["medium", "medium"], ["high", "high"]]) },
  ];
  return account.sending === "no mailbox" ? list.filter(({ name }) => name !== "sending") : list;
}

/** Returns the work that people do in Active Directory, by its value and its words; nothing if the account is not there. */
export function directoryWork(account) {
  if (!account.active_directory) return [];
  return [["disable", "Disable"], ["enable", "Enable"], ["reset_password", "Reset password"], ["sync", "Run the sync now"]];
}

function inDirectory(there) {
  if (!there) return "not there";
  const words = [there.enabled ? "enabled" : "disabled", resets(there.resets), there.synced ? "synced" : "not synced yet"];
  return words.filter(Boolean).join(", ");
}

function resets(count) {
  if (count === 0) return null;
  return count === 1 ? "password reset once" : `password reset ${count} times`;
}

function kind(account) {
  const words = [account.guest ? "guest" : "member", account.synced && "synced from Active Directory", account.deleted && "deleted"];
  return words.filter(Boolean).join(", ");
}

function instant(at) {
  return at ? new Date(at).toLocaleTimeString("en-GB") : "never";
}
