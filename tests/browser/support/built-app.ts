import { distDir } from "../../../scripts/paths.ts";

/** The build under test: the built app, or another in the folder that ROUTEBOOK_DIST names. */
export const BUILD = process.env["ROUTEBOOK_DIST"] ?? distDir;
