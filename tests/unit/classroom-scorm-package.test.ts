import fc from "fast-check";
import { strFromU8, unzipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { manifestXml } from "../../src/classroom/scorm-manifest.ts";
import { scormAddressProblem } from "../../src/classroom/scorm-address.ts";
import {
  scormFileName,
  scormPackage,
  type ScormPackage,
} from "../../src/classroom/scorm-package.ts";
import { anyText } from "./support/any-text.ts";
import { elements, readXml } from "./support/xml-document.ts";

const SITE = "https://school.example/python/";

const COURSE: ScormPackage = {
  id: "flask-routing",
  title: 'Flask & "routes" <1>',
  lessons: [
    {
      path: "flask-routing/01-first-route",
      title: "Your first route",
      address: `${SITE}#/lesson/flask-routing/01-first-route`,
      exercises: 3,
    },
    {
      path: "flask-routing/02-paths",
      title: "Paths > methods & 'more'",
      address: `${SITE}?a=1&b=2#/lesson/flask-routing/02-paths`,
      exercises: 0,
    },
  ],
  masteryScore: 80,
  script: "(()=>{})();",
};

function unzip(bytes: Uint8Array): Record<string, string> {
  return Object.fromEntries(
    Object.entries(unzipSync(bytes)).map(([name, file]) => [name, strFromU8(file)]),
  );
}

const manifestOf = (pack: ScormPackage) =>
  readXml(unzip(scormPackage(pack))["imsmanifest.xml"] ?? "");

describe("scormPackage(course)", () => {
  it("holds the manifest, a launch page for each lesson, and the script", () => {
    const files = unzip(scormPackage(COURSE));
    expect(Object.keys(files)).toEqual([
      "imsmanifest.xml",
      "routebook-scorm.js",
      "1-flask-routing-01-first-route.html",
      "2-flask-routing-02-paths.html",
    ]);
    expect(files["routebook-scorm.js"]).toBe(COURSE.script);
  });

  it("is the same bytes for the same course, whatever the clock and the zone say", () => {
    const [zone, now] = [process.env["TZ"], Date.now];
    const first = scormPackage(COURSE);
    try {
      process.env["TZ"] = "Pacific/Kiritimati";
      Date.now = () => 4e12;
      expect(scormPackage(COURSE)).toEqual(first);
    } finally {
      if (zone === undefined) delete process.env["TZ"];
      else process.env["TZ"] = zone;
      Date.now = now;
    }
  });

  it("names every file of the package in the manifest, and no other", () => {
    const named = elements(manifestOf(COURSE), "file").map(({ attributes }) => attributes["href"]);
    const there = Object.keys(unzip(scormPackage(COURSE))).filter(
      (name) => name !== "imsmanifest.xml",
    );
    expect(new Set(named)).toEqual(new Set(there));
    expect(named).toHaveLength(there.length);
  });

  it("is named after what is in it", () => {
    expect(scormFileName("flask-routing/01-first-route")).toBe(
      "flask-routing-01-first-route.scorm.zip",
    );
  });
});

describe("imsmanifest.xml", () => {
  const manifest = manifestOf(COURSE);

  it("says that it is SCORM 1.2, in the right namespaces", () => {
    expect(manifest.name).toBe("manifest");
    expect(manifest.attributes).toMatchObject({
      version: "1.0",
      xmlns: "http://www.imsproject.org/xsd/imscp_rootv1p1p2",
      "xmlns:adlcp": "http://www.adlnet.org/xsd/adlcp_rootv1p2",
    });
    expect(manifest.children.map(({ name }) => name)).toEqual([
      "metadata",
      "organizations",
      "resources",
    ]);
    const [schema, version] = manifest.children[0]?.children ?? [];
    expect([schema?.text, version?.text]).toEqual(["ADL SCORM", "1.2"]);
  });

  it("has identifiers that are XML ids, each once, and references that lead somewhere", () => {
    const all = [
      manifest,
      ...["organization", "item", "resource"].flatMap((name) => elements(manifest, name)),
    ];
    const ids = all.map(({ attributes }) => attributes["identifier"] ?? "");
    expect(ids.filter((id) => !/^[A-Za-z_][\w.-]*$/.test(id))).toEqual([]);
    expect(new Set(ids).size).toBe(ids.length);
    const references = ["item", "dependency"]
      .flatMap((name) => elements(manifest, name))
      .map(({ attributes }) => attributes["identifierref"]);
    expect(references.filter((id) => !ids.includes(id ?? ""))).toEqual([]);
    const organizations = elements(manifest, "organizations")[0];
    expect(ids).toContain(organizations?.attributes["default"]);
  });

  it("has one SCO a lesson, with its title and its mastery score in their order", () => {
    const items = elements(manifest, "item");
    expect(items.map(({ children }) => children.map(({ name, text }) => [name, text]))).toEqual([
      [
        ["title", "Your first route"],
        ["adlcp:masteryscore", "80"],
      ],
      [["title", "Paths > methods & 'more'"]],
    ]);
    const types = elements(manifest, "resource").map(
      ({ attributes }) => attributes["adlcp:scormtype"],
    );
    expect(types).toEqual(["sco", "sco", "asset"]);
    expect(elements(manifest, "organization")[0]?.children[0]?.text).toBe(COURSE.title);
  });

  it("has no mastery score where none was set", () => {
    expect(elements(manifestOf({ ...COURSE, masteryScore: null }), "adlcp:masteryscore")).toEqual(
      [],
    );
  });

  it("cuts a title that is longer than a manifest may have it", () => {
    const lessons = COURSE.lessons.map((lesson) => ({ ...lesson, title: "é".repeat(999) }));
    const titles = elements(manifestOf({ ...COURSE, lessons, title: "x".repeat(999) }), "title");
    expect(titles.map(({ text }) => text.length)).toEqual([200, 200, 200]);
  });

  it("is well formed and says the title, whatever the title", () => {
    fc.assert(
      fc.property(anyText(90), (title) => {
        const text = manifestXml({
          identifier: "x",
          title,
          items: [{ title, file: "a.html", masteryScore: 1 }],
        });
        const found = elements(readXml(text), "title").map((one) => one.text);
        const known = Array.from(title).filter(isXml).join("");
        expect(found).toEqual([known, known]);
      }),
      { numRuns: 500 },
    );
  });
});

describe("a launch page", () => {
  const pages = unzip(scormPackage(COURSE));
  const page = pages["2-flask-routing-02-paths.html"] ?? "";

  it("frames the lesson on the teacher's site, and says which it is", () => {
    expect(page).toContain(
      'data-address="https://school.example/python/?a=1&#38;b=2#/lesson/flask-routing/02-paths"',
    );
    expect(page).toContain('<body data-lesson="flask-routing/02-paths">');
    expect(pages["1-flask-routing-01-first-route.html"]).toContain(
      'data-lesson="flask-routing/01-first-route" data-mastery="80"',
    );
    expect(page).toContain('<script src="routebook-scorm.js" defer></script>');
  });

  it("lets no title out of its place", () => {
    const title = `</title><script>alert("x")</script>' onload='alert(1)`;
    const lessons = COURSE.lessons.map((lesson) => ({ ...lesson, title }));
    const html = Object.values(unzip(scormPackage({ ...COURSE, title, lessons }))).join("\n");
    expect(html).not.toContain("<script>alert");
    expect(html).not.toContain("onload='");
  });

  it("has a name for its frame and a place for the sentence on the connection", () => {
    expect(page).toMatch(
      /<iframe\s+id="lesson"\s+title="Paths &#62; methods &#38; &#39;more&#39;"/,
    );
    expect(page).toContain('<p id="status" role="status"></p>');
  });
});

describe("scormAddressProblem(address)", () => {
  it.each([
    ["https://school.example/python/", null],
    ["http://localhost:4173/", "your own computer"],
    ["http://127.0.0.1:4173/", "your own computer"],
    ["http://school.example/", "with https"],
  ])("of %s is %s", (address, problem) => {
    if (problem === null) expect(scormAddressProblem(address)).toBeNull();
    else expect(scormAddressProblem(address)).toContain(problem);
  });
});

/** Extensible Markup Language 1.0, section 2.2. */
function isXml(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return "\t\n\r".includes(character);
  return !(code >= 0xd800 && code <= 0xdfff) && code !== 0xfffe && code !== 0xffff;
}
