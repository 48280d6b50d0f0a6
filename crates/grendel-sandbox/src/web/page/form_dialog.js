// A form that the bot opens. It is a real dialog, so the browser keeps the focus inside and Escape closes it.
// https://docs.discord.com/developers/components/reference#text-input

import { element, freshId, the } from "./dom.js";

/** Shows a form. If a person sends it, calls `send` once with the texts by the custom id of their fields. */
export function openForm(form, send) {
  const before = document.activeElement;
  const title = freshId("form-title");
  const fields = (form.fields ?? []).map(field);
  const dialog = element("dialog", { class: "form-dialog", "aria-labelledby": title });
  const close = () => dialog.close();
  const submit = (event) => {
    event.preventDefault();
    const values = Object.fromEntries(fields.map(({ id, input }) => [id, input.value]));
    dialog.close();
    send(values);
  };
  dialog.append(element(
    "form",
    { class: "form", on: { submit } },
    element("div", { class: "form-head" },
      element("h2", { id: title, class: "form-title" }, form.title),
      element("button", { class: "icon-button", type: "button", "aria-label": "Close the form", on: { click: close } }, "✕")),
    element("p", { class: "form-note" }, "This form goes to Grendel. Never type a password of your own into a chat."),
    fields.map(({ drawn }) => drawn),
    element("div", { class: "form-foot" },
      element("button", { class: "bot-button is-secondary", type: "button", on: { click: close } }, "Cancel"),
      element("button", { class: "bot-button is-primary", type: "submit" }, "Submit")),
  ));
  dialog.addEventListener("close", () => {
    dialog.remove();
    // The page may have replaced the button that opened the form.
    if (before?.isConnected) before.focus();
    else the("message-box").focus();
  });
  document.body.append(dialog);
  dialog.showModal();
  fields[0]?.input.focus();
}

function field(one) {
  const id = freshId("field");
  const count = `${id}-count`;
  const attributes = {
    id,
    name: one.custom_id,
    placeholder: one.placeholder ?? null,
    required: one.required !== false,
    minlength: one.min_length ?? null,
    maxlength: one.max_length ?? null,
    "aria-describedby": count,
    autocomplete: "off",
    value: one.value ?? "",
  };
  const paragraph = one.style === "paragraph" || one.style === 2;
  const input = paragraph ? element("textarea", { ...attributes, rows: 4 }) : element("input", { ...attributes, type: "text" });
  const counter = element("p", { id: count, class: "form-count" });
  const say = () => {
    const length = [...input.value].length;
    counter.textContent = one.max_length ? `${length} of at most ${one.max_length} characters` : `${length} characters`;
  };
  input.addEventListener("input", say);
  say();
  const mark = one.required !== false && element("span", { class: "form-required" }, " (required)");
  const drawn = element("div", { class: "form-field" }, element("label", { for: id }, one.label, mark), input, counter);
  return { id: one.custom_id, input, drawn };
}
