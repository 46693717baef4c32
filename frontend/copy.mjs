// Copies fonts, icons, scripts and the licences that travel with them from the packages into ../static.
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";

const STATIC = new URL("../static/", import.meta.url);
const PACKAGES = new URL("node_modules/", import.meta.url);

const sans = "@fontsource-variable/source-sans-3";
const display = "@fontsource-variable/bricolage-grotesque";
const paper = "@expo-google-fonts/source-sans-3";

const FILES = {
  // Web fonts: latin and latin-ext, normal style.
  [`${sans}/files/source-sans-3-latin-wght-normal.woff2`]: "fonts/source-sans-3-latin.woff2",
  [`${sans}/files/source-sans-3-latin-ext-wght-normal.woff2`]: "fonts/source-sans-3-latin-ext.woff2",
  [`${sans}/LICENSE`]: "fonts/LICENCE-source-sans-3.txt",
  [`${display}/files/bricolage-grotesque-latin-wght-normal.woff2`]: "fonts/bricolage-grotesque-latin.woff2",
  [`${display}/files/bricolage-grotesque-latin-ext-wght-normal.woff2`]: "fonts/bricolage-grotesque-latin-ext.woff2",
  [`${display}/LICENSE`]: "fonts/LICENCE-bricolage-grotesque.txt",
  // Whole fonts, for papers drawn as PDF.
  [`${paper}/400Regular/SourceSans3_400Regular.ttf`]: "fonts/SourceSans3-Regular.ttf",
  [`${paper}/600SemiBold/SourceSans3_600SemiBold.ttf`]: "fonts/SourceSans3-SemiBold.ttf",
  [`${paper}/700Bold/SourceSans3_700Bold.ttf`]: "fonts/SourceSans3-Bold.ttf",
  [`${paper}/LICENSE_FONT`]: "fonts/LICENCE-source-sans-3-ttf.txt",
  // Scripts.
  "govuk-frontend/dist/govuk/govuk-frontend.min.js": "js/govuk-frontend.min.js",
};

for (const [from, to] of Object.entries(FILES)) {
  const target = new URL(to, STATIC);
  mkdirSync(new URL(".", target), { recursive: true });
  cpSync(new URL(from, PACKAGES), target);
}

// The map stays behind in the package, so the line that points at it goes too.
const script = new URL("js/govuk-frontend.min.js", STATIC);
writeFileSync(script, readFileSync(script, "utf8").replace(/\n?\/\/# sourceMappingURL=.*\s*$/, "\n"));
