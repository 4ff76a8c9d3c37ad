// The page: what it holds of a pin, and the order in which the server is asked for it.

import * as api from "./api.js";
import * as compare from "./compare.js";
import { find, offer, sentence, showBlob } from "./dom.js";
import * as downloads from "./downloads.js";
import * as findings from "./findings.js";
import * as layers from "./layers.js";
import * as picture from "./picture.js";
import * as solid from "./solid.js";
import { zipped } from "./zip.js";

const QUICK_PX = 512;
const FINE_PX = 1024;
const SETTLED_MS = 150;
const MEASURING = "Measuring …";

const form = find("#finish");
const view = find("#view");
const frame = find("#picture");
const image = find("#picture-image");
const alertBox = find("#alert");

let choices = null;
let art = null; // {id, name}
let said = fresh();
let report = null;
let checked = [];
let face = null;
let generation = 0;
let asItIs = false; // no finish is chosen yet: a pin.toml beside the artwork may say it

function fresh() {
  return { layers: {}, recolor: {}, metal: null, paper: null, colors: null };
}

function failed(fault) {
  if (fault.kind === "cancelled") return;
  find("#alert-words").textContent = sentence(fault.message);
  alertBox.hidden = false;
}

function options() {
  const chosen = Object.fromEntries([...form.elements].filter((field) => field.name && field.value).map((field) => [field.name, field.value.trim()]));
  for (const name of ["epoxy", "as_made"]) if (chosen[name]) chosen[name] = chosen[name] === "true";
  const { dye } = chosen;
  if (asItIs) for (const name of ["process", "plating", "enamel", "size", "epoxy", "studio", "backdrop"]) delete chosen[name];
  delete chosen.dye;
  if (choices.platings.find((each) => each.name === chosen.plating)?.any_color) chosen.plating += `:${dye}`;
  if (/^\d+([.,]\d+)?$/.test(chosen.size ?? "")) chosen.size = `${chosen.size.replace(",", ".")}mm`;
  return {
    ...chosen, view: view.value, layers: said.layers, recolor: layers.recolored(report, said),
    metal: said.metal ? [said.metal] : null, paper: said.paper, colors: said.colors,
  };
}

const current = () => (art ? { id: art.id, options: options() } : null);

async function draw(pixels, mine) {
  const { body, headers } = await api.make(art.id, "picture", { options: { ...options(), pixels } });
  if (mine !== generation) return;
  await showBlob(image, body);
  face = JSON.parse(headers.get("Pinrender-Face") ?? "null");
  image.alt = `${art.name}: ${find("[name=process]", form).selectedOptions[0].textContent}, ${find("[name=plating]", form).selectedOptions[0].textContent}`;
  picture.pin(checked, face, findings.choose);
}

async function understand(mine) {
  const { body } = await api.make(art.id, "understood", { options: { ...options(), recolor: {}, pixels: QUICK_PX } });
  const told = JSON.parse(await body.text());
  if (mine !== generation) return;
  report = told;
  if (asItIs) adopt(told.asked);
  find("[name=size]", form).placeholder = told.asked.size;
  find("#about").textContent = `${art.name}, ${told.size_mm.map((side) => side.toFixed(1)).join(" by ")} mm`;
  layers.show(told, said, () => refresh());
  if (!checked.length) findings.show(told.findings, MEASURING);
}

// Show in the form what the artwork came with.
function adopt(asked) {
  asItIs = false;
  const [plating, dye] = asked.plating.split(":");
  const size = asked.size === choices.defaults.size ? "" : asked.size;
  for (const [name, value] of Object.entries({ ...asked, plating, size })) find(`[name=${name}]`, form).value = value ?? "";
  if (dye) find("[name=dye]", form).value = dye;
  describe();
}

// What was measured is of another pin than the one that was asked for.
function unmeasured() {
  if (!due.has("check")) return;
  checked = [];
  findings.show(checked, "Not measured.");
  picture.pin(checked, face, findings.choose);
}

