import { expect, it } from 'vitest'
import { createNeighbours } from '../../src/clicks/neighbours.ts'
import type { Click } from '../../src/clicks/redirect.ts'
import { noon } from '../make.ts'
import { makeClick } from './make-click.ts'

const [link, post, campaign, channel, shop] = [1, 2, 4, 8, 16]
const everywhere = link + post + campaign + channel + shop

it('sees a visitor first in each scope, once a day', () => {
  const neighbours = createNeighbours()
  const settle = (over = {}) => neighbours.settle(makeClick(over)).firsts
  expect(settle()).toBe(everywhere)
  expect(settle()).toBe(0)
  expect(settle({ link: 2 })).toBe(link)
  expect(settle({ link: 3, post: 2 })).toBe(link + post)
  expect(settle({ link: 4, post: 3, channel: 'newsletter' })).toBe(link + post + channel)
  expect(settle({ link: 5, post: 4, campaign: 2 })).toBe(link + post + campaign)
  expect(settle({ visitor: 43 })).toBe(everywhere)
  expect(settle({ day: makeClick().day + 1 })).toBe(everywhere)
  expect(settle()).toBe(0)
})

it('never recognises who must not be', () => {
  const neighbours = createNeighbours()
  expect(neighbours.settle(makeClick({ visitor: null }))).toEqual({ firsts: 0, isRepeat: false })
  expect(neighbours.settle(makeClick()).firsts).toBe(everywhere)
})

it('takes a click on the same link within half an hour for a repeat, each time anew', () => {
  const neighbours = createNeighbours()
  const isRepeat = (over: Partial<Click>) => neighbours.settle(makeClick(over)).isRepeat
  const at = (minutes: number) => noon + minutes * 60_000
  expect(isRepeat({ at: at(0) })).toBe(false)
  expect(isRepeat({ at: at(29) })).toBe(true)
  expect(isRepeat({ at: at(58) })).toBe(true)
  expect(isRepeat({ at: at(58), link: 2 })).toBe(false)
  expect(isRepeat({ at: at(58), visitor: 43 })).toBe(false)
  expect(isRepeat({ at: at(88) })).toBe(false)
})

it('remembers three days, and no more visitors than it may', () => {
  const neighbours = createNeighbours({ most: 4 })
  const { day } = makeClick()
  const firsts = (over: Partial<Click>) => neighbours.settle(makeClick(over)).firsts
  for (const after of [0, 1, 2, 3]) firsts({ day: day + after })
  expect(firsts({ day: day + 1 })).toBe(0)
  expect(firsts({ day })).toBe(everywhere)
  for (const visitor of [1, 2, 3, 4, 5]) firsts({ day: day + 3, visitor })
  expect(firsts({ day: day + 3, visitor: 5 })).toBe(0)
  expect(firsts({ day: day + 3, visitor: 1 })).toBe(everywhere)
})

it('costs no more for the visitor after a million', () => {
  const neighbours = createNeighbours({ most: 100_000 })
  const time = (from: number) => {
    const start = performance.now()
    for (let visitor = from; visitor < from + 20_000; visitor++) neighbours.settle(makeClick({ visitor }))
    return performance.now() - start
  }
  const early = time(0)
  for (let visitor = 20_000; visitor < 400_000; visitor++) neighbours.settle(makeClick({ visitor }))
  expect(time(400_000)).toBeLessThan(early * 20 + 200)
})

it('takes back a click that could not be stored, and only what that click brought', () => {
  const neighbours = createNeighbours()
  neighbours.settle(makeClick())
  const lost = makeClick({ link: 2 })
  neighbours.forget(lost, neighbours.settle(lost))
  expect(neighbours.settle(lost).firsts).toBe(link)
  neighbours.forget(lost, neighbours.settle(lost))
  expect(neighbours.settle(lost)).toEqual({ firsts: 0, isRepeat: true })
  expect(neighbours.settle(makeClick()).isRepeat).toBe(true)
})
