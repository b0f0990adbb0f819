import { describe } from 'vitest'
import { acrossContract } from './contract/across.ts'
import { allLinksContract } from './contract/all-links.ts'
import { apartContract } from './contract/apart.ts'
import { badInputContract } from './contract/bad-input.ts'
import { bioContract } from './contract/bio.ts'
import { endingContract } from './contract/endings.ts'
import { ga4Contract } from './contract/ga4.ts'
import { hookContract } from './contract/hooks.ts'
import { importContract } from './contract/import.ts'
import { linkContract } from './contract/links.ts'
import { liveContract } from './contract/live.ts'
import { namingContract } from './contract/naming.ts'
import { onceContract } from './contract/once.ts'
import { privacyContract } from './contract/privacy.ts'
import { qrContract } from './contract/qr.ts'
import { redirectContract } from './contract/redirect.ts'
import { resultContract } from './contract/results.ts'
import { visitContract } from './contract/visits.ts'
import type { Open } from './talk.ts'

/** What the app does alike wherever it runs, seen from outside: over SQLite on Node and over D1 on real workerd. */
export function appContract(open: Open): void {
  describe('links', () => linkContract(open))
  describe('Google Analytics', () => ga4Contract(open))
  describe('naming', () => namingContract(open))
  describe('the end of a link', () => endingContract(open))
  describe('all links', () => allLinksContract(open))
  describe('posts across channels', () => acrossContract(open))
  describe('the bio page', () => bioContract(open))
  describe('imported files', () => importContract(open))
  describe('QR codes', () => qrContract(open))
  describe('repeated requests', () => onceContract(open))
  describe('bad input', () => badInputContract(open))
  describe('the redirect', () => redirectContract(open))
  describe('clicks, conversions and reports', () => resultContract(open))
  describe('webhooks and postbacks', () => hookContract(open))
  describe('what just came in', () => liveContract(open))
  describe('visits', () => visitContract(open))
  describe('erasing and forgetting', () => privacyContract(open))
  describe('two shops', () => apartContract(open))
}
