// A little help with elements: text is always text, never markup.

export const find = (selector, within = document) => within.querySelector(selector);

export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name === "data" || name === "aria") {
      for (const [key, each] of Object.entries(value)) made.setAttribute(`${name}-${key}`, each);
    } else made[name] = value;
  }
  made.append(...children);
  return made;
}

export function offer(select, entries, { keep = 0 } = {}) {
  while (select.options.length > keep) select.remove(keep);
  for (const entry of entries) {
    const { name, title = name } = typeof entry === "string" ? { name: entry } : entry;
    select.append(element("option", { value: name, textContent: title }));
  }
}

export const sentence = (words) => (words ? `${words[0].toUpperCase()}${words.slice(1)}${/[.!?]$/.test(words) ? "" : "."}` : "");

// Show a picture in place of the one before it, which is let go.
export function showBlob(image, blob) {
  const before = image.src;
  image.src = URL.createObjectURL(blob);
  if (before.startsWith("blob:")) URL.revokeObjectURL(before);
  return image.decode().catch(() => {});
}
