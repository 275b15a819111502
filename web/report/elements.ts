/** @module Finding and making elements. */

/** The element of the page with this id. Throws when the page has none. */
export function elementOf(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (element === null) {
    throw new Error(`The page has no element "${id}".`);
  }
  return element;
}

/** The first element inside another. Throws when there is none. */
export function within(parent: HTMLElement, selector: string): HTMLElement {
  const element = parent.querySelector(selector);
  if (!(element instanceof HTMLElement)) {
    throw new Error(`There is no "${selector}" in "${parent.id}".`);
  }
  return element;
}

/** A new element with text or children; text is never read as HTML. */
export function made<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  className: string,
  ...content: readonly (string | Node)[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  element.className = className;
  element.append(...content);
  return element;
}
