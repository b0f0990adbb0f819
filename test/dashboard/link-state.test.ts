import { expect, it } from 'vitest'
import { stateOf } from '../../src/dashboard/pages/all-links/link-state.ts'
import { noon } from '../make.ts'

const open = { archivedAt: null, expiresAt: null, maxClicks: null, usedClicks: 0 }
const at = (ms: number) => new Date(ms).toISOString()

it('tells a link that leads on from one whose time is over, whose clicks are used up, and one that is archived', () => {
  expect(stateOf(open, noon)).toBe('active')
  expect(stateOf({ ...open, expiresAt: at(noon + 1), maxClicks: 2, usedClicks: 1 }, noon)).toBe('active')
  expect(stateOf({ ...open, expiresAt: at(noon) }, noon)).toBe('expired')
  expect(stateOf({ ...open, maxClicks: 2, usedClicks: 2 }, noon)).toBe('expired')
  expect(stateOf({ ...open, expiresAt: at(noon), archivedAt: at(noon - 1) }, noon)).toBe('archived')
})
