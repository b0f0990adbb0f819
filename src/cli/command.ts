import { parseArgs, type ParseArgsOptionsConfig } from 'node:util'
import { ConfigError } from '../config.ts'
import { OperationError } from '../operations/backup.ts'
import { DatabaseBusyError } from '../storage/backup.ts'
import { ServedElsewhereError } from '../storage/lock.ts'
import { NewerDatabaseError } from '../storage/migrate.ts'
import { UnfitFileError } from '../storage/seal.ts'
import { nearest } from '../http/nearest.ts'

export type Command = {
  /** One or two words. */
  readonly name: string
  readonly usage: string
  readonly about: string
  readonly example: string
  /** @throws UsageError, or what `isFailure` tells */
  run(args: readonly string[]): Promise<void>
}

type Spec<Options extends ParseArgsOptionsConfig> = {
  readonly name: string
  /** What stands after the name. */
  readonly usage: string
  readonly about: string
  readonly example: string
  /** What has to stand after the name without an option, such as FILE. */
  readonly operands: readonly string[]
  /** What may stand after these. */
  readonly optional?: readonly string[]
  readonly options: Options
  run(values: Values<Options>, operands: readonly string[]): Promise<void>
}

type Values<Options extends ParseArgsOptionsConfig> = ReturnType<typeof parse<Options>>['values']

/** How the command line is called. */
export const caller = 'npm run -s tilltrail --'

/** A command whose options are checked before it runs. */
export function command<const Options extends ParseArgsOptionsConfig>(spec: Spec<Options>): Command {
  const { name, about, example, operands, optional = [], options } = spec
  const usage = `${name} ${spec.usage}`.trim()
  return {
    name,
    usage,
    about,
    example,
    async run(args) {
      const given = parseOrRefuse(args, options, usage)
      const missing = operands[given.positionals.length]
      if (missing !== undefined) throw new UsageError(`${missing} is missing.\n\nUsage: ${caller} ${usage}`)
      const extra = given.positionals[operands.length + optional.length]
      if (extra !== undefined) throw new UsageError(`${extra} is too much here.\n\nUsage: ${caller} ${usage}`)
      await spec.run(given.values, given.positionals)
    },
  }
}

function parse<Options extends ParseArgsOptionsConfig>(args: readonly string[], options: Options) {
  return parseArgs({ args: [...args], options, allowPositionals: true })
}

function parseOrRefuse<Options extends ParseArgsOptionsConfig>(
  args: readonly string[],
  options: Options,
  usage: string,
) {
  try {
    return parse(args, options)
  } catch (error) {
    const [told = ''] = (error instanceof Error ? error.message : String(error)).split('\n')
    const unknown = /^Unknown option '(-[^']*)'/.exec(told)?.[1]
    if (unknown === undefined) throw new UsageError(`${told}\n\nUsage: ${caller} ${usage}`)
    throw new UsageError(`${refuseOption(unknown, Object.keys(options))}\n\nUsage: ${caller} ${usage}`)
  }
}

function refuseOption(unknown: string, known: readonly string[]): string {
  const near = nearest(unknown.replace(/^-+/, ''), known)
  return `There is no option ${unknown} here.${near === undefined ? '' : ` Did you mean --${near}?`}`
}

/** Wrong use: exit 2, with what would be right. */
export class UsageError extends Error {}

/** A failure that an operator can do something about: its message is told without a trace, exit 1. */
export function isFailure(error: unknown): error is Error {
  const kinds = [
    ConfigError,
    OperationError,
    UnfitFileError,
    DatabaseBusyError,
    ServedElsewhereError,
    NewerDatabaseError,
  ]
  return kinds.some((kind) => error instanceof kind) || isOfComputer(error)
}

/** What is wrong, for people: files that are missing or can't be read by what Node calls them are told in words. */
export function tellFailure(error: Error): string {
  if (!('code' in error) || !('path' in error)) return error.message
  const { path } = error
  if (error.code === 'ENOENT') return `There is no file ${String(path)}.`
  if (error.code === 'EISDIR') return `${String(path)} is a folder, not a file.`
  if (error.code === 'EACCES') return `${String(path)} can't be read by this account.`
  return error.message
}

/** Files and disks: missing, full, read-only, damaged. */
function isOfComputer(error: unknown): error is Error {
  if (!(error instanceof Error) || !('code' in error)) return false
  return 'syscall' in error || /^SQLITE_(?:FULL|IOERR|CANTOPEN|READONLY|BUSY|CORRUPT|NOTADB)/.test(String(error.code))
}

/** Prints what a command found out: JSON for programs, text for people. */
export function tell(isJson: boolean | undefined, told: unknown, text: string): void {
  process.stdout.write(`${isJson ? JSON.stringify(told) : text}\n`)
}
