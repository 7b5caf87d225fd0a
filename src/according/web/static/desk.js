// The keyboard of the review queue, words chosen in a document, sliders and years of the drawn pages. Pages work without this file.
// Needs: .waiting or .joint items whose forms and links have the data-key that works them; .undo forms; [data-document] on a text.
"use strict";

const items = () => [...document.querySelectorAll(".waiting, .joint")];
const focused = () => items().findIndex((item) => item === document.activeElement || item.contains(document.activeElement));

function step(by) {
  const all = items();
  if (all.length === 0) return;
  const next = Math.min(Math.max(focused() + by, 0), all.length - 1);
  all[next].closest("details")?.setAttribute("open", "");
  all[next].focus({ preventScroll: true });
  all[next].scrollIntoView({ block: "center" });
}

async function send(form) {
  const answer = await fetch(form.action, {
    method: "POST", body: new FormData(form), headers: { Accept: "application/json" }, credentials: "same-origin",
  });
  return { ok: answer.ok, told: await answer.json().catch(() => ({ error: "The server did not answer. Is it still running?" })) };
}

const last = [];
const DONE = { accept: "accepted", reject: "rejected", merge: "merged", never_same: "kept apart" };

function say(words) {
  const place = document.getElementById("told");
  if (place) place.textContent = words;
}

async function decide(item, form) {
  if (item.dataset.busy || item.classList.contains("decided")) return;
  item.dataset.busy = "1";
  const kind = form.elements.kind.value;
  try {
    const { ok, told } = await send(form);
    if (!ok) { refuse(item, told); return; }
    item.classList.add("decided");
    item.querySelector(".verdict").classList.remove("refused");
    item.querySelector(".verdict").textContent = `${DONE[kind]}: ${item.dataset.words}. u takes it back.`;
    last.push({ item, number: told.decision });
    say(DONE[kind]);
    together(item, false);
    if (item.matches(".waiting") && items().every((other) => other.classList.contains("decided"))) further(); else step(1);
  } catch (error) {
    say(`Not recorded: ${error.message}. Is the server still running?`);
  } finally {
    delete item.dataset.busy;
  }
}

// Somebody was faster, or it cannot be: told where the eyes are, with the way to what stands now.
function refuse(item, { error, faster = [] }) {
  say(error);
  const place = item.querySelector(".verdict"), edit = item.querySelector("a[data-key=e]");
  place.classList.add("refused");
  place.textContent = [error, ...faster].join(" ") + " ";
  if (!faster.length || !edit) return;
  const link = document.createElement("a");
  link.href = edit.href;
  link.textContent = "Look at it, decide anew";
  place.append(link);
}

// What was decided alone is not decided once more together with the others of its page.
function together(item, again) {
  const chosen = [...document.querySelectorAll("[name=chosen]")].find((input) => input.value.startsWith(`${item.dataset.claim} `));
  if (!chosen) return;
  chosen.disabled = !again;
  const left = document.querySelectorAll("[name=chosen]:enabled").length;
  for (const button of chosen.form.querySelectorAll("button")) {
    button.textContent = button.textContent.replace(/\d+/, left);
    button.disabled = left === 0;
  }
}

// All of this page is decided: what waits next stands at the same address.
function further() {
  sessionStorage.setItem("go on", location.pathname);
  location.reload();
}

async function undo() {
  const done = last.pop();
  const form = document.querySelector("form.undo");
  if (!done) { if (form) form.requestSubmit(); return; }
  const body = new FormData();
  body.set("csrf", document.querySelector("[name=csrf]").value);
  body.set("decision", done.number);
  const answer = await fetch("/undo", { method: "POST", body, headers: { Accept: "application/json" } }).catch(() => new Response("", { status: 503 }));
  const told = await answer.json().catch(() => ({ error: "The server did not answer. Is it still running?" }));
  if (!answer.ok && answer.status !== 409) last.push(done); // it can be tried again
  if (!answer.ok) { say(`Not taken back: ${told.error}`); return; }
  const { decision } = told;
  for (const seen of done.item.querySelectorAll("[name=seen]")) seen.value = decision;
  done.item.classList.remove("decided");
  for (const input of document.querySelectorAll("[name=chosen]:disabled")) {
    if (input.value.startsWith(`${done.item.dataset.claim} `)) input.value = input.value.replace(/ \d+ /, ` ${decision} `);
  }
  together(done.item, true);
  done.item.querySelector(".verdict").textContent = "";
  done.item.focus();
  say("taken back");
}

