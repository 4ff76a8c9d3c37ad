// The model in 3D: the same GLB that can be downloaded.

import { Refused, make } from "./api.js";
import { element, find } from "./dom.js";

const frame = find("#solid");
let viewer = null;
let newest = 0; // of what was asked for

// Where it sees WebAssembly the viewer compiles decoders as it loads; our models need none, and the page may not.
async function load() {
  if (customElements.get("model-viewer")) return;
  const kept = globalThis.WebAssembly;
  globalThis.WebAssembly = undefined;
  try {
    await import("/static/vendor/model-viewer.min.js");
  } catch {
    throw new Refused("no-renderer", "the 3D viewer is not installed; run scripts/web-libs in the checkout");
  } finally {
    globalThis.WebAssembly = kept;
  }
}

// The light of the studio that the picture is taken in, of each artwork: what is its own may stand in a pin.toml.
// Its name ends as that of a Radiance picture does.
const lights = new Map();
async function lightOf(id, { studio }) {
  const key = `${id} ${studio ?? ""}`;
  if (!lights.has(key)) {
    const { body } = await make(id, "light", { options: { studio } });
    lights.set(key, `${URL.createObjectURL(body)}#studio.hdr`);
  }
  return lights.get(key);
}

// Whether the model is not yet the one that was asked for.
export const busy = (is) => frame.setAttribute("aria-busy", String(is));

export async function show(id, options) {
  newest += 1;
  const mine = newest;
  const { body } = await make(id, "export", { lane: "solid", options, extra: { format: "glb" } });
  const light = await lightOf(id, options);
  await load();
  if (mine !== newest) return;
  const address = URL.createObjectURL(body);
  if (!viewer) {
    viewer = element("model-viewer", { alt: "Model of the pin; arrow keys turn it" });
    for (const [name, value] of Object.entries({
      "camera-controls": "", "touch-action": "pan-y", "tone-mapping": "neutral", exposure: "1", "shadow-intensity": "0",
      "interaction-prompt": "none", "camera-orbit": "-20.8deg 128.5deg auto", "max-camera-orbit": "Infinity 180deg auto",
      "min-camera-orbit": "-Infinity 0deg auto",
    })) viewer.setAttribute(name, value);
    viewer.append(element("span", { slot: "progress-bar" }));
    frame.replaceChildren(viewer);
  }
  if (viewer.environmentImage !== light) viewer.environmentImage = light;
  const before = viewer.src;
  viewer.src = address;
  if (before) URL.revokeObjectURL(before);
}

export function forget() {
  newest += 1;
  for (const light of lights.values()) URL.revokeObjectURL(light.split("#")[0]);
  lights.clear();
  viewer?.remove();
  viewer = null;
  frame.replaceChildren(element("p", { className: "note waiting", textContent: "The model follows the picture" }));
}
