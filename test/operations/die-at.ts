import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'

// Loaded before a command: kills its process, as the power cord would, at the n-th change it makes to files.
const dieAt = Number(process.env.DIE_AT)
let calls = 0

for (const name of [
  'rmSync',
  'mkdirSync',
  'copyFileSync',
  'chmodSync',
  'truncateSync',
  'linkSync',
  'renameSync',
  'fsyncSync',
] as const) {
  const real = Reflect.get(fs, name)
  Reflect.set(fs, name, (...args: unknown[]) => {
    calls++
    if (calls === dieAt) process.kill(process.pid, 'SIGKILL')
    return Reflect.apply(real, fs, args)
  })
}
syncBuiltinESMExports()
