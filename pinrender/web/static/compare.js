// Two finishes over each other, with a slider between them.

import { leave, make } from "./api.js";
import { find, offer, showBlob } from "./dom.js";

const section = find("#compare");
const over = find(".over", section);
const at = find("#compare-at");
const QUICK_PX = 512;
const FINE_PX = 1024;

let context = () => null;
let defaults = {};
let chosen = false; // a person has said which two; until then the left one is the finish on screen

const saidOf = (side) => Object.fromEntries([...find(`[data-side=${side}]`, section).elements]
  .filter((field) => field.name && field.value)
  .map((field) => [field.name, field.name === "epoxy" ? field.value === "true" : field.value]));

async function draw(side, failed) {
  const now = context();
  if (!now || !section.open) return;
  const image = find(`#compare-${side}`);
  const finish = saidOf(side);
  const title = [...find(`[data-side=${side}]`, section).querySelectorAll("select")]
    .filter((select) => select.value).map((select) => select.selectedOptions[0].textContent).join(", ");
  try {
    for (const pixels of [QUICK_PX, FINE_PX]) {
      const options = { ...now.options, epoxy: null, ...finish, pixels };
      const { body } = await make(now.id, "picture", { lane: `compare ${side}`, options });
      image.alt = `The pin in ${title}`;
      await showBlob(image, body);
    }
  } catch (fault) {
    if (fault.kind === "cancelled") return;
    image.removeAttribute("src");
    failed(fault);
  }
}

export function know(choices, current, failed) {
  context = current;
  defaults = choices.defaults;
  for (const side of ["left", "right"]) {
    const fields = find(`[data-side=${side}]`, section);
    offer(find("[name=process]", fields), choices.processes);
    offer(find("[name=plating]", fields), choices.platings.map(({ name, title, any_color: dye }) => ({ name: dye ? `${name}:${dye}` : name, title })));
    fields.addEventListener("change", () => {
      chosen = true;
      draw(side, failed);
    });
  }
  section.addEventListener("toggle", () => { if (section.open) refresh(failed); });
  const move = () => over.style.setProperty("--at", `${at.value}%`);
  at.addEventListener("input", move);
  const drag = (event) => {
    const box = over.getBoundingClientRect();
    at.value = Math.round(100 * (event.clientX - box.left) / box.width);
    move();
  };
  over.addEventListener("pointerdown", (event) => { over.setPointerCapture(event.pointerId); drag(event); });
  over.addEventListener("pointermove", (event) => { if (over.hasPointerCapture(event.pointerId)) drag(event); });
}

// The finish on screen on the left, in another process on the right.
function begin({ process = defaults.process, plating = defaults.plating, epoxy = "" }) {
  const other = process === "hard-enamel" ? "soft-enamel" : "hard-enamel";
  for (const [side, name, dome] of [["left", process, epoxy], ["right", other, ""]]) {
    const fields = find(`[data-side=${side}]`, section);
    find("[name=process]", fields).value = name;
    find("[name=epoxy]", fields).value = String(dome);
    const platings = find("[name=plating]", fields);
    const same = [...platings.options].find((option) => option.value.split(":")[0] === plating.split(":")[0]);
    if (same) same.value = plating; // one of any colour is dyed as on screen
    platings.value = plating;
  }
}

export function forget() {
  chosen = false;
  for (const side of ["left", "right"]) {
    leave(`compare ${side}`);
    find(`#compare-${side}`).removeAttribute("src");
  }
}

export function refresh(failed) {
  const now = context();
  if (now && !chosen) begin(now.options);
  return Promise.all([draw("left", failed), draw("right", failed)]);
}