async function check(mine) {
  const { body } = await api.make(art.id, "check", { options: { ...options(), pixels: FINE_PX } });
  const told = JSON.parse(await body.text());
  if (mine !== generation) return;
  checked = told.findings;
  findings.show(checked, told.verdict);
  picture.pin(checked, face, findings.choose);
}

// What is out of date besides the picture; turning the pin changes only what is compared.
let due = new Set();

async function step(name, mine, make) {
  if (mine !== generation || !due.has(name)) return;
  await make();
  if (mine === generation) due.delete(name);
}

// Ask for all that is out of date, what is looked at first; a newer change takes over what is left.
async function refresh({ turned = false } = {}) {
  if (!art) return;
  generation += 1;
  const mine = generation;
  frame.setAttribute("aria-busy", "true");
  if (turned) due.add("compare");
  else {
    due = new Set(["understood", "check", "compare", "solid"]);
    for (const lane of due) api.leave(lane);
    find("#verdict").textContent = MEASURING;
    solid.busy(true);
  }
  try {
    await draw(QUICK_PX, mine);
    if (mine !== generation) return;
    alertBox.hidden = true;
    await step("understood", mine, () => understand(mine));
    await new Promise((resolve) => { setTimeout(resolve, SETTLED_MS); });
    if (mine !== generation) return;
    await draw(FINE_PX, mine);
    frame.setAttribute("aria-busy", "false");
    await step("check", mine, () => check(mine));
    await step("compare", mine, () => compare.refresh(failed));
    await step("solid", mine, () => solid.show(art.id, { ...options(), view: null }));
  } catch (fault) {
    if (mine === generation) {
      frame.setAttribute("aria-busy", "false");
      unmeasured();
      failed(fault);
    }
  }
  if (mine === generation) solid.busy(false);
}

// While the pin is turned: one small picture after the other, always of the newest view.
let turning = null;
function turn(to, settled) {
  if (![...view.options].some((option) => option.value === to)) {
    find("option[data-free]", view)?.remove();
    const free = document.createElement("option");
    free.value = to;
    free.textContent = `${to.replace(",", "°, ")}°`;
    free.dataset.free = "yes";
    view.append(free);
  }
  view.value = to;
  if (settled) {
    turning = null;
    refresh({ turned: true });
  } else if (turning) turning = to;
  else follow(to);
}

async function follow(to) {
  turning = to;
  generation += 1;
  const mine = generation;
  while (turning && mine === generation) {
    const drawn = turning;
    try {
      await draw(QUICK_PX, mine);
    } catch (fault) {
      failed(fault);
      break;
    }
    if (turning === drawn) break;
  }
  if (mine === generation) turning = null;
}

let opening = null; // {} of the newest artwork that is being opened

// Artwork takes the place of the one before it once it can be drawn; until then, and if not, that one stays.
async function open(sent, { own = false } = {}) {
  alertBox.hidden = true;
  const mine = {};
  opening = mine;
  let next = null;
  try {
    document.body.setAttribute("aria-busy", "true");
    next = await sent;
    await api.make(next.id, "picture", { lane: "opening", options: { pixels: QUICK_PX } });
    if (opening !== mine) throw new api.Refused("cancelled", "another was opened");
    if (art) api.forget(art.id);
    begin(next, { own });
  } catch (fault) {
    if (next && !own) api.forget(next.id);
    failed(fault);
  } finally {
    if (opening === mine) document.body.removeAttribute("aria-busy");
  }
}

function begin(opened, { own = false } = {}) {
  art = opened;
  asItIs = own;
  said = fresh();
  [report, checked, face] = [null, [], null];
  layers.forget();
  solid.forget();
  image.removeAttribute("src");
  findings.show([], "");
  picture.pin([], null);
  find("#about").textContent = art.name;
  document.title = `${art.name}: pinrender`;
  history.replaceState(null, "", `#${art.id}`);
  find("#start").hidden = true;
  find("#studio").hidden = false;
  find("#another").hidden = false;
  compare.forget();
  refresh();
}

