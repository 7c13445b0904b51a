import createMarkdownIt, { type Env, type MarkdownIt, type Token } from "markdown-it";

export type { Env, Token };

/**
 * The Markdown of lessons and of learners' own cells: CommonMark with tables and strikethrough.
 * Raw HTML in it is shown as text; no address but those of `isSafeLink` becomes a link.
 */
export const markdown: MarkdownIt = createMarkdown();

/** True for http, https, mailto, "#…" and addresses relative to the page. */
function isSafeLink(url: string): boolean {
  // Browsers drop control characters and spaces before they look for the scheme.
  // oxlint-disable-next-line no-control-regex -- those are what is removed
  const bare = url.replace(/[\u0000-\u0020]+/g, "");
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(bare)?.[1]?.toLowerCase();
  return scheme === undefined || SAFE_SCHEMES.has(scheme);
}

const SAFE_SCHEMES: ReadonlySet<string> = new Set(["http", "https", "mailto"]);
const PICTURE_DATA = /^data:image\/(?:png|jpeg|gif|webp);base64,/i;

function createMarkdown(): MarkdownIt {
  const instance = createMarkdownIt({ html: false, linkify: false, typographer: false });
  // Asked for links and pictures alike; the rules below tell them apart.
  instance.validateLink = (url) => isSafeLink(url) || PICTURE_DATA.test(url.trim());
  instance.renderer.rules["link_open"] = (tokens, index, options, _env, renderer) => {
    const token = tokens[index];
    if (token !== undefined) secureLink(token);
    return renderer.renderToken(tokens, index, options);
  };
  instance.renderer.rules["image"] = (tokens, index, options, env, renderer) => {
    const token = tokens[index];
    if (token === undefined) return "";
    const alternative = renderer.renderInlineAsText(token.children ?? [], options, env);
    const text = instance.utils.escapeHtml(alternative);
    const source = String(token.attrGet("src") ?? "");
    // Only a picture inside the text itself is shown: the page asks no other host for one.
    if (!PICTURE_DATA.test(source)) return `<em class="picture">${text}</em>`;
    return `<img src="${instance.utils.escapeHtml(source)}" alt="${text}">`;
  };
  return instance;
}

function secureLink(token: Token): void {
  const address = String(token.attrGet("href") ?? "");
  if (!isSafeLink(address)) token.attrSet("href", "#");
  if (/^(?:https?:)?\/\//i.test(address)) {
    token.attrSet("target", "_blank");
    token.attrSet("rel", "noreferrer noopener");
  }
}
