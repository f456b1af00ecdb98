// What a newcomer does on the playground's page, in a real browser. Usage: check.mjs path/to/signpost

import { chromium } from "playwright-core";
import { startPlayground } from "./playground.mjs";
import { steps } from "./steps.mjs";

const playground = await startPlayground(process.argv[2]);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
});

/** Everything the page asked for, and everything it complained about, over all steps. */
const seen = { requests: [], complaints: [] };

/** Opens the page in a fresh profile. */
async function open(options = {}, where = "") {
  const context = await browser.newContext({ viewport: { width: 1200, height: 800 }, ...options });
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  page.on("request", (request) => seen.requests.push(request.url()));
  page.on("pageerror", (error) => seen.complaints.push(String(error)));
  page.on("console", (message) => message.type() === "error" && seen.complaints.push(message.text()));
  await page.goto(`${playground.address}/${where}`);
  await page.locator("#places .place-link").first().waitFor({ state: "attached" });
  return page;
}

let [passed, failed] = [0, 0];
for (const [name, step] of Object.entries(steps)) {
  const pages = [];
  const opened = async (...how) => {
    pages.push(await open(...how));
    return pages.at(-1);
  };
  try {
    await step({ open: opened, seen, address: playground.address });
    passed += 1;
    console.log(`ok      ${name}`);
  } catch (error) {
    failed += 1;
    console.log(`FAILED  ${name}\n        ${String(error.message).split("\n").slice(0, 12).join("\n        ")}`);
    for (const [index, page] of pages.entries()) {
      const path = `${process.env.SHOTS ?? "."}/${passed + failed}-${index}.png`;
      await page.screenshot({ path }).then(() => console.log(`        see ${path}`), () => {});
    }
  }
  for (const page of pages) await page.context().close();
}

await browser.close();
const left = await playground.stop();
if (left !== 0) {
  failed += 1;
  console.log(`FAILED  the playground ends cleanly when told to\n        it ended with ${left}`);
} else {
  passed += 1;
  console.log("ok      the playground ends cleanly when told to");
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
