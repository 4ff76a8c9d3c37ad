// Files to keep: each is what a command of pinrender writes, with the options of the page.

import { make } from "./api.js";
import { element, find } from "./dom.js";

const list = find("#downloads");

const FILES = [
  { what: "Picture", note: "PNG", work: "picture", fields: [["pixels", "Pixels", "1024", ["1024", "2048", "4096"]], ["quality", "Quality", "preview", ["preview", "studio"]]] },
  { what: "Comparison", note: "five ways to make it", work: "sheet", formats: ["png", "pdf", "html"] },
  { what: "Proof", note: "PDF to sign", work: "proof", fields: [["customer", "Customer", ""], ["job", "Job", ""], ["revision", "Revision", ""], ["date", "Date", ""], ["quantity", "Quantity", ""], ["sheet", "Paper", "a4", ["a4", "letter"]]] },
  { what: "Model", note: "to turn anywhere", work: "export", formats: ["glb", "usdz"] },
  { what: "Page", note: "HTML, one file to send", work: "export", extra: { format: "html" } },
  { what: "Layers", note: "as they were understood", work: "layers", formats: ["svg", "png"] },
  { what: "Solid", note: "in millimetres", work: "export", formats: ["stl", "3mf"] },
];

// The name that the server gives a file (RFC 6266).
export function nameOf(headers) {
  const said = headers.get("Content-Disposition") ?? "";
  const encoded = /filename\*=UTF-8''([^;]+)/.exec(said);
  return encoded ? decodeURIComponent(encoded[1]) : "pin";
}

function keep(blob, name) {
  const link = element("a", { href: URL.createObjectURL(blob), download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

function field([name, title, value, choices]) {
  const input = choices ? element("select", { name }) : element("input", { name, value, autocomplete: "off", maxLength: 200 });
  for (const each of choices ?? []) input.append(element("option", { value: each, textContent: each }));
  return element("label", {}, `${title} `, input);
}

function row(file, current, failed) {
  const button = element("button", { type: "button", className: "button quiet", textContent: "Download", aria: { label: `Download ${file.what.toLowerCase()}` } });
  const format = element("select", { aria: { label: `Format of ${file.what.toLowerCase()}` } });
  for (const each of file.formats ?? []) format.append(element("option", { value: each, textContent: each.toUpperCase() }));
  const fields = element("form", { className: "fields" }, ...(file.fields ?? []).map(field));
  fields.addEventListener("submit", (event) => event.preventDefault());
  button.addEventListener("click", async () => {
    const now = current();
    if (!now) return;
    button.disabled = true;
    const said = Object.fromEntries([...fields.elements].filter((each) => each.name && each.value).map((each) => [each.name, each.value]));
    const options = { ...now.options, pixels: 1024 };
    const extra = { ...file.extra };
    if (file.formats) extra.format = format.value;
    if (file.work === "picture") Object.assign(options, { pixels: Number(said.pixels), quality: said.quality });
    else Object.assign(extra, said);
    if (file.work === "sheet" && options.plating) extra.plating = [options.plating];
    try {
      const { body, headers } = await make(now.id, file.work, { lane: `keep ${file.what}`, options, extra });
      keep(body, nameOf(headers));
    } catch (fault) {
      if (fault.kind !== "cancelled") failed(fault);
    } finally {
      button.disabled = false;
    }
  });
  const parts = [
    element("span", { className: "what" }, file.what, element("span", { className: "note", textContent: file.note })),
    element("span", { className: "do" }, ...(file.formats ? [format] : []), button),
  ];
  if (file.fields) parts.push(element("details", { className: "more" }, element("summary", { textContent: "More" }), fields));
  return element("li", { className: "file" }, ...parts);
}

export function know(current, failed) {
  list.replaceChildren(...FILES.map((file) => row(file, current, failed)));
}
