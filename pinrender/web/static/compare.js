// Two finishes over each other, with a slider between them.

import { make } from "./api.js";
import { find, offer, showBlob } from "./dom.js";

const section = find("#compare");
const over = find(".over", section);
const at = find("#compare-at");
const QUICK_PX = 512;
const FINE_PX = 1024;

let context = () => null;

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
    if (fault.kind !== "cancelled") failed(fault);
  }
}

export function know(choices, current, failed) {
  context = current;
  for (const side of ["left", "right"]) {
    const fields = find(`[data-side=${side}]`, section);
    offer(find("[name=process]", fields), choices.processes);
    offer(find("[name=plating]", fields), choices.platings.filter((plating) => !plating.any_color));
    fields.addEventListener("change", () => draw(side, failed));
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

export function begin(options, choices) {
  const other = options.process === "hard-enamel" ? "soft-enamel" : "hard-enamel";
  const left = find("[data-side=left]", section);
  const right = find("[data-side=right]", section);
  find("[name=process]", left).value = options.process ?? choices.defaults.process;
  find("[name=process]", right).value = other;
  for (const side of [left, right]) find("[name=plating]", side).value = choices.defaults.plating;
}

export function refresh(failed) {
  return Promise.all([draw("left", failed), draw("right", failed)]);
}
