import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

const tokens = ["--font", "--mono", "--text", "--dim", "--line", "--accent", "--panel", "--sunk"];

/**
 * The page inside the frame. The frame has no right to run scripts; the policy keeps it from
 * loading anything besides; `base` sends its links to new windows, which it may not open.
 */
function documentOf(html: string): string {
  const style = getComputedStyle(document.documentElement);
  const values = tokens.map((name) => `${name}:${style.getPropertyValue(name)}`).join(";");
  const scheme = document.documentElement.dataset["theme"] === "dark" ? "dark" : "light";
  return `<!doctype html><html style="color-scheme:${scheme}"><head>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:">
<base target="_blank"><style>
:root{${values}} html,body{margin:0;background:transparent}
body{font:14px/1.5 var(--font);color:var(--text);overflow:auto hidden;display:flow-root}
table{border-collapse:collapse;font-size:13px} th,td{padding:5px 10px;text-align:left;border-bottom:1px solid var(--line)}
th{color:var(--dim);font-weight:600} a{color:var(--accent)} img{max-width:100%} pre,code{font-family:var(--mono);font-size:13px}
</style></head><body>${html}</body></html>`;
}

/** HTML that a value made of itself, shown apart: it cannot run script nor reach the page. */
export function HtmlFrame({ html }: { readonly html: string }) {
  const frame = useRef<HTMLIFrameElement>(null);
  const [page, setPage] = useState(() => documentOf(html));
  const [height, setHeight] = useState(0);

  useEffect(() => {
    const update = () => setPage(documentOf(html));
    update();
    const observer = new MutationObserver(update);
    observer.observe(document.documentElement, { attributeFilter: ["data-theme"] });
    return () => observer.disconnect();
  }, [html]);

  // At once: on a busy device the page inside is there before effects get their turn, and is not
  // told of again.
  useLayoutEffect(() => {
    const element = frame.current;
    if (!element) return undefined;
    let sizes: ResizeObserver | null = null;
    const onLoad = () => {
      sizes?.disconnect();
      const root = element.contentDocument?.documentElement;
      const body = element.contentDocument?.body;
      if (!root || !body) return;
      // A horizontal scroll bar takes room of its own.
      const measure = () => setHeight(Math.ceil(body.offsetHeight) + barHeight(body));
      sizes = new ResizeObserver(measure);
      sizes.observe(body);
      measure();
    };
    element.addEventListener("load", onLoad);
    return () => {
      sizes?.disconnect();
      element.removeEventListener("load", onLoad);
    };
  }, []);

  return (
    <div class="output">
      <iframe
        ref={frame}
        class="output-frame"
        title="Output as HTML"
        sandbox="allow-same-origin"
        srcdoc={page}
        style={{ height: `${height}px` }}
      />
    </div>
  );
}

function barHeight(body: HTMLElement): number {
  return body.scrollWidth > body.clientWidth ? 16 : 0;
}
