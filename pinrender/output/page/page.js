const find = (selector) => document.querySelector(selector);
const viewers = [...document.querySelectorAll("model-viewer")];

const address = (id, type, ending = "") => {
  const bytes = Uint8Array.from(atob(find("#" + id).textContent), (letter) => letter.charCodeAt(0));
  return URL.createObjectURL(new Blob([bytes], { type })) + ending;
};

const light = address("light", "image/vnd.radiance", "#studio.hdr");
for (const viewer of viewers) {
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) viewer.interpolationDecay = 1;
  viewer.environmentImage = light;
  viewer.src = address(viewer.dataset.model, "model/gltf-binary");
  viewer.addEventListener("error", () => {
    find("#trouble").textContent = "This browser cannot draw the model in 3D; the pictures are as it is.";
  });
}

// One hand turns them all.
const look = (viewer, orbit, target, angle) => {
  viewer.cameraOrbit = orbit;
  viewer.cameraTarget = target;
  viewer.fieldOfView = angle;
};
for (const viewer of viewers) {
  viewer.addEventListener("camera-change", ({ detail }) => {
    if (detail.source !== "user-interaction") return;
    const at = [viewer.getCameraOrbit(), viewer.getCameraTarget(), viewer.getFieldOfView() + "deg"].map(String);
    for (const other of viewers) {
      if (other === viewer) continue;
      look(other, ...at);
      other.jumpCameraToGoal();
    }
  });
}

const [first] = viewers;
const start = first && [first.cameraOrbit, first.cameraTarget, first.fieldOfView];
const views = { tilted: start?.[0], front: "0deg 90deg", back: "180deg 90deg" };
find("#views").addEventListener("click", ({ target }) => {
  const view = views[target.dataset.view];
  if (!view) return;
  const distance = start[0].split(" ")[2];
  const orbit = view.split(" ").slice(0, 2).join(" ") + " " + distance;
  const middle = first.getBoundingBoxCenter();
  const aim = view === start[0] ? start[1] : `${middle.x}m ${middle.y}m ${middle.z}m`;
  for (const viewer of viewers) look(viewer, orbit, aim, start[2]);
});

const controls = find("#controls");
const settle = () => {
  const chosen = new FormData(controls);
  const plating = chosen.get("plating");
  const way = chosen.get("way") ?? "all";
  if (plating) for (const viewer of viewers) if (viewer.loaded) viewer.variantName = plating;
  for (const article of document.querySelectorAll("article")) {
    article.hidden = way !== "all" && article.dataset.way !== way; // one that cannot be made has no way
  }
  find("#models").classList.toggle("single", document.querySelectorAll("article:not([hidden])").length < 2);
};
controls.addEventListener("change", settle);
for (const viewer of viewers) viewer.addEventListener("load", settle);
settle();
