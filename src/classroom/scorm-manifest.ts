import { LAUNCH_SCRIPT } from "../shared/scorm-launch.ts";
import { xmlText } from "./xml.ts";

/** A lesson in a package: one SCO (sharable content object). */
export interface ManifestItem {
  readonly title: string;
  /** Its launch page in the package. */
  readonly file: string;
  /** Percent from which it counts as passed; null leaves that to the script. */
  readonly masteryScore: number | null;
}

export interface Manifest {
  /** A name of letters, digits and hyphens, the same for each package of this content. */
  readonly identifier: string;
  readonly title: string;
  readonly items: readonly ManifestItem[];
}

/** Characters of a title, by the schema of IMS Content Packaging 1.1.2. */
const TITLE = 200;

const NAMESPACES = [
  'xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"',
  'xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2"',
  'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"',
  'xsi:schemaLocation="http://www.imsproject.org/xsd/imscp_rootv1p1p2 imscp_rootv1p1p2.xsd http://www.adlnet.org/xsd/adlcp_rootv1p2 adlcp_rootv1p2.xsd"',
];

/**
 * The text of `imsmanifest.xml` (SCORM 1.2 Content Aggregation Model, section 2.3): one
 * organization, an item and a resource for each lesson, and one for the script that all of them
 * need.
 */
export function manifestXml({ identifier, title, items }: Manifest): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<manifest identifier="routebook-${xmlText(identifier)}" version="1.0"`,
    ...NAMESPACES.map((line, index) => `  ${line}${index === NAMESPACES.length - 1 ? ">" : ""}`),
    "  <metadata>",
    "    <schema>ADL SCORM</schema>",
    "    <schemaversion>1.2</schemaversion>",
    "  </metadata>",
    '  <organizations default="course">',
    '    <organization identifier="course">',
    `      <title>${titleText(title)}</title>`,
    ...items.flatMap(itemLines),
    "    </organization>",
    "  </organizations>",
    "  <resources>",
    ...items.flatMap(resourceLines),
    '    <resource identifier="script" type="webcontent" adlcp:scormtype="asset">',
    `      <file href="${LAUNCH_SCRIPT}"/>`,
    "    </resource>",
    "  </resources>",
    "</manifest>",
    "",
  ].join("\n");
}

function itemLines({ title, masteryScore }: ManifestItem, index: number): readonly string[] {
  const number = index + 1;
  const mastery =
    masteryScore === null
      ? []
      : [`        <adlcp:masteryscore>${masteryScore}</adlcp:masteryscore>`];
  return [
    `      <item identifier="item-${number}" identifierref="lesson-${number}" isvisible="true">`,
    `        <title>${titleText(title)}</title>`,
    ...mastery,
    "      </item>",
  ];
}

function resourceLines({ file }: ManifestItem, index: number): readonly string[] {
  const href = xmlText(file);
  return [
    `    <resource identifier="lesson-${index + 1}" type="webcontent" adlcp:scormtype="sco" href="${href}">`,
    `      <file href="${href}"/>`,
    '      <dependency identifierref="script"/>',
    "    </resource>",
  ];
}

function titleText(title: string): string {
  return xmlText(Array.from(title).slice(0, TITLE).join(""));
}
