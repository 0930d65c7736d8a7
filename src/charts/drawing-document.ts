/**
 * The small part of a browser's document that Plot and d3-selection write to. Nothing is parsed and nothing is looked
 * up: a figure is built once and read once, so a full document would cost its start (some 400 ms) for nothing.
 */

const svgNamespace = 'http://www.w3.org/2000/svg';

/** An element, or a piece of text (`nodeName` is then `#text`). */
export class DrawnNode {
  readonly ownerDocument: DrawingDocument;
  readonly namespaceURI = svgNamespace;
  readonly nodeName: string;
  readonly nodeType: number;
  readonly attributes = new Map<string, string>();
  readonly childNodes: DrawnNode[] = [];
  parentNode: DrawnNode | null = null;
  #text: string;

  constructor(ownerDocument: DrawingDocument, nodeName: string, text = '') {
    this.ownerDocument = ownerDocument;
    this.nodeName = nodeName;
    this.nodeType = nodeName === '#text' ? 3 : 1;
    this.#text = text;
  }

  get textContent(): string {
    return this.nodeType === 3 ? this.#text : this.childNodes.map(({ textContent }) => textContent).join('');
  }

  set textContent(text: string | null) {
    for (const child of this.childNodes.splice(0)) child.parentNode = null;
    if (this.nodeType === 3) this.#text = text ?? '';
    else if (text !== null && text !== '') this.appendChild(this.ownerDocument.createTextNode(text));
  }

  get firstChild(): DrawnNode | null {
    return this.childNodes[0] ?? null;
  }

  get nextSibling(): DrawnNode | null {
    const siblings = this.parentNode?.childNodes ?? [];
    return siblings[siblings.indexOf(this) + 1] ?? null;
  }

  setAttribute(name: string, value: unknown): void {
    this.attributes.set(name, String(value));
  }

  setAttributeNS(_namespace: string | null, name: string, value: unknown): void {
    this.setAttribute(name, value);
  }

  getAttribute(name: string): string | null {
    return this.attributes.get(name) ?? null;
  }

  hasAttribute(name: string): boolean {
    return this.attributes.has(name);
  }

  removeAttribute(name: string): void {
    this.attributes.delete(name);
  }

  appendChild(child: DrawnNode): DrawnNode {
    return this.insertBefore(child, null);
  }

  append(...children: (DrawnNode | string)[]): void {
    for (const child of children) {
      this.appendChild(typeof child === 'string' ? this.ownerDocument.createTextNode(child) : child);
    }
  }

  insertBefore(child: DrawnNode, before: DrawnNode | null): DrawnNode {
    child.parentNode?.removeChild(child);
    const place = before === null ? -1 : this.childNodes.indexOf(before);
    this.childNodes.splice(place < 0 ? this.childNodes.length : place, 0, child);
    child.parentNode = this;
    return child;
  }

  removeChild(child: DrawnNode): DrawnNode {
    const place = this.childNodes.indexOf(child);
    if (place >= 0) this.childNodes.splice(place, 1);
    child.parentNode = null;
    return child;
  }

  remove(): void {
    this.parentNode?.removeChild(this);
  }
}

/** Makes nodes; it has no tree of its own. */
export class DrawingDocument {
  /** d3 makes the root of a figure through it. */
  readonly documentElement = new DrawnNode(this, 'html');

  createElementNS(_namespace: string, name: string): DrawnNode {
    return new DrawnNode(this, name);
  }

  createElement(name: string): DrawnNode {
    return new DrawnNode(this, name);
  }

  createTextNode(text: string): DrawnNode {
    return new DrawnNode(this, '#text', text);
  }
}
