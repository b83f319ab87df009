// Firefox at the hand of a test: every line that comes in asks for one thing, every line that goes out answers it.
import { createInterface } from "node:readline";
import puppeteer from "puppeteer-core";

const browser = await puppeteer.launch({ browser: "firefox", executablePath: process.env.FIREFOX, timeout: 120000 });
let context, page, arrival, said;

const tasks = {
  version: () => browser.version(),
  open: async () => {
    said = [];
    context = await browser.createBrowserContext();
    page = await context.newPage();
    page.setDefaultTimeout(30000);
    await page.setViewport({ width: 1366, height: 768 });
    page.on("request", (request) => said.push({ address: request.url() }));
    page.on("console", (message) => said.push({ text: message.text() }));
    page.on("pageerror", (error) => said.push({ text: String(error) }));
  },
  goto: (address) => page.goto(address),
  reload: () => page.reload(),
  url: () => page.url(),
  expect: () => { arrival = page.waitForNavigation(); arrival.catch(() => {}); },
  arrive: () => arrival,
  evaluate: ([script, given]) => page.evaluate(`(() => { const found = (${script}); return typeof found === "function" ? found(${JSON.stringify(given)}) : found; })()`),
  close: async () => { await context.close(); return said; },
};

for await (const line of createInterface({ input: process.stdin })) {
  const { task, given } = JSON.parse(line);
  try {
    const found = await tasks[task](given);
    console.log(JSON.stringify({ found: ["goto", "reload", "arrive", "expect"].includes(task) ? null : found }));
  } catch (error) {
    console.log(JSON.stringify({ error: String(error) }));
  }
}
await browser.close();
