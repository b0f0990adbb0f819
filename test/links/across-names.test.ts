import { expect, it } from 'vitest'
import { nameRows } from '../../src/links/across-names.ts'
import { defaultRules } from '../../src/links/naming.ts'

const post = { campaign: 'Black Week', title: 'Blå genser', kind: 'offer', channels: [{ channel: 'x' as const }] }

it('names links after channel and post where the shop has no rules', () => {
  expect(nameRows(defaultRules, post, '20261122')).toEqual([
    { source: 'x', medium: 'social', campaign: 'black-week', content: 'bla-genser', term: '', placement: '' },
  ])
})

it('tells placements of one channel apart, and leaves a channel that is alone without', () => {
  const channels = [
    { channel: 'instagram' as const, placement: 'feed' },
    { channel: 'instagram' as const, placement: 'Story highlights' },
    { channel: 'x' as const, placement: 'feed' },
  ]
  expect(nameRows(defaultRules, { ...post, channels }, '20261122').map(({ content }) => content)).toEqual([
    ...['bla-genser-feed', 'bla-genser-story-highlights', 'bla-genser'],
  ])
})

it('fills in the templates of each channel, and puts what is given by hand before them', () => {
  const template = { medium: 'paid-social', content: '{channel}-{post}-{date}-{kind}', placement: 'feed' }
  const rules = { ...defaultRules, separator: '_' as const, templates: { facebook: template } }
  const channels = [
    { channel: 'facebook' as const },
    { channel: 'facebook' as const, content: 'By Hand', placement: 'story', medium: 'social' },
    { channel: 'x' as const },
  ]
  const names = nameRows(rules, { ...post, channels }, '20261122')
  expect(names.map(({ medium, content, placement }) => [medium, content, placement])).toEqual([
    ['paid_social', 'facebook_bla_genser_20261122_offer', 'feed'],
    ['social', 'by_hand', 'story'],
    ['social', 'bla_genser', ''],
  ])
})

it('gives no content where nothing names the post', () => {
  expect(nameRows(defaultRules, { ...post, title: undefined }, '20261122')).toMatchObject([{ content: '' }])
})