document.addEventListener("click", (event) => {
  if (!event.target.closest('[data-key="s"]')) return;
  event.preventDefault();
  step(1);
});

document.addEventListener("submit", (event) => {
  const item = event.target.closest(".waiting");
  if (!item || !event.target.matches("[data-key]")) return;
  event.preventDefault();
  decide(item, event.target);
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, textarea, select")) return;
  if (event.key === "/") { document.querySelector("[type=search]").focus(); event.preventDefault(); return; }
  if (!document.querySelector(".queue, .joint")) return;
  const item = items()[focused()];
  const all = document.querySelector('form[action="/together"] button[value=accept]');
  const act = { A: () => { if (all) { sessionStorage.setItem("go on", location.pathname); all.click(); } }, j: () => step(1), k: () => step(-1), u: undo, "?": () => document.getElementById("keys")?.toggleAttribute("open") }[event.key];
  if (act) { act(); event.preventDefault(); return; }
  const target = item && item.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!target) return;
  event.preventDefault();
  target.matches("form") ? target.requestSubmit() : target.click();
  if (target.matches("summary")) target.parentElement.querySelector("input:not([type=hidden])").focus();
});

if (sessionStorage.getItem("go on") === location.pathname) step(1);
sessionStorage.removeItem("go on");

// Names that begin so, as one types; the page of search has the same without script.
const find = document.querySelector("[list=suggested]");
let asked = 0;
if (find) {
  find.addEventListener("input", () => {
    clearTimeout(asked);
    if (find.value.trim().length < 2) return;
    asked = setTimeout(async () => {
      const answer = await fetch(`/suggest.json?q=${encodeURIComponent(find.value)}`, { credentials: "same-origin" });
      if (!answer.ok) return;
      const options = (await answer.json()).map(({ name, type, told }) => {
        const option = document.createElement("option");
        option.value = name;
        option.label = [type, told].filter(Boolean).join(", ");
        return option;
      });
      document.getElementById("suggested").replaceChildren(...options);
    }, 120);
  });
}

const text = document.querySelector("[data-document]");
const pick = document.getElementById("pick");
if (text && pick) {
  document.addEventListener("selectionchange", () => {
    const chosen = getSelection();
    const range = chosen.rangeCount ? chosen.getRangeAt(0) : null;
    const from = range && place(range.startContainer, range.startOffset);
    const to = range && place(range.endContainer, range.endOffset);
    pick.hidden = !(from !== null && to !== null && to > from);
    if (!pick.hidden) pick.href = `${pick.dataset.base}&start=${from}&end=${to}`;
  });
}

// Offset in the stored text, in code points; null where the words shown are masked or are not the document's.
function place(node, offset) {
  const part = node.nodeType === 3 ? node.parentElement.closest("[data-start]") : null;
  if (!part || part.dataset.exact !== "1" || node !== part.firstChild) return null;
  return Number(part.dataset.start) + [...node.data.slice(0, offset)].length;
}

