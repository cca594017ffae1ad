// Formulas in words by speech-rule-engine: a formula a line on standard input, as JSON ["locale", "<math …>"], and its
// words a line on standard output ("" where it has none). Run by exporter (engine.py) with the package's folder as
// the one argument. Nothing is fetched: the rules of the locales lie in the package.
'use strict'
const path = require('path')
const readline = require('readline')
const folder = path.resolve(process.argv[2])
process.env.SRE_JSON_PATH = path.join(folder, 'lib', 'mathmaps')
global.SREfeature = { json: path.join(folder, 'lib', 'mathmaps') }
const sre = require(path.join(folder, 'lib', 'sre.js'))
let locale = ''
async function said(line) {
  try {
    const [wanted, mathml] = JSON.parse(line)
    if (wanted !== locale) {
      await sre.setupEngine({ locale: wanted, domain: ['en', 'de'].includes(wanted) ? 'clearspeak' : 'mathspeak', style: 'default', modality: 'speech', markup: 'none' })
      await sre.engineReady()
      locale = wanted
    }
    return sre.toSpeech(mathml) || ''
  } catch (error) {
    return ''
  }
}
async function main() {
  for await (const line of readline.createInterface({ input: process.stdin, crlfDelay: Infinity })) {
    process.stdout.write(JSON.stringify(await said(line)) + '\n')
  }
}
main()
