import { attribution } from './cli/attribution.ts'
import { backup, restore } from './cli/backup.ts'
import { check } from './cli/check.ts'
import { caller, type Command, isFailure, tellFailure, UsageError } from './cli/command.ts'
import { exportRows } from './cli/export.ts'
import { loadGa4, resetGa4, showGa4 } from './cli/ga4.ts'
import { importOrdersFile } from './cli/import-orders.ts'
import { importFile } from './cli/import.ts'
import { createKey } from './cli/keys.ts'
import { eraseOne } from './cli/erase.ts'
import { makeLink } from './cli/link.ts'
import { month } from './cli/month.ts'
import { newPassword } from './cli/password.ts'
import { nearest } from './http/nearest.ts'
import { listQuarantine, replayQuarantined } from './cli/quarantine.ts'
import { importRates, listRates } from './cli/rates.ts'
import { credit } from './cli/credit.ts'
import { reclassify } from './cli/reclassify.ts'

/** The command line. It may write beside a serving process: SQLite keeps them apart. */
const commands: readonly Command[] = [
  createKey,
  newPassword,
  makeLink,
  backup,
  restore,
  check,
  exportRows,
  importOrdersFile,
  importFile,
  listQuarantine,
  replayQuarantined,
  reclassify,
  credit,
  eraseOne,
  loadGa4,
  showGa4,
  resetGa4,
  importRates,
  listRates,
  attribution,
  month,
]

async function main(args: readonly string[]): Promise<void> {
  // What it writes is for this account alone.
  process.umask(0o077)
  const [first] = args
  if (first === undefined || isHelp(first)) return help(args.slice(1))
  if (args[1] !== undefined && isHelp(args[1]) && groupOf(first).length > 0) return help([first])
  const command = findCommand(args)
  const rest = args.slice(command.name.split(' ').length)
  if (rest.some((arg) => arg === '--help' || arg === '-h')) return help(command.name.split(' '))
  await command.run(rest)
}

function isHelp(word: string): boolean {
  return ['help', '--help', '-h'].includes(word)
}

function help(words: readonly string[]): void {
  if (words.length === 0) return void process.stdout.write(overview())
  const [word = ''] = words
  if (words.length === 1 && groupOf(word).length > 0) return void process.stdout.write(overview(groupOf(word)))
  const { usage, about, example } = findCommand(words)
  process.stdout.write(`Usage: ${caller} ${usage}\n\n${about}\n\nFor example:\n  ${caller} ${example}\n`)
}

/** @throws UsageError when the words name none, with the nearest that there is */
function findCommand(words: readonly string[]): Command {
  const command = commands.find(({ name }) => `${words.join(' ')} `.startsWith(`${name} `))
  if (command) return command
  const said = words.slice(0, 2).join(' ')
  throw new UsageError(`There is no command ${said}.${suggest(words)} All of them: ${caller} help`)
}

function suggest(words: readonly string[]): string {
  const names = commands.map(({ name }) => name)
  const whole = nearest(words.slice(0, 2).join(' '), names)
  const first = nearest(words[0] ?? '', [...new Set(names.map(firstWord))])
  const near = whole === undefined ? names.filter((name) => firstWord(name) === first) : [whole]
  return near.length === 0 ? '' : ` Did you mean ${near.join(' or ')}?`
}

function firstWord(name: string): string {
  return name.split(' ')[0] ?? ''
}

/** The commands that begin with a word, where it is none by itself. */
function groupOf(word: string): readonly Command[] {
  return commands.some(({ name }) => name === word) ? [] : commands.filter(({ name }) => firstWord(name) === word)
}

function overview(shown: readonly Command[] = commands): string {
  const lines = shown.map(({ usage, about }) => `  ${usage}\n      ${about}`)
  return `Usage: ${caller} COMMAND\n\n${lines.join('\n')}\n\nOf one command: ${caller} help COMMAND\n`
}

try {
  await main(process.argv.slice(2))
} catch (error) {
  if (!(error instanceof UsageError || isFailure(error))) throw error
  process.stderr.write(`${tellFailure(error)}\n`)
  process.exitCode = error instanceof UsageError ? 2 : 1
}
