// The layers as they were understood, and what a person says of them: roles, and colours that become others.

import { element, find, offer } from "./dom.js";

const list = find("#layers");
const flat = find("#flat");
const COLORED = ["enamel", "print"];

let roles = [];
export const know = (choices) => { roles = choices.roles; };

function roleOf(layer, said, change, locked) {
  const select = element("select", { disabled: locked, aria: { label: `Role of ${layer.name}` } });
  const own = said.layers[layer.name] ? "as its name says" : layer.role;
  select.append(element("option", { value: "", textContent: own }));
  offer(select, roles, { keep: 1 });
  select.value = said.layers[layer.name] ?? "";
  select.addEventListener("change", () => {
    if (select.value) said.layers[layer.name] = select.value;
    else delete said.layers[layer.name];
    change();
  });
  return select;
}

function colorsOf(layer, said, change) {
  const row = element("span", { className: "colors" });
  for (const color of COLORED.includes(layer.role) ? layer.colors : []) {
    const input = element("input", {
      type: "color", value: said.recolor[color] ?? color, title: color,
      aria: { label: `Colour ${color} of ${layer.name}` },
    });
    input.addEventListener("change", () => {
      if (input.value === color) delete said.recolor[color];
      else said.recolor[color] = input.value;
      change();
    });
    row.append(input);
  }
  return row;
}

export function show(report, said, change) {
  const separated = report.findings.some((finding) => finding.code === "separated");
  list.replaceChildren(...[...report.layers].reverse().map((layer) => element(
    "li", { className: "layer" },
    layer.picture ? element("img", { src: layer.picture, alt: "" }) : element("span", { className: "none" }),
    element("span", { className: "name", textContent: layer.name + (layer.visible ? "" : " (hidden)") }),
    roleOf(layer, said, change, separated),
    element("span", { className: "note", textContent: [said.layers[layer.name] ? "chosen here" : layer.reason, layer.plating, layer.filled].filter(Boolean).join(", ") }),
    colorsOf(layer, said, change),
  )));
  flat.hidden = !(separated || said.metal || said.paper || said.colors);
  if (flat.hidden || flat.dataset.known) return;
  flat.dataset.known = "yes";
  const colors = [...new Set(report.layers.flatMap((layer) => layer.colors))];
  offer(find("[name=metal]", flat), [...colors, "none"], { keep: 1 });
  offer(find("[name=paper]", flat), [...colors, "none"], { keep: 1 });
  flat.onchange = () => {
    said.metal = find("[name=metal]", flat).value || null;
    said.paper = find("[name=paper]", flat).value || null;
    said.colors = find("[name=colors]", flat).valueAsNumber || null;
    change();
  };
}

export function forget() {
  list.replaceChildren();
  flat.hidden = true;
  delete flat.dataset.known;
  for (const field of flat.elements) field.value = "";
}

// Changes of those colours only that something still has.
export function recolored(report, said) {
  const had = new Set((report?.layers ?? []).filter((layer) => COLORED.includes(layer.role)).flatMap((layer) => layer.colors));
  return Object.fromEntries(Object.entries(said.recolor).filter(([color]) => had.has(color)));
}
