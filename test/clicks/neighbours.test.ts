import { expect, it } from 'vitest'
import { createNeighbours } from '../../src/clicks/neighbours.ts'
import { makeClick } from './make-click.ts'

const [link, post, campaign, channel, shop] = [1, 2, 4, 8, 16]
const everywhere = link + post + campaign + channel + shop

it('sees a visitor first in each scope, once a day', () => {
  const neighbours = createNeighbours()
  const settle = (over = {}) => neighbours.settle(makeClick(over))
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

it('keeps the channels and campaigns of two shops apart', () => {
  const neighbours = createNeighbours()
  neighbours.settle(makeClick({ campaign: 0 }))
  expect(neighbours.settle(makeClick({ campaign: 0, shop: 2, link: 2, post: 2 }))).toBe(everywhere)
})

it('never recognises who must not be', () => {
  const neighbours = createNeighbours()
  expect(neighbours.settle(makeClick({ visitor: null }))).toBe(0)
  expect(neighbours.settle(makeClick())).toBe(everywhere)
})

it('remembers two days, and no more sightings than it may', () => {
  const neighbours = createNeighbours(10)
  const { day } = makeClick()
  neighbours.settle(makeClick())
  neighbours.settle(makeClick({ day: day + 1 }))
  neighbours.settle(makeClick({ day: day + 2 }))
  expect(neighbours.settle(makeClick({ day: day + 1 }))).toBe(0)
  expect(neighbours.settle(makeClick({ day }))).toBe(everywhere)
  for (const visitor of [1, 2, 3]) neighbours.settle(makeClick({ day: day + 2, visitor }))
  expect(neighbours.settle(makeClick({ day: day + 2, visitor: 3 }))).toBe(0)
  expect(neighbours.settle(makeClick({ day: day + 2, visitor: 1 }))).toBe(everywhere)
})

it('takes back a click that could not be stored, and only what that click brought', () => {
  const neighbours = createNeighbours()
  neighbours.settle(makeClick())
  const lost = makeClick({ link: 2 })
  neighbours.forget(lost, neighbours.settle(lost))
  expect(neighbours.settle(lost)).toBe(link)
  expect(neighbours.settle(makeClick())).toBe(0)
})
