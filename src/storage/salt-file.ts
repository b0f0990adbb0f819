import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import type { Log } from '../runtime.ts'

/**
 * The salts of visitor hashes, one per shop and local day, in a file beside the database: never in it, never in a backup.
 * A salt is thrown away half an hour after its shop's next day began with a first click; where none comes, when its day
 * is over everywhere on earth. What is in memory counts: where the disk is full or read-only, the file follows at a later
 * sweep, and until then a restart would make today's visitors count as new once more. Node only.
 */
export function openSaltFile(
  folder: string,
  now: () => number,
  log?: Pick<Log, 'warn'>,
): (shop: number, day: number) => Uint32Array {
  const path = join(folder, 'salts.json')
  let salts = readSalts(path)
  let isBehind = false
  throwAway()
  setInterval(sweep, sweepMs).unref()

  function throwAway(): void {
    const kept = salts.filter((one) => isKept(one, salts, now()))
    const isLess = kept.length < salts.length
    salts = kept
    if (isLess) store()
  }

  function sweep(): void {
    throwAway()
    if (isBehind) store()
  }

  /** Says once that it failed, until it succeeds again. */
  function store(): void {
    try {
      writeSalts(path, salts)
      isBehind = false
    } catch (error) {
      if (!isBehind) log?.warn('the salts of visitor hashes could not be written', { error: String(error) })
      isBehind = true
    }
  }

  return (shop, day) => {
    const known = salts.find((one) => one.shop === shop && one.day === day)
    const salt = known ?? { shop, day, madeAt: now(), words: [...crypto.getRandomValues(new Uint32Array(4))] }
    if (!known) {
      salts = [...salts, salt]
      store()
    }
    throwAway()
    return Uint32Array.from(salt.words)
  }
}

/** Clicks of yesterday's last minutes may still be compared with today's first ones. */
const keptMs = 30 * 60_000
const sweepMs = 10 * 60_000
/** A day begins and ends up to 12 hours after it does in UTC (UTC-12). */
const latestEndMs = 36 * 3_600_000

function isKept(one: Salt, salts: readonly Salt[], now: number): boolean {
  if (now >= one.day * 24 * 3_600_000 + latestEndMs + keptMs) return false
  const [newest, second] = salts.filter(({ shop }) => shop === one.shop).toSorted((a, b) => b.madeAt - a.madeAt)
  return one === newest || (one === second && newest !== undefined && now - newest.madeAt < keptMs)
}

const saltsSchema = z.array(
  z.object({ shop: z.number(), day: z.number(), madeAt: z.number(), words: z.array(z.number()).length(4) }),
)
type Salt = z.output<typeof saltsSchema>[number]

function readSalts(path: string): Salt[] {
  try {
    return saltsSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    // Missing or damaged: new salts are made, and today's visitors count as new once more.
    return []
  }
}

function writeSalts(path: string, salts: readonly Salt[]): void {
  const file = openSync(`${path}.new`, 'w', 0o600)
  try {
    writeSync(file, JSON.stringify(salts))
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  renameSync(`${path}.new`, path)
}
