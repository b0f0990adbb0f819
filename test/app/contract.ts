import { describe } from 'vitest'
import { apartContract } from './contract/apart.ts'
import { badInputContract } from './contract/bad-input.ts'
import { linkContract } from './contract/links.ts'
import { onceContract } from './contract/once.ts'
import { redirectContract } from './contract/redirect.ts'
import { resultContract } from './contract/results.ts'
import type { Open } from './talk.ts'

/** What the app does alike wherever it runs, seen from outside: over SQLite on Node and over D1 on real workerd. */
export function appContract(open: Open): void {
  describe('links', () => linkContract(open))
  describe('repeated requests', () => onceContract(open))
  describe('bad input', () => badInputContract(open))
  describe('the redirect', () => redirectContract(open))
  describe('clicks, conversions and reports', () => resultContract(open))
  describe('two shops', () => apartContract(open))
}
