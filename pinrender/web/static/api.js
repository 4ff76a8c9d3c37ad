// What the page asks of the server: one request for each lane at a time, progress after a second, and cancelling.

const PATIENCE_MS = 1000;
const LOOK_MS = 400;
const lanes = new Map();

export class Refused extends Error {
  constructor(kind, message) {
    super(message);
    this.kind = kind;
  }
}

async function refusal(response) {
  let error = { kind: "server", message: `the server answered ${response.status}` };
  try {
    error = (await response.json()).error ?? error;
  } catch { /* no JSON: the status is all there is to tell */ }
  return new Refused(error.kind, error.message);
}

function broken(fault) {
  if (fault instanceof Refused) return fault;
  if (fault.name === "AbortError") return new Refused("cancelled", "cancelled");
  return new Refused("offline", "pinrender does not answer; is it still running?");
}

async function asked(address, init) {
  let response;
  try {
    response = await fetch(address, init);
  } catch (fault) {
    throw broken(fault);
  }
  if (!response.ok) throw await refusal(response);
  return response;
}

export const choices = async () => (await asked("/api/choices")).json();
export const known = async (id) => (await asked(`/api/artworks/${encodeURIComponent(id)}`)).json();

export async function send(file, name) {
  const response = await asked(`/api/artworks?name=${encodeURIComponent(name)}`, {
    method: "POST", body: file, headers: { "Content-Type": "application/octet-stream" },
  });
  return response.json();
}

export function forget(id) {
  fetch(`/api/artworks/${encodeURIComponent(id)}`, { method: "DELETE", keepalive: true }).catch(() => {});
}

// A page shows progress here: `told` is {work, words, done, total}, or null when nothing takes long.
let show = () => {};
export const onProgress = (callback) => { show = callback; };

export async function cancel() {
  const addresses = new Set([...lanes.values()].map((controller) => controller.address));
  for (const lane of [...lanes.keys()]) leave(lane);
  await Promise.all([...addresses].map((address) => asked(`${address}/jobs`, { method: "DELETE" }).catch(() => {})));
}

export function leave(lane) {
  lanes.get(lane)?.abort();
  lanes.delete(lane);
}

// Have something made; an earlier request in the same lane is given up.
export async function make(id, work, { lane = work, options = {}, extra = {} } = {}) {
  lanes.get(lane)?.abort();
  const address = `/api/artworks/${encodeURIComponent(id)}`;
  const controller = Object.assign(new AbortController(), { address });
  lanes.set(lane, controller);
  const watching = setTimeout(() => watch(address, lane, controller), PATIENCE_MS);
  try {
    const response = await asked(`${address}/${work}`, {
      method: "POST", signal: controller.signal, headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ lane, options, with: extra }),
    });
    const body = await response.blob();
    return { body, headers: response.headers };
  } catch (fault) {
    throw broken(fault);
  } finally {
    clearTimeout(watching);
    if (lanes.get(lane) === controller) lanes.delete(lane);
    if (lanes.size === 0) show(null);
  }
}

async function watch(address, lane, controller) {
  while (lanes.get(lane) === controller) {
    try {
      const jobs = await (await asked(`${address}/jobs`)).json();
      if (lanes.get(lane) !== controller) return;
      const told = Object.values(jobs).find((job) => job.state === "running") ?? jobs[lane];
      if (told) show(told);
    } catch { return; }
    await new Promise((resolve) => { setTimeout(resolve, LOOK_MS); });
  }
}
