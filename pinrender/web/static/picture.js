// The picture: turned by dragging or with arrow keys, with findings pinned on it.

import { element, find } from "./dom.js";

const DEGREES_PER_SIDE = 150;
const TILT_MOST = 75;
const KEY_DEGREES = 6;

const frame = find("#picture");
const marks = find("#marks");
const shown = find("#marks-shown");
const note = find("#turn-note");

const around = (degrees) => ((((degrees + 180) % 360) + 360) % 360) - 180;

let views = [];
export const know = (choices) => { views = choices.views; };

// Where turning begins; null of the back, which does not turn.
function anglesOf(view) {
  const named = views.find((each) => each.name === view);
  if (named) return named.over ? null : [named.azimuth_deg, named.tilt_deg];
  const angles = view.split(",").map(Number);
  return angles.length === 2 && angles.every(Number.isFinite) ? angles : [0, 0];
}

function turned([azimuth, tilt], across, down) {
  const to = Math.min(Math.max(tilt - down, 0), TILT_MOST);
  return [Math.round(around(azimuth - across)), Math.round(to)];
}

// Say whether a view can be turned.
export function told(view) {
  const turns = anglesOf(view) !== null;
  frame.classList.toggle("still", !turns);
  note.textContent = turns ? "Drag to turn" : "The back does not turn; choose another view";
}

// Call `turn(view, settled)` as the pin is turned: quickly while it moves, and once when it rests.
export function turnable(viewOf, turn) {
  let from = null;
  frame.addEventListener("pointerdown", (event) => {
    if (event.target.closest("button") || event.button !== 0) return;
    const angles = anglesOf(viewOf());
    if (!angles) return;
    from = { x: event.clientX, y: event.clientY, angles, view: null };
    frame.setPointerCapture(event.pointerId);
    frame.classList.add("turning");
  });
  frame.addEventListener("pointermove", (event) => {
    if (!from) return;
    const side = frame.clientWidth / DEGREES_PER_SIDE;
    const view = turned(from.angles, (event.clientX - from.x) / side, (event.clientY - from.y) / side).join(",");
    if (view !== from.view && (from.view || Math.hypot(event.clientX - from.x, event.clientY - from.y) > 3)) {
      from.view = view;
      turn(view, false);
    }
  });
  const end = () => {
    const view = from?.view;
    from = null;
    frame.classList.remove("turning");
    if (view) turn(view, true);
  };
  frame.addEventListener("pointerup", end);
  frame.addEventListener("pointercancel", end);
  frame.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (!step || event.target !== frame) return;
    event.preventDefault();
    const angles = anglesOf(viewOf());
    if (angles) turn(turned(angles, step[0] * KEY_DEGREES, step[1] * KEY_DEGREES).join(","), true);
  });
}

// Where a place in mm lies on the picture, as shares of its width and height.
function placed(face, [x, y]) {
  const [across, down, depth] = face.map((row) => row[0] * x + row[1] * y + row[2]);
  return [across / depth, down / depth];
}

export function pin(findings, face, chosen) {
  marks.replaceChildren();
  marks.hidden = !shown.checked;
  if (!face) return;
  // The gravest come last, on top, as on the marked picture of `pinrender check`.
  for (const [number, finding] of [...findings.entries()].reverse()) {
    for (const place of finding.places_mm ?? []) {
      const [across, down] = placed(face, place);
      if (across < 0 || across > 1 || down < 0 || down > 1) continue;
      const mark = element("button", {
        type: "button", className: `mark ${finding.severity}`, textContent: number + 1,
        data: { finding: number }, aria: { label: `Finding ${number + 1}: ${finding.message}` },
      });
      mark.style.left = `${100 * across}%`;
      mark.style.top = `${100 * down}%`;
      mark.addEventListener("click", () => chosen(number));
      marks.append(mark);
    }
  }
}

shown.addEventListener("change", () => { marks.hidden = !shown.checked; });
