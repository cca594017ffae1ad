// What Chromium tells assistive technology of HTML files: `node html_browser.mjs FILE...` prints {file: {text, nodes}}: the
// text as it is shown, and nodes with id, role, name, url and children. No scripts run, and no request but the file's own is answered.
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const load = createRequire(path.resolve(process.env.JUDGES, 'package.json'));
const puppeteer = load('puppeteer-core');
const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'],
});
const found = {};
try {
  for (const file of process.argv.slice(2)) {
    const page = await browser.newPage();
    await page.setJavaScriptEnabled(false);
    await page.setRequestInterception(true);
    page.on('request', (request) => (request.url().startsWith('file:') && request.isNavigationRequest()
      ? request.continue() : request.abort()));
    await page.goto(pathToFileURL(file).href, { waitUntil: 'domcontentloaded' });
    const session = await page.createCDPSession();
    const { nodes } = await session.send('Accessibility.getFullAXTree');
    const text = await page.evaluate(() => document.body.innerText);
    const tree = nodes.map((node) => ({
      id: node.nodeId,
      role: node.ignored ? 'ignored' : node.role?.value ?? '',
      name: node.name?.value ?? '',
      url: node.properties?.find((item) => item.name === 'url')?.value?.value ?? '',
      children: node.childIds ?? [],
    }));
    found[file] = { text, nodes: tree };
    await page.close();
  }
} finally {
  await browser.close();
}
process.stdout.write(JSON.stringify(found), () => process.exit(0));
