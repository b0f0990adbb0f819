import { describe, expect, it } from 'vitest'
import { compareImported, type KnownCost, type ToldCost } from '../../src/platforms/imported-cost.ts'

const told = (from: number, to: number, amount = 100): ToldCost => ({
  ...{ key: 'ad:1', adLevel: 'ad', from, to, amount, currency: 'NOK' },
})
const known = (from: number, to: number, amount = 100): KnownCost => ({ ...told(from, to, amount), id: `cost_${from}` })

describe('a file’s costs beside those of earlier files', () => {
  it('changes nothing the second time', () => {
    expect(compareImported([told(1, 7)], [known(1, 7)])).toEqual({
      ...{ added: [], changed: [], removed: [], unchanged: 1, overlapping: 0 },
    })
  })

  it('takes the newer amount of the same days', () => {
    const { changed, added } = compareImported([told(1, 7, 120)], [known(1, 7)])
    expect(changed).toEqual([{ id: 'cost_1', amount: 120, currency: 'NOK' }])
    expect(added).toEqual([])
  })

  it('takes single days in place of the month they cover', () => {
    const days = [1, 2, 3].map((day) => told(day, day, 40))
    const { added, removed, overlapping } = compareImported(days, [known(1, 3, 120)])
    expect([added.length, removed, overlapping]).toEqual([3, ['cost_1'], 0])
  })

  it('leaves out days of a month that they don’t cover, so that none counts twice', () => {
    const { added, removed, overlapping } = compareImported([told(1, 1), told(2, 2)], [known(1, 30, 3000)])
    expect([added, removed, overlapping]).toEqual([[], [], 2])
  })

  it('leaves other ads alone', () => {
    const { added, removed } = compareImported([told(1, 7)], [{ ...known(1, 7), key: 'ad:2' }])
    expect([added.length, removed]).toEqual([1, []])
  })

  it('leaves out what is told by campaign already, and the coarser of one file', () => {
    const byCampaign = { ...known(1, 7, 200), key: 'ad:campaign:Jul', adLevel: 'campaign' } as const
    const { added, overlapping } = compareImported([told(7, 8), told(8, 9)], [byCampaign])
    expect([added.map(({ from }) => from), overlapping]).toEqual([[8], 1])
    const sum = { ...told(1, 7, 200), key: 'ad:campaign:Jul', adLevel: 'campaign' } as const
    expect(compareImported([sum, told(1, 7)], [])).toMatchObject({ added: [{ adLevel: 'ad' }], overlapping: 1 })
  })

  it('counts what a post was boosted by beside the ads', () => {
    expect(compareImported([{ ...told(1, 7), key: 'id:1', adLevel: null }], [known(1, 7)]).added).toHaveLength(1)
  })
})
