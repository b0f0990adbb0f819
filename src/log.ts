import { type LogLevel, logLevels } from './config.ts'
import type { Log } from './runtime.ts'

/** One JSON line per message through `print`. Fields are named by the caller: no headers, addresses or bodies. */
export function createLog(level: LogLevel, print: (line: string) => void): Log {
  const log =
    (of: LogLevel) =>
    (message: string, fields: Readonly<Record<string, unknown>> = {}) => {
      if (logLevels.indexOf(of) < logLevels.indexOf(level)) return
      print(JSON.stringify({ time: new Date().toISOString(), level: of, message, ...fields }))
    }
  return { info: log('info'), warn: log('warn'), error: log('error') }
}

/** What nobody foresaw, with where it came from. */
export function logSurprise(log: Log, error: unknown): void {
  log.error('unexpected', { error: error instanceof Error ? (error.stack ?? error.message) : String(error) })
}
