/**
 * Does what a browser does with a page whose headers let no other page frame it: it is not shown.
 * The sentence takes its place before anything of it is there.
 */
export function refuseFrame(page: Document, address: string): void {
  page.defaultView?.stop();
  const root = page.createElement("html");
  const body = page.createElement("body");
  Object.assign(body.style, {
    font: "15px/1.6 system-ui, sans-serif",
    margin: "0",
    padding: "24px",
    background: "#f3f2ef",
    color: "#3a3936",
  });
  const words = page.createElement("p");
  words.style.margin = "0";
  words.textContent =
    `${new URL(address).pathname} refused to be framed: its answer says so with ` +
    "X-Frame-Options or with frame-ancestors in Content-Security-Policy.";
  body.append(words);
  root.append(page.createElement("head"), body);
  page.replaceChild(root, page.documentElement);
}
