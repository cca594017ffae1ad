// Runs Ace by DAISY over many EPUBs with one browser: `node ace.cjs FOLDER FILE...` leaves FOLDER/N/report.json.
'use strict';
const path = require('path');
const { createRequire } = require('module');
const load = createRequire(path.resolve(process.env.JUDGES, 'package.json'));
const ace = load('@daisy/ace-core');
const axeRunner = load('@daisy/ace-axe-runner-puppeteer');

async function main() {
  const [folder, ...files] = process.argv.slice(2);
  const shared = { ...axeRunner, launch: async () => {}, close: async () => {} };
  await axeRunner.launch();
  try {
    for (const [number, file] of files.entries()) {
      const outdir = path.join(folder, String(number));
      await ace(file, { cwd: process.cwd(), outdir, silent: true, initLogger: number === 0, jobid: file }, shared);
    }
  } finally {
    await axeRunner.close();
  }
}

main().then(() => process.exit(0), (error) => {
  console.error(error);
  process.exit(1);
});
