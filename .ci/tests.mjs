// What the gate makes of vitest's reports: `again`, `count` and `tell`, each of the first run's report and, where files were
// run again, of the second's.
import { existsSync, readFileSync } from 'node:fs'
import { relative } from 'node:path'

/** More files than a machine that stalls would fail: then the project is broken, and said to be at once. */
const MOST_AGAIN = 6

const [ask, firstPath, secondPath] = process.argv.slice(2)
const first = readReport(firstPath)
const second = readReport(secondPath)
const asked = { again, count, tell }[ask]
if (!asked || !first) throw new Error('Usage: tests.mjs again|count|tell FIRST.json [SECOND.json]')
asked()

/** The files to run once more, from their start: a browser's test goes on where the one before it stopped. */
function again() {
  const files = first.testResults.filter(isBroken)
  // What drawn values have refuted isn't tried with others.
  const isRefuted = files.some((file) => failures(file).some(({ why }) => /^\s*(?:Error: )?Property failed/m.test(why)))
  if (isRefuted || files.length > MOST_AGAIN) return
  for (const { name } of files) console.log(relative(process.cwd(), name))
}

/** `4936 0`: passed and failed, a file that ran again by its second run. */
function count() {
  const ranAgain = new Map(second?.testResults.map((file) => [file.name, file]))
  let passed = 0
  let failed = 0
  for (const file of first.testResults) {
    const last = ranAgain.get(file.name) ?? file
    const ok = last.assertionResults.filter((test) => test.status === 'passed').length
    const bad = last.assertionResults.filter((test) => test.status === 'failed').length
    passed += ok
    failed += Math.max(bad, isBroken(last) ? 1 : 0)
  }
  console.log(`${passed} ${failed}`)
}

/** What failed, each with why: a log that is cut off at its head must still tell. */
function tell() {
  for (const [run, report] of [
    ['failed', first],
    ['failed again', second],
  ]) {
    for (const file of report?.testResults.filter(isBroken) ?? []) {
      for (const { test, why } of failures(file)) {
        console.log(`× ${run}: ${relative(process.cwd(), file.name)}: ${test}\n  ${why.slice(0, 1000)}`)
      }
    }
  }
}

function readReport(path) {
  return path && existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined
}

function isBroken({ status }) {
  return status === 'failed'
}

/** A file fails by its tests, or as a whole, as where a hook throws. */
function failures({ message, assertionResults }) {
  const tests = assertionResults
    .filter(({ status }) => status === 'failed')
    .map(({ fullName, failureMessages }) => ({ test: fullName, why: failureMessages.join('\n  ') }))
  return tests.length === 0 ? [{ test: 'outside of its tests, as in a hook', why: message }] : tests
}
