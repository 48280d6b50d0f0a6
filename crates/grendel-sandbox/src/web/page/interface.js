// The calls to the sandbox, one function each. /interface documents them, and any program can make them.

/** An error of the sandbox, with a sentence that says why. `status` is 0 if the sandbox did not answer. */
export class Refused extends Error {
  constructor(status, sentence) {
    super(sentence);
    this.status = status;
  }
}

const SILENT = "The sandbox does not answer. If it was stopped, start it again in its terminal.";

async function call(method, path, body) {
  const request = { method, headers: { accept: "application/json" }, cache: "no-store" };
  if (body !== undefined) {
    request.headers["content-type"] = "application/json";
    request.body = JSON.stringify(body);
  }
  let response;
  try {
    response = await fetch(path, request);
  } catch {
    throw new Refused(0, SILENT);
  }
  const text = await response.text();
  const answer = parsed(text);
  if (response.ok) return answer ?? {};
  throw new Refused(response.status, answer?.error ?? `The sandbox answered ${response.status} to ${method} ${path}.`);
}

function parsed(text) {
  if (!text) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const get = (path) => call("GET", path);
const post = (path, body = {}) => call("POST", path, body);
const as = (member, what) => `/api/members/${encodeURIComponent(member)}/${what}`;

// Read the world.
export const readWorld = () => get("/api/world");
export const readCommands = () => get("/api/commands").then(listed("commands"));
export const readMessages = (member, channel) =>
  get(`${as(member, "messages")}?channel=${encodeURIComponent(channel)}`).then(listed("messages"));
export const readInteraction = (id) => get(`/api/interactions/${encodeURIComponent(id)}`);
export const readAccounts = () => get("/api/accounts").then(listed("accounts"));
export const readCalls = (after) => get(`/api/calls?after=${after}`);
export const readJournal = (after) => get(`/api/journal?after=${after}`);
export const readTrouble = () => get("/api/trouble");
export const readClock = () => get("/api/clock");

// Act as a member. Commands, presses, choices and forms return an interaction; completions return choices.
export const command = (member, channel, name, options) =>
  post(as(member, "commands"), { channel, command: `/${name}`, options });
export const complete = (member, channel, name, options, focused) =>
  post(as(member, "completions"), { channel, command: `/${name}`, options, focused }).then(listed("choices"));
export const press = (member, message, customId) => post(as(member, "presses"), { message, custom_id: customId });
export const select = (member, message, customId, values) =>
  post(as(member, "selections"), { message, custom_id: customId, values });
export const submit = (member, interaction, values) => post(as(member, "forms"), { interaction, values });
export const write = (member, channel, content) => post(as(member, "messages"), { channel, content });
export const dismiss = (member, message) => post(as(member, "dismissals"), { message });

// Change the world around the members.
export const changeAccount = (key, change) => call("PATCH", `/api/accounts/${encodeURIComponent(key)}`, change);
export const makeTrouble = (kind, body) => post(`/api/trouble/${kind}`, body);
export const actOnBot = (deed) => post(`/api/bot/${deed}`);
export const advanceClock = (by) => post("/api/clock", { advance: by });
export const playScenario = (name) => post(`/api/scenarios/${encodeURIComponent(name)}`);
export const setWorld = () => post("/api/world");

/** Returns a function that finds the list in an answer, whether it is the answer itself or has this name there. */
function listed(name) {
  return (answer) => (Array.isArray(answer) ? answer : (answer[name] ?? []));
}
