// What stands against a pin, numbered as the marks on the picture are.

import { element, find, sentence } from "./dom.js";

const list = find("#findings");
const verdict = find("#verdict");

// Advice as far as it is no option of a command, which a page does not have; `pinrender.findings.without_options`.
export function withoutOptions(advice) {
  const [plain, ...options] = advice.split("--");
  if (options.length === 0) return advice;
  const end = Math.max(...[", ", ": ", "; "].map((mark) => plain.lastIndexOf(mark)));
  return plain.slice(0, end + 1).replace(/[,:; ]+$/, "");
}

export function show(findings, words) {
  verdict.textContent = words;
  list.replaceChildren(...findings.map((finding, index) => {
    const button = element((finding.places_mm ?? []).length ? "button" : "span", {
      className: `number ${finding.severity}`, textContent: index + 1,
    });
    if (button.tagName === "BUTTON") {
      button.type = "button";
      button.setAttribute("aria-label", `Show finding ${index + 1} on the picture`);
      button.addEventListener("click", () => choose(index));
    }
    return element("li", { className: "finding", data: { finding: index } }, button, element(
      "span", {},
      element("span", { textContent: sentence(finding.message) }), " ",
      element("span", { className: "advice", textContent: sentence(withoutOptions(finding.suggestion)) }),
    ));
  }));
}

// Show which finding and which marks belong together.
export function choose(index) {
  for (const each of document.querySelectorAll("[data-finding]")) {
    each.setAttribute("aria-current", String(Number(each.dataset.finding) === index));
  }
  const quietly = matchMedia("(prefers-reduced-motion: reduce)").matches;
  find(`li[data-finding="${index}"]`)?.scrollIntoView({ block: "nearest", behavior: quietly ? "auto" : "smooth" });
}