// A page narrowed anew without leaving it: its main part is fetched, the address follows, what had the focus keeps it.
async function narrow(form) {
  const asked = new URLSearchParams([...new FormData(form)].filter(([, value]) => value !== ""));
  const address = `${location.pathname}?${asked}${location.hash}`;
  const answer = await fetch(address, { credentials: "same-origin" });
  if (!answer.ok) return false;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const sliding = document.activeElement?.matches("[data-slide]");
  document.getElementById("main").replaceWith(page.getElementById("main"));
  document.title = page.title;
  history.pushState({ narrowed: true }, "", address);
  enliven();
  if (sliding) document.querySelector("[data-slide]")?.focus({ preventScroll: true });
  document.dispatchEvent(new Event("desk:shown"));
  return true;
}
addEventListener("popstate", (event) => { if (event.state || !location.hash) location.reload(); });

const DAY = 86_400_000, PAUSE = 350;

function slide(range) {
  const form = range.form, day = form.elements["as-of"], told = range.parentElement.querySelector("output");
  const first = Date.parse(`${range.dataset.slide}T00:00Z`);
  const chosen = () => (range.value === range.max ? "" : new Date(first + range.value * DAY).toISOString().slice(0, 10));
  const tell = () => {
    told.textContent = chosen() || "all documents";
    range.setAttribute("aria-valuetext", told.textContent);
  };
  let waiting = 0;
  const ask = () => {
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      if (!(await narrow(form))) told.textContent = `nothing of this by ${chosen()}`;
    }, PAUSE);
  };
  range.step = Math.max(1, Math.round(range.max / 200));
  range.max = Math.ceil(range.max / range.step) * range.step;
  range.value = day.value ? (Date.parse(`${day.value}T00:00Z`) - first) / DAY : range.max;
  range.addEventListener("input", () => { day.value = chosen(); tell(); });
  range.addEventListener("change", ask);
  day.addEventListener("change", () => {
    range.value = day.value ? (Date.parse(`${day.value}T00:00Z`) - first) / DAY : range.max;
    told.textContent = day.value || "all documents";
    ask();
  });
  tell();
  if (day.value) told.textContent = day.value;
  range.closest("label").hidden = false;
}

// Years: a drag, or Shift with a second one, chooses a span; a single one is a link.
function brush(strip) {
  const form = document.querySelector("form.narrow");
  const years = [...strip.querySelectorAll("a[data-last]")];
  let start = null;
  const at = (event) => years.findIndex((year) => {
    const { left, right } = year.querySelector(".hit").getBoundingClientRect();
    return event.clientX >= left && event.clientX < right;
  });
  const mark = (a, b) => years.forEach((year, n) => year.classList.toggle("brushed", a >= 0 && n >= Math.min(a, b) && n <= Math.max(a, b)));
  const choose = (a, b) => {
    form.elements.from.value = years[Math.min(a, b)].dataset.first;
    form.elements.until.value = years[Math.max(a, b)].dataset.last;
    narrow(form);
  };
  strip.addEventListener("dragstart", (event) => event.preventDefault());
  strip.addEventListener("pointerdown", (event) => { start = at(event); });
  strip.addEventListener("pointermove", (event) => {
    const now = at(event);
    if (start !== null && start >= 0 && now >= 0 && now !== start) mark(start, now);
  });
  strip.addEventListener("pointerup", (event) => {
    const now = at(event);
    if (start !== null && start >= 0 && now >= 0 && now !== start) choose(start, now);
    start = null;
  });
  strip.addEventListener("pointercancel", () => { start = null; mark(-1, -1); });
  strip.addEventListener("click", (event) => {
    const year = years.indexOf(event.target.closest("a[data-last]"));
    if (year < 0 || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const known = years.findIndex((other) => other.classList.contains("chosen-year"));
    if (strip.querySelector(".brushed")) return;
    choose(event.shiftKey && known >= 0 ? known : year, year);
  });
}

function enliven() {
  for (const range of document.querySelectorAll("[data-slide]")) slide(range);
  for (const strip of document.querySelectorAll(".years")) brush(strip);
}
enliven();
// On a phone the drawing comes first; whoever wants to narrow it opens the form.
if (matchMedia("(max-width: 40rem)").matches) for (const form of document.querySelectorAll(".narrowing")) { form.open = false; form.classList.add("set"); }
