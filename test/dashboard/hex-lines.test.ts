import { expect, it } from 'vitest'
import { hexLines } from '../../src/dashboard/pages/orders/hex-lines.ts'

it('shows bytes sixteen a line with their place, and dots for what is no ASCII', () => {
  const hex = [...Array(16).fill('41'), '0a', 'c3', '7e'].join('')
  expect(hexLines(hex).split('\n')).toEqual([
    `000000  ${Array(16).fill('41').join(' ')}  ${'A'.repeat(16)}`,
    `000010  ${'0a c3 7e'.padEnd(47)}  ..~`,
  ])
  expect(hexLines('')).toBe('')
})
