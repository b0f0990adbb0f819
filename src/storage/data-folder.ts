import { accessSync, constants, mkdirSync } from 'node:fs'
import { ConfigError } from '../config.ts'

/** Makes the folder of DATA_DIR where there is none, the owner's alone. Node only. @throws ConfigError when it can't be written to */
export function makeDataFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    accessSync(folder, constants.W_OK)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    throw new ConfigError(`DATA_DIR: ${folder} is not a folder that can be written to (${code})`)
  }
}