// Several files, or a folder, are the layers of one artwork.
async function opened(files, folder = "") {
  if (files.length === 1 && !folder) await open(api.send(files[0], files[0].name));
  else if (files.length) {
    const pictures = [...files].sort((one, other) => (one.name < other.name ? -1 : 1));
    await open(zipped(pictures).then((packed) => api.send(packed, `${folder || "layers"}.zip`)));
  }
}

async function dropped(items) {
  const entries = [...items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  const folder = entries.find((entry) => entry.isDirectory);
  if (!folder) return null;
  const reader = folder.createReader();
  const files = [];
  for (;;) {
    const some = await new Promise((resolve, reject) => { reader.readEntries(resolve, reject); });
    if (!some.length) break;
    for (const entry of some.filter((each) => each.isFile && !each.name.startsWith("."))) {
      files.push(await new Promise((resolve, reject) => { entry.file(resolve, reject); }));
    }
  }
  return { name: folder.name, files };
}

function listen() {
  for (const input of [find("#file"), find("#file-again")]) {
    input.addEventListener("change", () => {
      opened([...input.files]);
      input.value = "";
    });
  }
  addEventListener("dragover", (event) => {
    event.preventDefault();
    document.body.classList.add("dropping");
  });
  addEventListener("dragleave", (event) => { if (!event.relatedTarget) document.body.classList.remove("dropping"); });
  addEventListener("drop", async (event) => {
    event.preventDefault();
    document.body.classList.remove("dropping");
    const files = [...event.dataTransfer.files];
    const folder = await dropped(event.dataTransfer.items);
    if (folder) opened(folder.files, folder.name);
    else opened(files);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", () => {
    asItIs = false;
    describe();
    refresh();
  });
  view.addEventListener("change", () => {
    picture.told(view.value);
    refresh({ turned: true });
  });
  picture.turnable(() => view.value, turn);
  find("#dismiss").addEventListener("click", () => { alertBox.hidden = true; });
  find("#cancel").addEventListener("click", () => api.cancel());
  api.onProgress((told) => {
    find("#progress").hidden = !told;
    if (!told) return;
    find("#progress-words").textContent = sentence(told.words).replace(/\.$/, " …");
    const bar = find("#progress-bar");
    if (told.total) bar.value = told.done / told.total;
    else bar.removeAttribute("value");
  });
}

function describe() {
  const process = choices.processes.find((each) => each.name === find("[name=process]", form).value);
  const plating = choices.platings.find((each) => each.name === find("[name=plating]", form).value);
  find("#process-note").textContent = process.description;
  find("#dye").hidden = !plating.any_color;
  find("#plating-swatch").style.background = plating.any_color ? find("[name=dye]", form).value : plating.swatch;
}

async function start() {
  try {
    choices = await api.choices();
  } catch (fault) {
    failed(fault);
    return;
  }
  for (const [name, kind] of [["process", "processes"], ["plating", "platings"], ["enamel", "enamels"]]) {
    offer(find(`[name=${name}]`, form), choices[kind]);
    find(`[name=${name}]`, form).value = choices.defaults[name];
  }
  offer(find("[name=studio]", form), choices.studios, { keep: 1 });
  offer(find("[name=backdrop]", form), choices.backdrops, { keep: 1 });
  offer(view, choices.views.map(({ name }) => ({ name, title: name.replace("-", " ") })));
  view.value = choices.defaults.view;
  find("[name=size]", form).placeholder = choices.defaults.size;
  picture.know(choices);
  layers.know(choices);
  compare.know(choices, current, failed);
  downloads.know(current, failed);
  describe();
  listen();
  if (location.hash.length > 1) {
    let kept = null;
    try {
      kept = await api.known(location.hash.slice(1));
    } catch {
      history.replaceState(null, "", location.pathname);
    }
    if (kept) await open(kept, { own: true });
  }
}

start();
